/**
 * The management bus: commands, replies, beacons, events, agents and tables. Bytes stop here.
 *
 * <p>A proxy writes, an adapter reads, and who gives or takes a command stands in another room. No data of the flow
 * passes.
 */
@NullMarked
package org.rflow.bus;

import org.jspecify.annotations.NullMarked;
