package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryIdsTest {
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-0000000000ab");

    @Test
    void aMessageIdOfOursNamesItsDelivery() {
        assertThat(DeliveryIds.of(List.of("<" + ID + "@mail.csirt.example>"))).containsExactly(ID);
    }

    @Test
    void eachIsNamedOnce() {
        assertThat(DeliveryIds.of(List.of("<" + ID + "@one.example>", "<" + ID + "@other.example>")))
                .containsExactly(ID);
    }

    @Test
    void whatAnotherProgramWroteNamesNone() {
        assertThat(DeliveryIds.of(List.of(
                        "<CAF=x@mail.example>",
                        ID + "@mail.example",
                        "<" + ID + ">",
                        "<" + ID + "@>",
                        "<x" + ID + "@mail.example>",
                        "<" + ID + "@mail.example> <" + ID + "@mail.example>",
                        "")))
                .isEmpty();
    }
}
