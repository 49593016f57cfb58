// Words of a form are saved for whoever types them, on the server and nowhere on this machine, which others may use too.
const told = document.getElementById("draft-words");
const EVERY = 5000;

const draftPage = async (form) => {
    const answer = await fetch("/drafts?form=" + encodeURIComponent(form));
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const keepDraft = (form, key) => {
    const { data, text } = { data: told.dataset, text: (words, at) => words.replace("(t)", at) };
    const state = { id: "", revision: 0, saved: "", saving: null, sent: false, out: false, sure: false };
    // Words that the page brought and nobody has saved: refused just now, or of a message that was taken back.
    const brought = data.answers || form.dataset.restored;
    const note = document.createElement("div");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    form.prepend(note);

    const fields = () => [...form.elements].filter((e) => e.name && !e.name.startsWith("_") && !e.closest("fieldset.upload")
        && !["hidden", "password", "file", "submit", "button", "reset", "fieldset", "output"].includes(e.type) && e.dataset.draft !== "no");
    // The version of a thing that a form changes: words typed on an earlier one are offered, not put back.
    const basis = () => (form.elements.basis || form.elements.version || {}).value;
    const words = () => {
        const all = new URLSearchParams();
        for (const field of fields()) {
            if (["checkbox", "radio"].includes(field.type)) {
                if (field.checked) all.append(field.name, field.value);
            } else if (field.type === "select-multiple") {
                for (const option of field.selectedOptions) all.append(field.name, option.value);
            } else all.append(field.name, field.value);
        }
        if (basis()) all.append("_basis", basis());
        return all.toString();
    };
    const began = words();
    state.saved = form.dataset.restored ? "" : began;

    const fill = (typed) => {
        const all = new URLSearchParams(typed);
        const turn = {};
        for (const field of fields()) {
            const values = all.getAll(field.name);
            if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
            else if (field.type === "select-multiple") {
                for (const option of field.options) option.selected = values.includes(option.value);
            } else {
                const at = turn[field.name] = (turn[field.name] ?? -1) + 1;
                if (at < values.length) field.value = values[at];
            }
            field.dispatchEvent(new Event("input", { bubbles: true }));
        }
    };

    const say = (what, ...parts) => {
        note.replaceChildren(what + " ", ...parts);
    };
    const button = (label, action) => {
        const it = document.createElement("button");
        it.type = "button";
        it.className = "quiet";
        it.textContent = label;
        it.addEventListener("click", action);
        return it;
    };
    const now = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

    const forget = async (id) => {
        const body = new URLSearchParams({ _csrf: form.elements._csrf.value });
        await fetch(`/drafts/${id}/removal`, { method: "POST", body, redirect: "manual" });
    };

    const signedOut = () => {
        if (state.out) return;
        state.out = true;
        const link = document.createElement("a");
        link.href = "/sign-in";
        link.target = "_blank";
        link.rel = "noopener";
        link.textContent = data.signIn;
        say(data.out, link);
    };

    const answered = async (answer, typed) => {
        if (answer.status === 204) {
            state.id = answer.headers.get("Draft-Id");
            state.revision = Number(answer.headers.get("Draft-Revision"));
            state.saved = typed;
            state.out = false;
            say(answer.headers.get("Draft-Conflict") === "true" ? data.conflict : text(data.saved, now()));
            return;
        }
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const refusal = page.querySelector("[data-refusal]");
        const slug = refusal ? refusal.dataset.refusal : "";
        if (slug === "draft-gone") {
            [state.id, state.revision] = ["", 0];
        } else if (slug === "signed-out" || slug === "form-expired") {
            signedOut();
        } else say(refusal ? refusal.textContent.trim() : data.failed);
    };

    const post = (typed, keepalive) => fetch("/drafts", {
        method: "POST",
        keepalive,
        redirect: "manual",
        headers: {
            "Content-Type": "text/plain;charset=UTF-8",
            "X-XSRF-TOKEN": form.elements._csrf.value,
            "Draft-Form": key,
            "Draft-Id": state.id,
            "Draft-Revision": String(state.revision),
            "Draft-Person": data.person,
        },
        body: typed,
    });

    // Signed in still, or again, perhaps in another tab: the form token is the newest, and only the same person goes on.
    const signedIn = async () => {
        const page = await draftPage(key);
        const who = page && page.getElementById("draft-words");
        if (!who || who.dataset.person !== data.person) return false;
        const token = page.querySelector("input[name=_csrf]").value;
        for (const field of document.querySelectorAll("input[name=_csrf]")) field.value = token;
        return true;
    };

    const save = async () => {
        const typed = words();
        if (state.saving || state.sent || typed === state.saved) return;
        state.saving = (async () => {
            if (state.out && !await signedIn()) return;
            await answered(await post(typed, false), typed);
        })().catch(() => say(data.failed)).finally(() => { state.saving = null; });
        await state.saving;
    };

    const take = (row) => {
        fill(row.dataset.words);
        [state.id, state.revision, state.saved] = [row.dataset.draft, Number(row.dataset.revision), words()];
    };
    const offer = (line, row, rest) => {
        const p = document.createElement("p");
        p.append(text(line, row.dataset.at) + " ", button(data.use, () => {
            take(row);
            p.remove();
        }), " ", button(data.discard, async () => {
            await forget(row.dataset.draft);
            p.remove();
        }));
        rest.push(p);
    };
    const putBack = (rows) => {
        const rest = [];
        const [first, ...others] = rows;
        const typed = new URLSearchParams(first.dataset.words);
        const typedOn = typed.get("_basis") || typed.get("basis") || typed.get("version");
        if (typedOn && basis() && basis() !== typedOn) offer(data.older, first, rest);
        else {
            take(first);
            const p = document.createElement("p");
            p.append(text(data.back, first.dataset.at) + " ", button(data.discard, async () => {
                await forget(state.id);
                form.reset();
                [state.id, state.revision, state.saved] = ["", 0, words()];
                p.remove();
            }));
            rest.push(p);
        }
        for (const row of others) offer(data.other, row, rest);
        note.replaceChildren(...rest);
    };

    form.addEventListener("focusout", save);
    setInterval(save, EVERY);
    addEventListener("pagehide", () => {
        const typed = words();
        if (!state.sent && !state.out && typed !== state.saved) post(typed, true).catch(() => {});
    });
    addEventListener("pageshow", (event) => { if (event.persisted) state.sent = false; });
    form.addEventListener("submit", (event) => {
        if (event.defaultPrevented) return;
        if (state.saving) {
            event.preventDefault();
            event.stopPropagation();
            state.saving.finally(() => form.requestSubmit(event.submitter));
            return;
        }
        if (!state.sure) {
            // whoever was signed out meanwhile, or has no connection, would get a page without these words
            event.preventDefault();
            event.stopPropagation();
            signedIn().then((still) => {
                if (!still) {
                    signedOut();
                    return;
                }
                state.sure = true;
                form.requestSubmit(event.submitter);
            }).catch(() => say(data.failed));
            return;
        }
        state.sure = false;
        for (const [name, value] of [["_draft", key], ["_draft-id", state.id], ["_draft-page", location.pathname]]) {
            let field = form.querySelector(`input[name="${name}"]`);
            if (!field) {
                field = document.createElement("input");
                field.type = "hidden";
                field.name = name;
                form.append(field);
            }
            field.value = value;
        }
        state.sent = true;
        setTimeout(() => { state.sent = false; }, 30000);
    });

    draftPage(key).then((page) => {
        const rows = page ? [...page.querySelectorAll("li[data-draft]")] : [];
        if (rows.length === 0) return;
        if (brought || (words() !== began && words() !== rows[0].dataset.words)) {
            // the page shows what was typed last, or somebody types already: the draft goes on from there
            if (brought) [state.id, state.revision, state.saved] = [rows[0].dataset.draft, Number(rows[0].dataset.revision), ""];
            else note.replaceChildren(...rows.reduce((all, row) => (offer(data.other, row, all), all), []));
        } else putBack(rows);
    }).catch(() => {});
};

// Every form in which somebody writes more than a line; those that other pages show as well have a name of their own.
const seen = {};
const nameOf = (form) => {
    const place = "page:" + new URL(form.action).pathname.replaceAll("/", ".");
    seen[place] = (seen[place] || 0) + 1;
    return form.dataset.draft || (place + (seen[place] > 1 ? ":" + seen[place] : "")).slice(-100);
};
if (told) for (const form of document.querySelectorAll("form[data-draft], form[method=post]:has(textarea):not(.draft-again)")) keepDraft(form, nameOf(form));
