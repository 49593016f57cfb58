package org.chosei.scoring;

/** The two decision trees of SSVC that are for coordinators. */
public enum CoordinatorTree {
    /** Whether to coordinate at all: decline, track, coordinate. */
    TRIAGE("ssvc-coordinator-triage.txt"),
    /** Whether to publish. */
    PUBLISH("ssvc-coordinator-publish.txt");

    private final DecisionTree tree;

    CoordinatorTree(String resource) {
        this.tree = DecisionTree.read(Resource.text(resource));
    }

    public DecisionTree tree() {
        return tree;
    }
}
