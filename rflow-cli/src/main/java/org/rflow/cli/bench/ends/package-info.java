/**
 * What runs at the ends of a measured path: components of flows, and the tally that they and the raw references share.
 *
 * <p>Knows nothing of repetitions, tables or the command line.
 */
@NullMarked
package org.rflow.cli.bench.ends;

import org.jspecify.annotations.NullMarked;
