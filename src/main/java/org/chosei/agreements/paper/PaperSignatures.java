package org.chosei.agreements.paper;

import java.util.UUID;
import org.chosei.agreements.Act;
import org.chosei.agreements.Act.Proof;
import org.chosei.agreements.AgreementText;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.SignatureBook;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Makes a paper that two persons read alike a signature. */
@Component
class PaperSignatures {
    private final Agreements agreements;
    private final SignatureBook book;
    private final PaperStore store;

    PaperSignatures(Agreements agreements, SignatureBook book, PaperStore store) {
        this.agreements = agreements;
        this.book = book;
        this.store = store;
    }

    void enter(Paper paper, PaperReading reading, PersonId first, PersonId second) {
        AgreementText text = agreements.text(paper.kind(), reading.version(), paper.language());
        UUID signature = book.enter(
                        paper.organisation(),
                        null,
                        text,
                        new Act(reading.signer(), reading.capacity(), true),
                        Proof.paper(),
                        entry -> entry.about("paper", paper.id())
                                .about("scan-sha256", paper.scan().sha256())
                                .about("first", first)
                                .about("second", second))
                .orElseThrow(() -> new Refusal.WrongState("paper-signed-already"));
        store.keepProof(signature, paper, reading, first, second);
    }
}
