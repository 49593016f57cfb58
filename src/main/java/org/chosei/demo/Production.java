package org.chosei.demo;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/**
 * How the demo is put on.
 *
 * @param embargo how long the partner's embargo lasts
 * @param beforeWave from planning to the wave's instant: enough to plan two waves and look around
 * @param lastMoment how long before the instant a vendor is taken out of a wave: as late as their browsers let them
 * @param beforePublication at least so long from scheduling to publication, if the embargo is over by then
 * @param browsers what everybody sits at
 * @param gnuPg whether the outside world uses the machine's gpg, or Chosei's own OpenPGP
 * @param port where the pages are to be found if nobody else has it; 0 for any free one
 * @param backstage what is done behind the scenes before each step
 */
public record Production(
        Duration embargo,
        Duration beforeWave,
        Duration lastMoment,
        Duration beforePublication,
        Function<URI, Visitor> browsers,
        boolean gnuPg,
        int port,
        Backstage backstage) {

    /** Somebody behind the scenes; tests use it to spoil a step. */
    public interface Backstage {
        void before(Step step, Demo demo);
    }

    /** Slow enough for a slow machine, with gpg where there is one. */
    public static Production usual() {
        return new Production(
                Duration.ofSeconds(60),
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                HttpVisitor::new,
                !GnuPg.version().isEmpty(),
                8080,
                (_, _) -> {});
    }

    /** The same on a tight schedule. */
    public Production hasty() {
        return new Production(
                Duration.ofSeconds(25),
                Duration.ofSeconds(5),
                lastMoment,
                Duration.ofSeconds(3),
                browsers,
                gnuPg,
                0,
                backstage);
    }

    Production with(Function<URI, Visitor> others) {
        return new Production(embargo, beforeWave, lastMoment, beforePublication, others, gnuPg, port, backstage);
    }

    public Production withoutGnuPg() {
        return new Production(embargo, beforeWave, lastMoment, beforePublication, browsers, false, port, backstage);
    }

    /** With somebody behind the scenes. */
    public Production with(Backstage somebody) {
        return new Production(embargo, beforeWave, lastMoment, beforePublication, browsers, gnuPg, port, somebody);
    }
}
