package org.chosei.registry.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.keywords.KeywordAnswers;
import org.chosei.registry.keywords.KeywordList;
import org.chosei.registry.keywords.KeywordLists;
import org.chosei.registry.keywords.KeywordLists.Draft;
import org.chosei.web.Download;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The keyword list for staff, its next version for an administrator, and what each organisation answered. */
@Controller
class KeywordsController {
    private final KeywordLists lists;
    private final KeywordAnswers answers;
    private final Organisations organisations;
    private final ActorNames actors;
    private final TransactionOperations transaction;

    KeywordsController(
            KeywordLists lists,
            KeywordAnswers answers,
            Organisations organisations,
            ActorNames actors,
            TransactionOperations transaction) {
        this.lists = lists;
        this.answers = answers;
        this.organisations = organisations;
        this.actors = actors;
        this.transaction = transaction;
    }

    @GetMapping("/keywords")
    @Allow(Permission.REGISTRY)
    View list() {
        return show(lists.current());
    }

    @GetMapping("/keywords/{version}")
    @Allow(Permission.REGISTRY)
    View version(@PathVariable String version) {
        return show(get(version));
    }

    @GetMapping("/keywords/{version}/table.csv")
    @Allow(Permission.REGISTRY)
    Download table(@PathVariable String version) {
        KeywordList list = get(version);
        byte[] table = ("\uFEFF" + KeywordLists.table(list)).getBytes(StandardCharsets.UTF_8);
        return new Download("keywords-" + list.version() + ".csv", "text/csv;charset=UTF-8", out -> out.write(table));
    }

    @GetMapping("/keywords/next")
    @Allow(Permission.KEYWORD_LIST)
    View next() {
        KeywordList current = lists.current();
        return form(new Draft(current.version(), KeywordLists.table(current), "", ""));
    }

    @PostMapping("/keywords/next")
    @Allow(Permission.KEYWORD_LIST)
    org.springframework.web.servlet.View publish(
            @RequestParam String after,
            @RequestParam(defaultValue = "") String table,
            @RequestParam(defaultValue = "") String changesJa,
            @RequestParam(defaultValue = "") String changesEn,
            @RequestParam(defaultValue = "preview") String step,
            @RequestParam @Nullable MultipartFile file) {
        Draft draft = new Draft(number(after), table, changesJa, changesEn);
        try {
            if (file != null && !file.isEmpty()) {
                draft = new Draft(draft.after(), Uploads.text(file), changesJa, changesEn);
            }
            if (!step.equals("publish")) {
                return preview(draft);
            }
            return Redirects.to("/keywords/" + lists.publish(draft));
        } catch (Refusal.Invalid refusal) {
            return form(draft).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private View preview(Draft draft) {
        KeywordLists.Look look = lists.look(draft);
        View page = form(draft).with("refusals", look.problems());
        return look.problems().isEmpty() ? page.with("look", look) : page.status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @GetMapping("/organisations/{id}/keywords")
    @Allow(Permission.REGISTRY)
    View of(@PathVariable String id) {
        OrganisationId organisation = OrganisationId.of(id);
        Organisation shown =
                transaction.execute(_ -> organisations.find(organisation).orElseThrow(Refusal.NotFound::new));
        return View.of("registry/keywords-of", "organisation", shown).with("questionnaire", answers.of(organisation));
    }

    private View show(KeywordList list) {
        List<KeywordList> versions = lists.versions();
        return View.of("registry/keywords", "list", list)
                .with("versions", versions)
                .with("actors", actors.of(versions.stream().map(KeywordList::by).toList()));
    }

    private static View form(Draft draft) {
        return View.of("registry/keywords-next", "draft", draft).with("refusals", List.of());
    }

    private KeywordList get(String version) {
        return lists.get(number(version));
    }

    /** What is no number of a version names none. */
    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new Refusal.NotFound();
        }
        return Integer.parseInt(text);
    }
}
