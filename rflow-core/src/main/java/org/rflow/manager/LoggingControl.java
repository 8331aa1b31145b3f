package org.rflow.manager;

import org.rflow.logging.LogLevels;
import org.rflow.logging.Logging;

/** The log of this process, in the manager's hands. */
final class LoggingControl implements OwnLog {
    private final Logging logging;

    LoggingControl(Logging logging) {
        this.logging = logging;
    }

    @Override
    public void reopen() {
        logging.reopen();
    }

    @Override
    public void setLevel(String level) {
        if (level.isEmpty()) {
            logging.toggleLevel();
        } else {
            logging.level(LogLevels.parse(level));
        }
    }
}
