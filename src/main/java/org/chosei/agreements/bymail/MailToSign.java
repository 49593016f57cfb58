package org.chosei.agreements.bymail;

import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.agreements.AgreementText;
import org.chosei.agreements.Agreements;
import org.chosei.jobs.Job;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Puts a text that somebody asked for into the mail, once however often it runs. */
@Component
class MailToSign implements Job {
    static final String KIND = "agreements.mail-out";

    private final MailingStore store;
    private final Agreements agreements;
    private final ClearLetters letters;
    private final LetterToSign letter;
    private final TransactionOperations transaction;

    MailToSign(
            MailingStore store,
            Agreements agreements,
            ClearLetters letters,
            LetterToSign letter,
            TransactionOperations transaction) {
        this.store = store;
        this.agreements = agreements;
        this.letters = letters;
        this.letter = letter;
        this.transaction = transaction;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_OUT;
    }

    @Override
    public void run(UUID id) {
        transaction.executeWithoutResult(_ ->
                store.find(id).filter(mailing -> store.markMailed(mailing.id())).ifPresent(this::mail));
    }

    private void mail(Mailing mailing) {
        AgreementText text = agreements.text(mailing.kind(), mailing.version(), mailing.language());
        letters.stage(
                mailing.address(), mailing.locale(), ClearTemplate.AGREEMENT_TO_SIGN, letter.variables(mailing, text));
    }
}
