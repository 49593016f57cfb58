package org.chosei.cases.status;

/** What a vendor has said of a vulnerability. "Not asked", "asked, silent" and "read" are derived, never stored. */
public enum VendorStatus {
    INVESTIGATING,
    AFFECTED,
    NOT_AFFECTED,
    FIXED,
    DECLINED
}
