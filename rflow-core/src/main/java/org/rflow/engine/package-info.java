/**
 * What runs a flow: local processes, or an engine for flows that outgrow one machine.
 *
 * <p>Only the offer stands here; each engine is found by name and lives elsewhere.
 */
@NullMarked
package org.rflow.engine;

import org.jspecify.annotations.NullMarked;
