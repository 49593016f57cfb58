package org.chosei.scoring;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.scoring.Metric.Group;

/** The versions of CVSS that are scored, with their metrics in the order in which vectors write them. */
public enum CvssVersion {
    /** FIRST, CVSS v3.1 specification document, revision 1: metrics may come in any order. */
    V31(
            "3.1",
            false,
            Metric.all(Group.BASE, "AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:H,L,N I:H,L,N A:H,L,N"),
            Metric.all(Group.TEMPORAL, "E:X,H,F,P,U RL:X,U,W,T,O RC:X,C,R,U"),
            Metric.all(
                    Group.ENVIRONMENTAL,
                    "CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H MUI:X,N,R MS:X,U,C"
                            + " MC:X,H,L,N MI:X,H,L,N MA:X,H,L,N")),

    /** FIRST, CVSS v4.0 specification document, section 7: the order of metrics is fixed. */
    V40(
            "4.0",
            true,
            Metric.all(
                    Group.BASE,
                    "AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N"),
            Metric.all(Group.THREAT, "E:X,A,P,U"),
            Metric.all(
                    Group.ENVIRONMENTAL,
                    "CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A"
                            + " MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N"),
            Metric.all(Group.SUPPLEMENTAL, "S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red"));

    private final String number;
    private final boolean ordered;
    private final List<Metric> metrics;
    private final Map<String, Metric> byName;

    @SafeVarargs
    CvssVersion(String number, boolean ordered, List<Metric>... groups) {
        this.number = number;
        this.ordered = ordered;
        this.metrics = Stream.of(groups).flatMap(Collection::stream).toList();
        this.byName = metrics.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
    }

    /** As people and vectors write it. */
    public String number() {
        return number;
    }

    /** What its vectors begin with. */
    public String prefix() {
        return "CVSS:" + number + "/";
    }

    /** Every metric in the order of the specification. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** The groups that it has, in order. */
    public List<Group> groups() {
        return metrics.stream().map(Metric::group).distinct().toList();
    }

    /** The metrics of one group, in order. */
    public List<Metric> metrics(Group group) {
        return metrics.stream().filter(each -> each.group() == group).toList();
    }

    Optional<Metric> metric(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether a vector with its metrics in another order is malformed. */
    boolean ordered() {
        return ordered;
    }

    static Optional<CvssVersion> of(String vector) {
        return Arrays.stream(values())
                .filter(each -> vector.startsWith(each.prefix()))
                .findFirst();
    }
}
