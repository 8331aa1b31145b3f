package org.rflow.model;

/** Which way messages pass a port. */
public enum PortDirection {
    INPUT,
    OUTPUT
}
