/**
 * Starts, watches and stops the workers of a flow, and keeps its ledger and leases.
 *
 * <p>Loads no component class, never touches the flow's data, and never enters the worker.
 */
@NullMarked
package org.rflow.manager;

import org.jspecify.annotations.NullMarked;
