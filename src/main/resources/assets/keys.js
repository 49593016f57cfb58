// Keys for daily work. Whatever they do a link or a button on the page does too; /keys lists them and switches single keys off.
const palette = document.getElementById("palette");
const single = () => document.body.dataset.singleKeys === "on";
const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.querySelector("[data-row].current");
let before = "";
let beforeAt = 0;

// While somebody writes, or composes Japanese, every key is theirs.
const typing = (event) => event.isComposing || event.keyCode === 229
    || event.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]");

const go = (row) => {
    if (!row) return;
    current()?.classList.remove("current");
    row.classList.add("current");
    row.scrollIntoView({ block: "nearest" });
    (row.querySelector("[data-open]") ?? row.querySelector("a, input"))?.focus({ preventScroll: true });
};
const step = (by) => {
    const all = rows();
    const at = all.indexOf(current());
    go(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
};
const follow = (selector) => current()?.querySelector(selector)?.click();
const focus = (element) => {
    element?.scrollIntoView({ block: "center" });
    element?.focus();
};
const unread = () => {
    const all = [...document.querySelectorAll("[data-unread]")];
    const next = all.find((each) => each.getBoundingClientRect().top > 1 && !each.classList.contains("current")) ?? all[0];
    if (!next) return;
    next.tabIndex = -1;
    focus(next);
};
const composer = (kind) => document.querySelector(kind) ?? document.querySelector("[data-composer] textarea, main form textarea");

const acts = {
    j: () => step(1),
    k: () => step(-1),
    o: () => follow("[data-open]"),
    x: () => current()?.querySelector("input[type=checkbox]")?.click(),
    e: () => follow("[data-key=e]"),
    // the mail desk: files the opened mail into the first thread that nothing speaks against; a key that is held down presses once
    f: (event) => event.repeat || document.querySelector('button[data-shortcut="f"]')?.click(),
    r: () => focus(composer("[data-composer=reply] textarea")),
    c: () => {
        const note = document.querySelector("[data-composer=note] textarea, #notes ~ * textarea");
        const add = document.querySelector("[data-new]");
        if (note) focus(note);
        else if (add) add.click();
        else location.assign("/palette");
    },
    n: unread,
    "/": () => focus(document.getElementById("search") ?? document.querySelector("main input[type=search]")),
    "?": () => location.assign("/keys"),
};
const places = { i: "/inbox", c: document.querySelector("nav a[href='/our-cases']") ? "/our-cases" : "/cases" };

document.addEventListener("keydown", (event) => {
    if (!document.body.dataset.singleKeys || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k" && palette) {
        event.preventDefault();
        openPalette();
        return;
    }
    if (!single() || event.ctrlKey || event.metaKey || event.altKey || typing(event) || palette?.open) return;
    const after = before === "g" && Date.now() - beforeAt < 1500 ? places[event.key] : undefined;
    before = event.key;
    beforeAt = Date.now();
    if (after) {
        event.preventDefault();
        location.assign(after);
    } else if (event.key === "X" && current()) {
        event.preventDefault();
        const box = current().querySelector("input[type=checkbox]");
        if (box) stretch(box, !box.checked);
    } else if (acts[event.key] && !(event.shiftKey && event.key !== "?" && event.key !== "/")) {
        event.preventDefault();
        acts[event.key](event);
    }
});

// A click with Shift, or Shift and x, selects from the last box on.
let last = null;
const stretch = (box, to) => {
    const boxes = [...(box.form ?? document).querySelectorAll("input[type=checkbox]")].filter((each) => each.name === box.name);
    const [a, b] = [boxes.indexOf(last), boxes.indexOf(box)];
    for (const each of a < 0 ? [box] : boxes.slice(Math.min(a, b), Math.max(a, b) + 1)) each.checked = to;
    last = box;
};
document.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches?.("[data-select] input[type=checkbox], .matrix input[type=checkbox]")) return;
    if (event.shiftKey) stretch(box, box.checked);
    last = box;
});

// The palette: the links that the server wrote, and those of the open case; what is typed leaves those that have it.
const entries = () => [...palette.querySelectorAll(".commands li")];
function openPalette() {
    const list = palette.querySelector(".commands");
    for (const link of document.querySelectorAll("nav.pages a, main a[data-command]")) {
        if (entries().some((each) => each.firstElementChild.href === link.href)) continue;
        const entry = document.createElement("li");
        const copy = document.createElement("a");
        copy.href = link.href;
        copy.textContent = link.textContent;
        entry.append(copy);
        list.prepend(entry);
    }
    palette.querySelector("input").value = "";
    narrow("");
    palette.showModal();
    palette.querySelector("input").focus();
}
const plain = (text) => text.normalize("NFKC").toLowerCase();
const narrow = (typed) => {
    for (const entry of entries()) entry.hidden = !plain(entry.textContent).includes(plain(typed));
};
if (palette) {
    const input = palette.querySelector("input");
    input.addEventListener("input", () => narrow(input.value));
    palette.querySelector("[data-close]").addEventListener("click", () => palette.close());
    palette.addEventListener("keydown", (event) => {
        if (event.isComposing || event.keyCode === 229) return;
        const shown = entries().filter((each) => !each.hidden).map((each) => each.firstElementChild);
        const at = shown.indexOf(document.activeElement);
        if (event.key === "ArrowDown" && shown.length) {
            event.preventDefault();
            shown[Math.min(at + 1, shown.length - 1)].focus();
        } else if (event.key === "ArrowUp" && at >= 0) {
            event.preventDefault();
            (at === 0 ? input : shown[at - 1]).focus();
        } else if (event.key === "Enter" && document.activeElement === input && input.value && shown.length) {
            // a number that is typed whole is looked up by the server, which alone knows the cases
            event.preventDefault();
            shown[0].click();
        }
    });
}
