/**
 * What the author of a component sees: ports, context, options, receipts, positions and state.
 *
 * <p>Knows neither sockets nor how the flow is run: the same component runs in a worker and on an engine.
 */
@NullMarked
package org.rflow.component;

import org.jspecify.annotations.NullMarked;
