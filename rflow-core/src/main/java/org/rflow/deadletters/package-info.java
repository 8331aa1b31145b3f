/**
 * The dead letters of a flow: messages that could not be processed, in one append-only Avro file a worker.
 *
 * <p>Knows files and messages, no component and no bus.
 */
@NullMarked
package org.rflow.deadletters;

import org.jspecify.annotations.NullMarked;
