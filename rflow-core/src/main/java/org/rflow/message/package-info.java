/**
 * Messages: data, provenance, data types, and their record and batch layout on the wire.
 *
 * <p>Knows no socket and no flow. Avro has a door here.
 */
@NullMarked
package org.rflow.message;

import org.jspecify.annotations.NullMarked;
