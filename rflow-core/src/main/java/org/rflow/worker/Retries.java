package org.rflow.worker;

import java.time.Duration;
import java.util.Map;
import org.rflow.component.RetryRules;
import org.rflow.model.ComponentOption;
import org.rflow.model.ComponentSpec;
import org.rflow.model.DurationText;
import org.rflow.model.Setting;

/** Brings messages back to a component that threw at them, later, and not while what it feeds is full. Used only by the loop thread. */
final class Retries implements RetryRules.Later {
    private static final Duration NOT_YET = Duration.ofMillis(5);

    private final String component;
    private final WorkerServices services;

    Retries(String component, WorkerServices services) {
        this.component = component;
        this.services = services;
    }

    /** What the component says, else what the flow does. */
    static RetryRules rules(ComponentSpec spec, Map<String, String> settings) {
        String retries = ComponentOption.RETRIES.in(spec.options()).orElse(Setting.RETRIES.in(settings));
        String backoff = ComponentOption.BACKOFF.in(spec.options()).orElse(Setting.RETRY_BACKOFF.in(settings));
        return new RetryRules(Integer.parseInt(retries.strip()), DurationText.parse(backoff));
    }

    @Override
    public void after(Duration delay, Runnable action) {
        services.loop().schedule(delay, () -> {
            if (services.mayFire(component)) {
                action.run();
                services.changed();
            } else {
                after(NOT_YET, action);
            }
        });
    }
}
