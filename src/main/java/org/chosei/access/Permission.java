package org.chosei.access;

/** What a role may do at all; whether it may do it to this object is decided by grants and row-level security. */
public enum Permission {
    /** Own account: password, second factor, language. */
    OWN_ACCOUNT,
    /** Review registrations, organisations, keys. */
    REGISTRY,
    /** Start, remind and end drills, which ask contacts to answer. */
    DRILL,
    /** Invite people of the CSIRT. */
    STAFF_ACCOUNTS,
    /** Make new versions of the agreements' texts. */
    AGREEMENT_TEXTS,
    /** Publish new versions of the technology-keyword list. */
    KEYWORD_LIST,
    /** Put versions of the distribution policy in force. */
    DISTRIBUTION_POLICY,
    /** Bring in the public holidays on which deadlines in business days rest. */
    HOLIDAYS,
    /** Sign the note and the NDA for the own organisation. */
    SIGN_AGREEMENT,
    /** Read and prove the own organisation's contact points and keys; answer the technology keywords. */
    OWN_ORGANISATION,
    /** Propose how the own organisation is reached; invite and shut out its members; keep its products. */
    KEEP_ORGANISATION,
    /** Read incoming reports and the mail desk; open cases. */
    INTAKE,
    /** Work on cases: status, threads, embargo. */
    COORDINATE,
    /** Plan, cancel and withdraw waves. */
    DISTRIBUTE,
    /** Draft advisories. */
    DRAFT_ADVISORY,
    /** Approve advisories and waves that another person made. */
    APPROVE,
    /** Timeline, fairness report, ledger export. */
    PROVE,
    /** Read the cases that the own organisation was granted, answer and set status. */
    VENDOR_WORK
}
