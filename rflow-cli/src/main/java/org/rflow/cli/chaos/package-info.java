/**
 * Does harm to a running flow, as a seed says, to see that nothing comes of it: kills its processes, stops them for a while,
 * cuts its connections. Touches no process but those it is told of.
 */
@NullMarked
package org.rflow.cli.chaos;

import org.jspecify.annotations.NullMarked;
