// Fragments come from this site alone and were escaped by its templates, so the one policy passes them on.
if (window.trustedTypes) {
    window.trustedTypes.createPolicy("default", { createHTML: (html) => html });
}
// A second click on a button sends nothing twice.
document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
        event.preventDefault();
        return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
});
// What does not fit its frame can be scrolled by keyboard; what fits is no stop on the way.
const reach = () => {
    for (const box of document.querySelectorAll(".table, .wide, pre")) {
        if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
        else box.removeAttribute("tabindex");
    }
};
addEventListener("resize", reach);
document.addEventListener("htmx:load", reach);
reach();
// The time left of an embargo is counted on while the page is open.
const countDown = () => {
    for (const left of document.querySelectorAll(".countdown[data-until]")) {
        const minutes = Math.floor((Number(left.dataset.until) - Date.now()) / 60000);
        const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
        left.textContent = minutes < 0 ? left.dataset.over
            : left.dataset.words.replace("(d)", days).replace("(h)", hours).replace("(m)", minutes % 60);
    }
};
if (document.querySelector(".countdown[data-until]")) setInterval(countDown, 30000);
// In a row of pages that is moved sideways, the page that is open is in sight.
for (const here of document.querySelectorAll(".top nav [aria-current], .pages [aria-current]")) {
    const row = here.closest("ul");
    row.scrollLeft = here.offsetLeft - row.offsetLeft - 16;
}
