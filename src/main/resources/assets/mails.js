// One key files an arrived mail into the suggested thread, unless somebody is typing.
document.addEventListener("keydown", (event) => {
    if (event.key !== "f" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const button = document.querySelector('button[data-shortcut="f"]');
    if (button) {
        event.preventDefault();
        button.click();
    }
});
