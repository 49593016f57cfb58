package org.chosei.registry.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.chosei.registry.keywords.KeywordAnswers;
import org.chosei.registry.keywords.KeywordAnswers.Typed;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A member answers the technology keywords for the own organisation, all on one page. */
@Controller
class OurKeywordsController {
    /** Fields of a question are called {@code answer.CODE}, {@code note.CODE} and {@code shown.CODE}. */
    private static final Pattern CODE = Pattern.compile("^(answer|note|shown)\\.");

    private final KeywordAnswers answers;

    OurKeywordsController(KeywordAnswers answers) {
        this.answers = answers;
    }

    @GetMapping("/organisation/keywords")
    @Allow(Permission.OWN_ORGANISATION)
    View show(@RequestParam(defaultValue = "") String saved) {
        return page(Map.of()).with("saved", saved.matches("[0-9]{1,4}") ? saved : "");
    }

    @PostMapping("/organisation/keywords")
    @Allow(Permission.OWN_ORGANISATION)
    org.springframework.web.servlet.View answer(
            @RequestParam(defaultValue = "1") int version, @RequestParam Map<String, String> fields) {
        Map<String, Typed> typed = typed(fields);
        try {
            return Redirects.to("/organisation/keywords?saved=" + answers.give(version, typed));
        } catch (Refusal.Invalid refusal) {
            return page(typed).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static Map<String, Typed> typed(Map<String, String> fields) {
        Map<String, Typed> typed = new LinkedHashMap<>();
        for (String name : fields.keySet()) {
            String code = CODE.matcher(name).replaceFirst("");
            if (!code.equals(name)) {
                typed.put(
                        code,
                        new Typed(
                                fields.getOrDefault("shown." + code, ""),
                                fields.getOrDefault("answer." + code, ""),
                                fields.getOrDefault("note." + code, "")));
            }
        }
        return typed;
    }

    private View page(Map<String, Typed> typed) {
        return View.of(
                        "registry/our-keywords",
                        "questionnaire",
                        answers.of(Scopes.person().organisation()))
                .with("typed", typed)
                .with("saved", "")
                .with("refusals", List.of());
    }
}
