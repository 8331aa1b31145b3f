package org.rflow.logging;

import org.apache.logging.log4j.core.LogEvent;

/** Makes the text of an event, line end included. Called by several threads at once. */
@FunctionalInterface
interface LineFormat {
    String format(LogEvent event);
}
