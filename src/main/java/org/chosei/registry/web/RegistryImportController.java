package org.chosei.registry.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.ImportColumn;
import org.chosei.registry.ImportMapping;
import org.chosei.registry.ImportRuns;
import org.chosei.registry.RegistryImports;
import org.chosei.web.Download;
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

/** Bringing in a table: choose the file, say what its columns mean, look, apply, take the result file. */
@Controller
class RegistryImportController {
    /** More than a person reads on a page; the result file has all. */
    private static final int SHOWN_PROBLEMS = 200;

    private static final int SAMPLE_ROWS = 3;

    private final RegistryImports imports;
    private final ImportRuns runs;

    RegistryImportController(RegistryImports imports, ImportRuns runs) {
        this.imports = imports;
        this.runs = runs;
    }

    @GetMapping("/organisations/import")
    @Allow(Permission.REGISTRY)
    View choose() {
        return View.of("registry/import", "refusals", List.of());
    }

    @PostMapping("/organisations/import")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View bring(@RequestParam @Nullable MultipartFile file) {
        try {
            return Redirects.to("/organisations/import/" + imports.bring(Uploads.table(file)));
        } catch (Refusal.Invalid refusal) {
            return choose().with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @GetMapping("/organisations/import/{id}")
    @Allow(Permission.REGISTRY)
    View look(@PathVariable String id, @RequestParam @Nullable List<String> map) {
        UUID known = Uuid7.parse(id);
        return runs.progress(known)
                .map(progress -> View.of("registry/import-running", "progress", progress)
                        .with("path", "/organisations/import/" + known))
                .orElseGet(() -> page(imports.look(known, map)));
    }

    @PostMapping("/organisations/import/{id}/application")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View apply(
            @PathVariable String id, @RequestParam List<String> map, @RequestParam(defaultValue = "") String vetted) {
        UUID known = Uuid7.parse(id);
        RegistryImports.State state = imports.look(known, map);
        if (!state.problems().isEmpty()) {
            return page(state).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (!state.applied()) {
            try {
                runs.apply(known, map, vetted, state.organisations());
            } catch (Refusal.Invalid refusal) {
                return page(state)
                        .with("vetted", vetted)
                        .with("refusals", List.of(refusal))
                        .status(HttpStatus.UNPROCESSABLE_CONTENT);
            }
        }
        return Redirects.to("/organisations/import/" + known);
    }

    @GetMapping("/organisations/import/{id}/result.csv")
    @Allow(Permission.REGISTRY)
    Download result(@PathVariable String id, @RequestParam @Nullable List<String> map, Locale locale) {
        byte[] result = ("\uFEFF" + imports.result(Uuid7.parse(id), map, locale)).getBytes(StandardCharsets.UTF_8);
        return new Download("import-result.csv", "text/csv;charset=UTF-8", out -> out.write(result));
    }

    private View page(RegistryImports.State state) {
        return View.of("registry/import-look", "state", state)
                .with("columns", List.of(ImportColumn.values()))
                .with(
                        "problems",
                        state.problems().stream().limit(SHOWN_PROBLEMS).toList())
                .with("query", query(state.mapping()))
                .with("stopped", !state.applied() && runs.stopped(state.id()))
                .with("vetted", "")
                .with("refusals", List.of())
                .with(
                        "samples",
                        state.sheet().rows().stream().limit(SAMPLE_ROWS).toList());
    }

    /** The chosen columns, as the next address carries them. */
    private static String query(ImportMapping mapping) {
        return mapping.columns().stream()
                .map(column -> "map=" + column.map(ImportColumn::name).orElse("-"))
                .collect(Collectors.joining("&"));
    }
}
