package org.chosei.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every bench has in common: bad options are refused before anything starts, progress goes to standard error, and the
 * figures to standard output, in words or as one JSON object.
 *
 * @param <F> the figures, whose components are the fields of the JSON object
 */
abstract class Bench<F> implements Callable<Integer> {
    @Option(names = "--json")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        CommandSpec command = Optional.ofNullable(spec).orElseThrow();
        Texts texts = Texts.ofTerminal();
        Optional<String> wrong = wrong(texts);
        if (wrong.isPresent()) {
            throw new ParameterException(command.commandLine(), wrong.get());
        }
        CommandLog.warningsToStandardError();
        F figures = measure(texts, command.commandLine().getErr());
        command.commandLine()
                .getOut()
                .println(json ? JsonMapper.shared().writeValueAsString(figures) : words(texts, figures));
        return ExitCode.OK;
    }

    /** What is wrong with the options; empty when nothing is. */
    abstract Optional<String> wrong(Texts texts);

    /** Measures, and says on {@code err} what it is about to do. */
    abstract F measure(Texts texts, PrintWriter err) throws Exception;

    /** The figures for a person, each beside its limit. */
    abstract String words(Texts texts, F figures);

    /** The complaint about a number that is not within these bounds. */
    static Optional<String> outside(int number, int fewest, int most, Texts texts, String key) {
        return number < fewest || number > most ? Optional.of(texts.of(key, fewest, most)) : Optional.empty();
    }

    /** To two places. */
    static double rounded(double figure) {
        return Math.round(figure * 100) / 100.0;
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median of one figure over rounds, to two places. */
    static <R> double medianOf(Iterable<R> rounds, ToDoubleFunction<R> figure) {
        java.util.stream.DoubleStream.Builder all = java.util.stream.DoubleStream.builder();
        rounds.forEach(each -> all.add(figure.applyAsDouble(each)));
        return rounded(median(all.build().toArray()));
    }
}
