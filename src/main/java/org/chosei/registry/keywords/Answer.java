package org.chosei.registry.keywords;

/** What an organisation has to do with a technology. */
public enum Answer {
    /** Makes it itself: a flaw in it may be the organisation's to fix. */
    DEVELOPS,
    /** Has it in its products, made by others. */
    USES,
    /** Neither. */
    NOT
}
