package org.chosei.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.chosei.agreements.Versions.Version;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");

    private static Instant day(int number) {
        return START.plus(Duration.ofDays(number));
    }

    private static Versions versions(Version... all) {
        return new Versions(List.of(all));
    }

    private final Versions two = versions(new Version(1, day(0), 0), new Version(2, day(10), 5));

    @Test
    void versionIsInForceFromItsInstantOn() {
        assertThat(two.inForce(day(0).minusNanos(1))).isZero();
        assertThat(two.inForce(day(0))).isOne();
        assertThat(two.inForce(day(10).minusNanos(1))).isOne();
        assertThat(two.inForce(day(10))).isEqualTo(2);
    }

    @Test
    void signatureUnderTheVersionInForceStandsWithoutAnEnd() {
        assertThat(two.standsUntil(1, day(10).minusNanos(1))).isNull();
        assertThat(two.standsUntil(2, day(100))).isNull();
    }

    @Test
    void signatureUnderAnOlderVersionStandsForTheDaysOfTheNewOne() {
        assertThat(two.standsUntil(1, day(10))).isEqualTo(day(15));
        assertThat(two.standsUntil(1, day(100))).isEqualTo(day(15));
    }

    @Test
    void laterVersionWithMoreDaysDoesNotExtendWhatIsOwedToAnEarlierOne() {
        Versions three = versions(new Version(1, day(0), 0), new Version(2, day(10), 5), new Version(3, day(12), 60));
        assertThat(three.standsUntil(1, day(13))).isEqualTo(day(15));
        assertThat(three.standsUntil(2, day(13))).isEqualTo(day(72));
    }

    @Test
    void laterVersionWithFewerDaysShortensTheTime() {
        Versions three = versions(new Version(1, day(0), 0), new Version(2, day(10), 60), new Version(3, day(12), 0));
        assertThat(three.standsUntil(1, day(11))).isEqualTo(day(70));
        assertThat(three.standsUntil(1, day(12))).isEqualTo(day(12));
    }

    @Test
    void versionOvertakenBeforeItsInstantAsksNothingOfAnybody() {
        Versions corrected =
                versions(new Version(1, day(0), 0), new Version(2, day(10), 0), new Version(3, day(10), 30));
        assertThat(corrected.inForce(day(10))).isEqualTo(3);
        assertThat(corrected.standsUntil(1, day(20))).isEqualTo(day(40));
    }

    @Test
    void nextIsTheVersionThatWillReallyBeInForce() {
        Versions corrected =
                versions(new Version(1, day(0), 0), new Version(2, day(10), 0), new Version(3, day(10), 30));
        assertThat(corrected.next(day(5)).map(Version::number)).contains(3);
        assertThat(two.next(day(9)).map(Version::number)).contains(2);
        assertThat(two.next(day(10))).isEmpty();
    }
}
