package org.chosei.desk.inbox;

import java.util.Locale;
import org.chosei.access.Permission;
import org.chosei.access.Scope;

/**
 * What an item of an inbox asks for. The first ones are the staff's and rows of {@code inbox_item}; those that begin with
 * {@code OUR} are a vendor's and derived when they are read.
 */
public enum ItemKind {
    /** A partner's report by mail, of which nobody has made anything. */
    REPORT(Permission.INTAKE),
    /** A report by the form, a vendor or a receiving body that is not decided. */
    RECEIVED(Permission.INTAKE),
    /** A registration to review. */
    REGISTRATION(Permission.REGISTRY),
    /** A mail that no room took. */
    MAIL(Permission.INTAKE),
    /** A change of contacts to decide. */
    CONTACT_CHANGE(Permission.REGISTRY),
    /** A case of which no vendor knows. */
    DISTRIBUTE(Permission.COORDINATE),
    /** A case in which vendors have not answered. */
    STATUS(Permission.COORDINATE),
    /** A case in which all have answered: the advisory is next. */
    PUBLISH(Permission.COORDINATE),
    /** A case whose advisory waits for its instant. */
    SCHEDULED(Permission.COORDINATE),
    /** A case whose advisory did not go out at its instant. */
    HELD_BACK(Permission.COORDINATE),
    /** A published case whose CVE record is not noted. */
    CVE_RECORD(Permission.COORDINATE),
    /** A published case to close. */
    CLOSE(Permission.COORDINATE),
    /** Embargo terms that somebody else proposed. */
    PROPOSAL(Permission.COORDINATE),
    /** Our own proposed terms, to which others answer. */
    ANSWERS(Permission.COORDINATE),
    /** A status named in a mail, to take or not. */
    STATUS_MAIL(Permission.COORDINATE),
    /** A vendor's message that nobody answered. */
    MESSAGE(Permission.COORDINATE),
    /** An advisory that waits for approval by another than its author. */
    APPROVE(Permission.COORDINATE),
    /** Answers to an open registration, to take over or not. */
    REGISTRATION_REPLY(Permission.REGISTRY),
    /** An agreement signed on paper, of which two persons read the scan. */
    PAPER(Permission.REGISTRY),
    /** Signatures without the CSIRT's own under them; one item for all. */
    COUNTERSIGN(Permission.REGISTRY),
    /** An organisation of which nobody made sure yet, or whose call another confirms. */
    VETTING(Permission.REGISTRY),
    /** An organisation to whose contacts mail came back. */
    BOUNCED(Permission.REGISTRY),
    /** What a reporter wrote and nobody answered. */
    REPORTER_MESSAGE(Permission.INTAKE),
    /** Vendors that answered no reminder, to be telephoned or written to. */
    REACH(Permission.COORDINATE),
    /** A wave that waits for approval by another than its planner. */
    APPROVE_WAVE(Permission.COORDINATE),
    /** A notice that the vendor has not acknowledged. */
    OUR_RECEIPT(Permission.VENDOR_WORK),
    /** A case of which the vendor has not said whether it is affected. */
    OUR_STATUS(Permission.VENDOR_WORK),
    /** Embargo terms about which the vendor was asked. */
    OUR_EMBARGO(Permission.VENDOR_WORK),
    /** A message of the coordinator that the vendor has not answered. */
    OUR_MESSAGE(Permission.VENDOR_WORK),
    /** An introduction to another participant that was offered. */
    OUR_INTRODUCTION(Permission.VENDOR_WORK),
    /** A case in which the vendor has said everything and waits for the publication. */
    OUR_WAIT(Permission.VENDOR_WORK);

    private final Permission needs;

    ItemKind(Permission needs) {
        this.needs = needs;
    }

    /** Whether this person gets items of this kind. */
    boolean goesTo(Scope.Person person) {
        return person.may(needs) && (needs == Permission.VENDOR_WORK) != person.isStaff();
    }

    /** Whether a person may say of it that it needs nothing more. */
    public boolean settled() {
        return this == MESSAGE || this == OUR_MESSAGE;
    }

    /** The end of its message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
