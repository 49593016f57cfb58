package org.chosei.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.form.ContactPointForm;
import org.chosei.registry.form.FormProblem;
import org.chosei.registry.form.FormTemplate;
import org.chosei.registry.form.MailedForm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads registration mails and forms without a server, a database or a network, and prints what was understood. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "chosei form read [--template BLANK] [--json] FILE...",
        header = {
            "Reads registration mails (.eml) and forms (.txt) and prints what was understood.",
            "",
            "  chosei form read registration.eml",
            "  chosei form read --json --template blank.txt *.txt",
            ""
        },
        footer = {
            "",
            "A form with missing or malformed fields is read, too: its problems are listed.",
            "Exit codes: 0 all read, 1 a file is no readable text or mail, 2 usage, 3 not found, 6 only some were read."
        })
public final class FormReadCommand implements Callable<Integer> {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int PARTLY = 6;

    private static final Pattern MAIL_START = Pattern.compile(
            "^(From .*\\R)?(Return-Path|Received|Delivered-To|DKIM-Signature|Message-ID|MIME-Version|From|To|Subject|Date"
                    + "|Content-Type|X-[\\w-]+|Authentication-Results|ARC-[\\w-]+):",
            Pattern.CASE_INSENSITIVE);

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Mails or text files; - reads standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--template",
            paramLabel = "BLANK",
            description = "The blank form that was filled in, if it is not the one that is shipped.")
    private @Nullable Path blank;

    @Option(names = "--json", description = "One JSON object per file and line.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private final InputStream in;

    /** Reads {@code -} from the process's standard input. */
    public FormReadCommand() {
        this(System.in);
    }

    FormReadCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() {
        PrintWriter out = commandLine().getOut();
        PrintWriter err = commandLine().getErr();
        Optional<FormTemplate> template = template(err);
        if (template.isEmpty()) {
            return blank != null && Files.exists(blank) ? USAGE : NOT_FOUND;
        }
        FormPrinter printer = new FormPrinter(template.get(), Locale.getDefault());
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        for (String file : files) {
            Read read = read(file, template.get());
            outcomes.add(read.outcome());
            out.println(json ? printer.json(file, read.form()) : printer.text(file, read.form()));
            out.flush();
        }
        return exitCode(outcomes);
    }

    private enum Outcome {
        READ,
        UNREADABLE,
        NOT_FOUND
    }

    private record Read(ContactPointForm form, Outcome outcome) {}

    private Read read(String file, FormTemplate template) {
        if (!file.equals("-") && !Files.exists(Path.of(file))) {
            return new Read(MailedForm.unreadable(template, FormProblem.ofFile("why.missing")), Outcome.NOT_FOUND);
        }
        try {
            byte[] bytes = file.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
            ContactPointForm form = isMail(file, bytes)
                    ? MailedForm.read(IncomingMail.read(bytes), template)
                    : MailedForm.read(bytes, template);
            boolean unread =
                    form.problems().stream().anyMatch(problem -> problem.field().equals("file"));
            return new Read(form, unread ? Outcome.UNREADABLE : Outcome.READ);
        } catch (IOException e) {
            FormProblem why = FormProblem.ofFile("why.io", String.valueOf(e.getMessage()));
            return new Read(MailedForm.unreadable(template, why), Outcome.UNREADABLE);
        }
    }

    private static boolean isMail(String file, byte[] bytes) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".txt")) {
            return false;
        }
        String start = new String(bytes, 0, Math.min(bytes.length, 1000), ISO_8859_1);
        return name.endsWith(".eml") || MAIL_START.matcher(start).find();
    }

    private Optional<FormTemplate> template(PrintWriter err) {
        Path path = blank;
        if (path == null) {
            return Optional.of(FormTemplate.contactPoint());
        }
        try {
            Optional<Decoded> text = TextDecoding.decode(Files.readAllBytes(path), null);
            Optional<FormTemplate> template =
                    text.map(it -> FormTemplate.ofBlank(it.text())).filter(FormTemplate::asksAnything);
            if (template.isEmpty()) {
                err.println("--template " + path + ": no numbered lines that end in a colon were found, so there is "
                        + "nothing to read by. Give the blank form as text.");
            }
            return template;
        } catch (IOException e) {
            err.println("--template " + path + ": cannot be read (" + e.getMessage() + ").");
            return Optional.empty();
        }
    }

    private static int exitCode(Set<Outcome> outcomes) {
        if (outcomes.size() > 1) {
            return outcomes.contains(Outcome.READ) ? PARTLY : FAILED;
        }
        return switch (outcomes.iterator().next()) {
            case READ -> OK;
            case UNREADABLE -> FAILED;
            case NOT_FOUND -> NOT_FOUND;
        };
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
