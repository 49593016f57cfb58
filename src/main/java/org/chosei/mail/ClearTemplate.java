package org.chosei.mail;

/** Replaced at merge by the wire half's enum. */
public enum ClearTemplate {
    CONTRACT
}
