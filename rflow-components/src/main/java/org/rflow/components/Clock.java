package org.rflow.components;

import java.time.Duration;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;

/**
 * Sends a tick ({@code RFlow::Message::Clock::Tick}: its name and the milliseconds since 1970) at every interval, the
 * first after one interval. It never ends by itself; ticks that could not be sent in time are left out, not made up for.
 *
 * <pre>{@code
 * components:
 *   every_minute:
 *     type: clock
 *     options: { name: minutes, tick_interval: 1m }
 * }</pre>
 */
public final class Clock extends Component {
    final OutputPort tickPort = outputPort("tick_port", "the ticks").gives(CoreTypes.TICK);
    private final Option<String> name =
            option("name").text().defaultsTo("Clock").help("the name in each tick");
    private final Option<Duration> tickInterval =
            option("tick_interval").duration().defaultsTo("1").help("time from tick to tick; a bare number is seconds");

    @Override
    protected String help() {
        return "sends a tick at every interval";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (tickInterval.get().isZero()) {
            throw new ConfigurationException("option 'tick_interval': must be above 0");
        }
    }

    @Override
    protected void run() {
        context().every(tickInterval.get(), this::tick);
    }

    private void tick() {
        GenericRecord tick = new GenericData.Record(CoreTypes.TICK.schema());
        tick.put("name", name.get());
        tick.put("timestamp", context().clock().millis());
        tickPort.send(Message.of(CoreTypes.TICK, tick));
    }
}
