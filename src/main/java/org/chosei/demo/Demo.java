package org.chosei.demo;

import java.util.EnumMap;
import java.util.Map;

/** The worked example: the eight steps on a stage, one after the other, until one does not hold. */
public final class Demo implements AutoCloseable {
    private static final Map<Step, Scene> SCENES = new EnumMap<>(Map.of(
            Step.REGISTER, new Register(),
            Step.SIGN, new Sign(),
            Step.RECEIVE, new Receive(),
            Step.CHOOSE, new Choose(),
            Step.DISTRIBUTE, new Distribute(),
            Step.WORK, new Work(),
            Step.PUBLISH, new Publish(),
            Step.PROVE, new Prove()));

    private final Stage stage;
    private final Cast cast;

    private Demo(Stage stage, Cast cast) {
        this.stage = stage;
        this.cast = cast;
    }

    /** Starts the server and gives everybody of the CSIRT an account. */
    public static Demo assemble(Production production) {
        Stage stage = Stage.open(production);
        try {
            return new Demo(stage, Cast.assemble(stage));
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /**
     * Plays one step and returns the figures that show it.
     *
     * @throws StepFailed when something that the step claims does not hold
     */
    public Map<String, Object> play(Step step) {
        stage.production().backstage().before(step, this);
        try {
            return java.util.Objects.requireNonNull(SCENES.get(step)).play(cast);
        } catch (RuntimeException e) {
            throw new StepFailed(step, e);
        }
    }

    public Stage stage() {
        return stage;
    }

    public Cast cast() {
        return cast;
    }

    @Override
    public void close() {
        stage.close();
    }
}
