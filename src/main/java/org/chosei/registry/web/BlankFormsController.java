package org.chosei.registry.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.Refusal;
import org.chosei.registry.blanks.BlankForms;
import org.chosei.registry.blanks.InstalledForm;
import org.chosei.registry.form.FormTemplate;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The blank forms for staff: the one that is handed out, the earlier ones, and for an administrator the next. */
@Controller
class BlankFormsController {
    private final BlankForms blanks;
    private final ActorNames actors;

    BlankFormsController(BlankForms blanks, ActorNames actors) {
        this.blanks = blanks;
        this.actors = actors;
    }

    @GetMapping("/blank-forms")
    @Allow(Permission.REGISTRY)
    View current() {
        return show(blanks.current());
    }

    @GetMapping("/blank-forms/{key}")
    @Allow(Permission.REGISTRY)
    View one(@PathVariable String key) {
        return show(blanks.all().stream()
                .filter(form -> form.key().equals(key))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new));
    }

    @GetMapping("/blank-forms/next")
    @Allow(Permission.AGREEMENT_TEXTS)
    View next() {
        return form(newest(), blanks.current().blank());
    }

    @PostMapping("/blank-forms/next")
    @Allow(Permission.AGREEMENT_TEXTS)
    org.springframework.web.servlet.View install(
            @RequestParam String after,
            @RequestParam(defaultValue = "") String blank,
            @RequestParam(defaultValue = "look") String step,
            @RequestParam(defaultValue = "") String looked,
            @RequestParam @Nullable MultipartFile file) {
        String text = blank;
        int seen = after.matches("[0-9]{1,6}") ? Integer.parseInt(after) : newest();
        try {
            if (file != null && !file.isEmpty()) {
                text = Uploads.text(file);
            }
            if (step.equals("install")) {
                blanks.install(seen, text, looked);
                return Redirects.to("/blank-forms");
            }
            return look(seen, text, List.of());
        } catch (Refusal.Invalid refusal) {
            return look(seen, text, List.of(refusal));
        }
    }

    private View look(int seen, String text, List<Refusal.Invalid> refusals) {
        BlankForms.Look look = blanks.look(text);
        List<Refusal.Invalid> all = look.problems().isEmpty() ? refusals : look.problems();
        View page = form(seen, text).with("refusals", all);
        View looked = look.problems().isEmpty() ? page.with("look", look) : page;
        return all.isEmpty() ? looked : looked.status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private int newest() {
        return blanks.installed().stream()
                .findFirst()
                .map(InstalledForm::version)
                .orElse(0);
    }

    private View show(FormTemplate form) {
        List<InstalledForm> installed = blanks.installed();
        return View.of("registry/blank-forms", "form", form)
                .with("current", blanks.current().key())
                .with("installed", installed)
                .with(
                        "actors",
                        actors.of(installed.stream().map(InstalledForm::by).toList()));
    }

    private static View form(int after, String text) {
        return View.of("registry/blank-next", "after", after)
                .with("blank", text)
                .with("refusals", List.of());
    }
}
