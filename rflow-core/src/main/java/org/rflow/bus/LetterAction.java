package org.rflow.bus;

/** What is to be done with dead letters: give them to their components again, or remove them. */
public enum LetterAction {
    REPLAY,
    PURGE
}
