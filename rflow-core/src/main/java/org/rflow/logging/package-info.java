/**
 * How RFlow logs: line format, context, reopening, the level toggle, and the way to the bus.
 *
 * <p>Who only writes a log line needs nothing of this. The Log4j core has its only door here.
 */
@NullMarked
package org.rflow.logging;

import org.jspecify.annotations.NullMarked;
