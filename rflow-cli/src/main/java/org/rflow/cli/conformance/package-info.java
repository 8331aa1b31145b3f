/** Plays manager, sender and receiver to an external component, and tells where it departs from the protocol. Runs no flow. */
@NullMarked
package org.rflow.cli.conformance;

import org.jspecify.annotations.NullMarked;
