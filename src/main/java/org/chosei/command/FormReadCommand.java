package org.chosei.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.chosei.kernel.TextDecoding;
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
@Command(name = "read", sortOptions = false)
public final class FormReadCommand implements Callable<Integer> {
    private static final Pattern MAIL_START = Pattern.compile(
            "^(From .*\\R)?(Return-Path|Received|Delivered-To|DKIM-Signature|Message-ID|MIME-Version|From|To|Subject|Date"
                    + "|Content-Type|X-[\\w-]+|Authentication-Results|ARC-[\\w-]+):",
            Pattern.CASE_INSENSITIVE);

    @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "chosei.form.read.files")
    private List<String> files = List.of();

    @Option(names = "--template", paramLabel = "BLANK", descriptionKey = "chosei.form.read.template")
    private @Nullable Path blank;

    @Option(names = "--json", descriptionKey = "chosei.form.read.json")
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
        FormTemplate template = template();
        FormPrinter printer = new FormPrinter(template, Locale.getDefault());
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        for (String file : files) {
            Read read = read(file, template);
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

    private FormTemplate template() {
        Path path = blank;
        if (path == null) {
            return FormTemplate.contactPoint();
        }
        try {
            return TextDecoding.decode(Files.readAllBytes(path), null)
                    .map(it -> FormTemplate.ofBlank(it.text()))
                    .filter(FormTemplate::asksAnything)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE, Texts.ofTerminal().of("form.read.no-template", path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exitCode(Set<Outcome> outcomes) {
        if (outcomes.size() > 1) {
            return outcomes.contains(Outcome.READ) ? ExitCode.PARTLY_DONE : ExitCode.FAILED;
        }
        return switch (outcomes.iterator().next()) {
            case READ -> ExitCode.OK;
            case UNREADABLE -> ExitCode.FAILED;
            case NOT_FOUND -> ExitCode.NOT_FOUND;
        };
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
