package org.chosei.cases.clocks.web;

import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.clocks.Holiday;
import org.chosei.cases.clocks.HolidayFile;
import org.chosei.cases.clocks.HolidayProblem;
import org.chosei.cases.clocks.Holidays;
import org.chosei.kernel.Refusal;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.Organisations;
import org.chosei.registry.closures.Closures;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The holidays by year, and bringing in the Cabinet Office's table: looked at first, kept as a whole or not at all. */
@Controller
class HolidaysController {
    private static final int SHOWN_PROBLEMS = 200;

    private final Holidays holidays;
    private final Closures closures;
    private final Organisations organisations;
    private final TransactionOperations transaction;
    private final Site site;
    private final InstantSource clock;

    HolidaysController(
            Holidays holidays,
            Closures closures,
            Organisations organisations,
            TransactionOperations transaction,
            Site site,
            InstantSource clock) {
        this.holidays = holidays;
        this.closures = closures;
        this.organisations = organisations;
        this.transaction = transaction;
        this.site = site;
        this.clock = clock;
    }

    @Bean
    static Link holidaysLink() {
        return new Link(86, "deadlines.holidays", "/holidays", Permission.HOLIDAYS);
    }

    @GetMapping("/holidays")
    @Allow({Permission.HOLIDAYS, Permission.COORDINATE})
    View show(@RequestParam(defaultValue = "") String done) {
        return page().with("done", done.matches("kept|same") ? done : "");
    }

    @PostMapping("/holidays")
    @Allow(Permission.HOLIDAYS)
    org.springframework.web.servlet.View bring(
            @RequestParam @Nullable MultipartFile file, @RequestParam(defaultValue = "look") String step) {
        try {
            HolidayFile read = HolidayFile.read(bytes(file));
            if (!read.problems().isEmpty()) {
                return looked(read).status(HttpStatus.UNPROCESSABLE_CONTENT);
            }
            if (!step.equals("keep")) {
                return looked(read);
            }
            boolean kept = Boolean.TRUE.equals(transaction.execute(_ -> holidays.bring(read)));
            return Redirects.to("/holidays?done=" + (kept ? "kept" : "same"));
        } catch (Refusal.Invalid refusal) {
            return page().with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static byte[] bytes(@Nullable MultipartFile file) {
        if (file == null || file.isEmpty()) {
            throw new Refusal.Invalid("file", "holidays-no-file");
        }
        try {
            ImportSheet.requireSmall(file.getSize());
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private View looked(HolidayFile read) {
        List<HolidayProblem> problems =
                read.problems().stream().limit(SHOWN_PROBLEMS).toList();
        return page().with("looked", List.of(read)).with("problems", problems);
    }

    private View page() {
        return transaction.execute(_ -> {
            List<Holiday> known = holidays.all();
            return View.of(
                            "deadlines/holidays",
                            "years",
                            new TreeMap<>(known.stream()
                                            .collect(groupingBy(
                                                    each -> each.day().getYear())))
                                    .descendingMap())
                    .with("history", holidays.history())
                    .with("closures", closures.of(organisations.coordinator()))
                    .with("coordinator", organisations.coordinator().toString())
                    .with(
                            "missing",
                            holidays.missingYear(known, clock.instant(), site.zone())
                                    .map(String::valueOf)
                                    .orElse(""))
                    .with("looked", List.of())
                    .with("problems", List.of())
                    .with("done", "")
                    .with("refusals", List.of());
        });
    }
}
