// The offer to take a message back goes a second before its ten are over, which the page spent on its way; the server decides in
// any case.
for (const form of document.querySelectorAll("[data-undo]")) {
    setTimeout(() => form.remove(), 9000);
}
