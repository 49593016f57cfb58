// Files of a message: several at once, each sent as it is, so that the server seals it while it comes in.
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const freshToken = async (place) => {
    const answer = await fetch("/uploads?place=" + encodeURIComponent(place));
    return answer.redirected ? null : parsed(await answer.text());
};

for (const box of document.querySelectorAll("fieldset.upload")) {
    const { place } = box.dataset;
    const form = box.closest("form");
    const [input, marks, list] = [box.querySelector("input[type=file]"), box.querySelector("select"), box.querySelector("ul")];
    const waiting = [];
    let limit = Infinity, large = "", running = 0;

    // A pending file as the server shows it; removing it must not send the form around it.
    const adopt = (row) => {
        const own = document.importNode(row, true);
        own.querySelector("input[name=upload]").removeAttribute("form");
        const remove = own.querySelector("form.remove");
        const button = remove.querySelector("button");
        button.type = "button";
        button.addEventListener("click", async () => {
            const body = new URLSearchParams({ _csrf: form.elements._csrf.value });
            await fetch(remove.getAttribute("action"), { method: "POST", body, redirect: "manual" });
            own.remove();
            input.focus();
        });
        remove.replaceWith(button);
        return own;
    };

    const row = (file) => {
        const li = document.createElement("li");
        const [name, bar, state, stop] = ["span", "progress", "span", "button"].map((tag) => document.createElement(tag));
        name.textContent = file.name;
        bar.max = file.size || 1;
        bar.value = 0;
        bar.setAttribute("aria-label", `${box.dataset.uploading}: ${file.name}`);
        stop.type = "button";
        stop.className = "quiet";
        stop.textContent = box.dataset.cancel;
        li.append(name, bar, state, stop);
        list.append(li);
        return { li, bar, state, stop };
    };

    const fail = (shown, file, mark, why, again) => {
        shown.bar.remove();
        shown.state.className = "hint wrong";
        shown.state.textContent = why;
        if (again) {
            const retry = document.createElement("button");
            retry.type = "button";
            retry.textContent = box.dataset.again;
            retry.addEventListener("click", async () => {
                const page = await freshToken(place);
                const token = page && page.querySelector("input[name=_csrf]");
                if (token) form.elements._csrf.value = token.value;
                shown.li.remove();
                add([file], mark);
            });
            shown.li.append(retry);
        }
        shown.stop.onclick = () => shown.li.remove();
    };

    const send = ({ file, mark, shown }) => {
        running++;
        const request = new XMLHttpRequest();
        request.open("POST", "/uploads");
        request.setRequestHeader("Content-Type", "application/octet-stream");
        request.setRequestHeader("X-XSRF-TOKEN", form.elements._csrf.value);
        request.setRequestHeader("File-Place", place);
        request.setRequestHeader("File-Name", encodeURIComponent(file.name));
        request.setRequestHeader("File-Tlp", mark);
        request.upload.addEventListener("progress", (event) => { shown.bar.value = event.loaded; });
        request.addEventListener("loadend", () => {
            running--;
            const page = request.responseText ? parsed(request.responseText) : null;
            const come = request.status === 200 && page.querySelector("li[data-upload]");
            const refusal = page && page.querySelector("[data-refusal]");
            const out = refusal && ["signed-out", "form-expired"].includes(refusal.dataset.refusal);
            if (come) shown.li.replaceWith(adopt(come));
            else if (shown.stopped) shown.li.remove();
            else fail(shown, file, mark, out ? box.dataset.signedOut : refusal ? refusal.textContent.trim() : box.dataset.failed,
                out || !refusal);
            next();
        });
        shown.stop.onclick = () => {
            shown.stopped = true;
            request.abort();
        };
        request.send(file);
    };

    const next = () => {
        while (running < 2 && waiting.length > 0) send(waiting.shift());
    };

    const add = (files, mark) => {
        for (const file of files) {
            const shown = row(file);
            if (file.size > limit) {
                fail(shown, file, mark, large, false);
                continue;
            }
            const item = { file, mark, shown };
            shown.stop.onclick = () => {
                waiting.splice(waiting.indexOf(item), 1);
                shown.li.remove();
            };
            waiting.push(item);
        }
        next();
    };

    input.addEventListener("change", () => {
        add([...input.files], marks.value);
        input.value = "";
    });
    for (const kind of ["dragenter", "dragover"]) {
        box.addEventListener(kind, (event) => {
            event.preventDefault();
            box.classList.add("over");
        });
    }
    for (const kind of ["dragleave", "drop"]) box.addEventListener(kind, () => box.classList.remove("over"));
    box.addEventListener("drop", (event) => {
        event.preventDefault();
        add([...event.dataTransfer.files], marks.value);
    });
    form.addEventListener("paste", (event) => {
        if (event.clipboardData.files.length > 0) {
            event.preventDefault();
            add([...event.clipboardData.files], marks.value);
        }
    });
    // What is still coming in would be left behind.
    form.addEventListener("submit", (event) => {
        if (running + waiting.length > 0) {
            event.preventDefault();
            event.stopPropagation();
            let words = box.querySelector(".waits");
            if (!words) {
                words = document.createElement("p");
                words.className = "waits hint wrong";
                words.setAttribute("role", "alert");
                box.append(words);
            }
            words.textContent = box.dataset.waits;
        }
    });
    freshToken(place).then((page) => {
        if (!page) return;
        const known = page.getElementById("limit");
        if (known) [limit, large] = [Number(known.dataset.limit), known.dataset.large];
        for (const each of page.querySelectorAll("li[data-upload]")) {
            if (!list.querySelector(`[data-upload="${each.dataset.upload}"]`)) list.append(adopt(each));
        }
    });
}
