package org.chosei.registry;

/** Whether vendors are told nothing until they are vetted; answered by the room that decides who is told. */
public interface VettingAsked {

    /** Whether a vendor that stands so gets nothing because of it. */
    boolean keepsBack(Vetting vetting);
}
