package org.chosei.desk.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.ledger.Checkpoints;
import org.chosei.web.Download;
import org.chosei.web.Link;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;

/** The ledger as a whole: what to note down, and everything to take away and verify elsewhere. */
@Controller
class LedgerController {
    private final Checkpoints checkpoints;
    private final LedgerDownloads downloads;

    LedgerController(Checkpoints checkpoints, LedgerDownloads downloads) {
        this.checkpoints = checkpoints;
        this.downloads = downloads;
    }

    @Bean
    static Link ledgerLink() {
        return new Link(60, "desk.ledger", "/ledger", Permission.PROVE);
    }

    /** Not in a transaction of the reader: the figures are read under the purpose of verification. */
    @GetMapping("/ledger")
    @Allow(Permission.PROVE)
    View ledger() {
        return View.of("desk/ledger", "figures", checkpoints.figures());
    }

    @GetMapping("/ledger/export")
    @Allow(Permission.PROVE)
    @Transactional
    Download export() {
        return downloads.of(null, "all", false);
    }

    @GetMapping("/ledger/checkpoint.pub")
    @Allow(Permission.PROVE)
    Download publicKey() {
        byte[] pem = checkpoints.verificationKey().pem().getBytes(US_ASCII);
        return new Download("checkpoint.pub", "application/x-pem-file", out -> out.write(pem));
    }
}
