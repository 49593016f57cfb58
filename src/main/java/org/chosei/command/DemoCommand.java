package org.chosei.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.chosei.demo.Demo;
import org.chosei.demo.Person;
import org.chosei.demo.Production;
import org.chosei.demo.Step;
import org.chosei.demo.StepFailed;
import org.chosei.demo.Vendor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Plays the worked example and prints each step; then stays up to be explored, or ends. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--exit", descriptionKey = "chosei.demo.exit")
    private boolean exit;

    @Option(names = "--json", descriptionKey = "chosei.demo.json")
    private boolean json;

    @Option(names = "--quick", descriptionKey = "chosei.demo.quick")
    private boolean quick;

    private final Texts texts = Texts.ofTerminal();
    private final Production production;

    DemoCommand() {
        this(Production.usual());
    }

    DemoCommand(Production production) {
        this.production = production;
    }

    @Override
    public Integer call() {
        say(texts.of("demo.assembling"));
        try (Demo demo = Demo.assemble(quick ? production.hasty() : production)) {
            say(texts.of("demo.stage", demo.stage().base()));
            for (Step step : Step.values()) {
                tell(step, demo.play(step));
            }
            if (!exit) {
                explore(demo);
            }
            return ExitCode.OK;
        } catch (StepFailed failed) {
            if (json) {
                print(Map.of("step", failed.step().label(), "ok", false, "why", String.valueOf(failed.getMessage())));
            }
            throw new CommandFailure(
                    ExitCode.FAILED,
                    texts.of("demo.failed", failed.step().label(), String.valueOf(failed.getMessage())));
        }
    }

    private void tell(Step step, Map<String, Object> figures) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", step.label());
            line.put("ok", true);
            line.putAll(figures);
            print(line);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println(spec.commandLine()
                        .getColorScheme()
                        .ansi()
                        .string("@|bold " + (step.ordinal() + 1) + " " + step.label() + "|@  ")
                + texts.of("demo.step." + step.label()));
        figures.forEach((name, value) -> out.println("    " + texts.of("demo.figure." + name) + ": " + words(value)));
        out.flush();
    }

    private static String words(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> each = new ArrayList<>();
            map.forEach((key, one) -> each.add(key + " " + one));
            return String.join(", ", each);
        }
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private void print(Map<String, Object> line) {
        spec.commandLine().getOut().println(JsonMapper.shared().writeValueAsString(line));
        spec.commandLine().getOut().flush();
    }

    /** Whatever is no step goes to standard error, so that the output stays one object for each step. */
    private void say(String words) {
        PrintWriter to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        to.println(words);
        to.flush();
    }

    /** Lists who can sign in, and stays up until it is told to end. */
    private void explore(Demo demo) {
        say("");
        say(texts.of("demo.explore", demo.stage().base()));
        List<Person> people = new ArrayList<>(List.of(
                demo.cast().administrator(),
                demo.cast().coordinator(),
                demo.cast().approver()));
        demo.cast().vendors().stream().map(Vendor::person).forEach(people::add);
        for (Person person : people) {
            say(texts.of("demo.person", person.name(), person.email(), person.password(), person.secret()));
        }
        say(texts.of(
                "demo.mail", demo.stage().address(), String.valueOf(demo.stage().mailPort())));
        say(texts.of("demo.codes"));
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().unstarted(() -> {
            end.countDown();
            await(ended);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        Thread.ofVirtual().start(() -> tellCodes(people));
        await(end);
        demo.close();
        ended.countDown();
    }

    /** Each line that is entered is answered with the codes of the moment. */
    private void tellCodes(List<Person> people) {
        try {
            int read;
            while ((read = System.in.read()) != -1) {
                if (read == '\n') {
                    people.forEach(person -> say("  " + person.code() + "  " + person.email()));
                }
            }
        } catch (java.io.IOException e) {
            say(texts.of("failure.unexpected", "demo", e.toString(), "CHOSEI_TRACE"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
