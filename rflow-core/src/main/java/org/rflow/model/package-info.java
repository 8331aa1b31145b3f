/**
 * The flow as immutable records: what was written, what was planned, and the problems found on the way.
 *
 * <p>Knows no file, database, socket or thread.
 */
@NullMarked
package org.rflow.model;

import org.jspecify.annotations.NullMarked;
