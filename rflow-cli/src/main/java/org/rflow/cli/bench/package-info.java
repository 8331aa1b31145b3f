/**
 * Measures RFlow on this machine beside raw references: what is run, how often, in which order, and what came out.
 *
 * <p>Prints nothing. A flow is run by the runner that runs users' flows; a reference is a program of the room {@code raw}.
 */
@NullMarked
package org.rflow.cli.bench;

import org.jspecify.annotations.NullMarked;
