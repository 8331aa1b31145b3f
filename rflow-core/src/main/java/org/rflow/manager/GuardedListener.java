package org.rflow.manager;

import java.util.List;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.engine.RunListener;
import org.rflow.model.Counts;

/** A listener whose trouble is not the flow's: it is logged once, and the listener is told nothing more. */
final class GuardedListener implements RunListener {
    private static final Logger log = LogManager.getLogger(GuardedListener.class);

    private final RunListener listener;
    private boolean failed;

    GuardedListener(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public void onState(String state) {
        tell(each -> each.onState(state));
    }

    @Override
    public void onStarted() {
        tell(RunListener::onStarted);
    }

    @Override
    public void onCounts(List<Counts> counts) {
        tell(each -> each.onCounts(counts));
    }

    @Override
    public void onFailure(String sentence) {
        tell(each -> each.onFailure(sentence));
    }

    private void tell(Consumer<RunListener> news) {
        if (failed) {
            return;
        }
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            failed = true;
            log.warn("the listener of the run failed and hears nothing more", e);
        }
    }
}
