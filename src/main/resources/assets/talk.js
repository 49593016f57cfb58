// The offer to take a message back goes when its ten seconds are over; the server decides in any case.
for (const form of document.querySelectorAll("[data-undo]")) {
    setTimeout(() => form.remove(), 10000);
}
