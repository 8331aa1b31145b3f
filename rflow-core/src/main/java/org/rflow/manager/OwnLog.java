package org.rflow.manager;

/** The log of the manager's own process. */
interface OwnLog {
    void reopen();

    /** DEBUG, INFO, WARN or ERROR; empty toggles (RF-121). */
    void setLevel(String level);
}
