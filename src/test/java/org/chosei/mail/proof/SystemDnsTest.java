package org.chosei.mail.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts as the JDK's client gives them: strings of one record apart by a space, quoted where they hold one. */
class SystemDnsTest {
    @Test
    void stringsOfOneRecordAreJoinedAsTheyWerePublished() {
        assertThat(SystemDns.joined("v=DKIM1;p=ABC")).isEqualTo("v=DKIM1;p=ABC");
        assertThat(SystemDns.joined("\"v=DKIM1; k=rsa; p=AB\" CD EF")).isEqualTo("v=DKIM1; k=rsa; p=ABCDEF");
        assertThat(SystemDns.joined("AB \"v=DMARC1; p=none\"")).isEqualTo("ABv=DMARC1; p=none");
        assertThat(SystemDns.joined("\"a \\\"b\\\" \\\\\"")).isEqualTo("a \"b\" \\");
        assertThat(SystemDns.joined("\"\"")).isEmpty();
    }
}
