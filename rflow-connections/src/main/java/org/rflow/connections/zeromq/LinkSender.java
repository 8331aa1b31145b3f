package org.rflow.connections.zeromq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rflow.connection.EndSpec;
import org.rflow.connection.Sender;
import org.rflow.connection.SentMark;
import org.rflow.loop.Agent;
import org.rflow.loop.Watch;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.model.Connection;
import org.rflow.model.Counts;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.Overflow;
import org.rflow.model.PortDirection;
import org.rflow.model.WorkerRef;

/**
 * Sends over credit links: one {@link OutgoingLink} to each receiver, and a {@link Lane} of batches for each place that a
 * message can go to. A batch leaves when it is full, when the loop has nothing else to do, and at the latest after a
 * millisecond. Used only by the loop thread.
 */
final class LinkSender implements Sender, Agent {
    private static final long LINGER_NANOS = 1_000_000;
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final EndSpec spec;
    private final Trouble trouble;
    private final List<OutgoingLink> links = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Routing routing;
    private final boolean reliable;
    private final Overflow overflow;
    /** Each receiver has a lane of its own and gets every message. */
    private final boolean copied;

    private final long edge;
    private Target.@Nullable EachOf broadcast;
    private boolean asked;
    private boolean ending;
    private boolean closed;
    private long messages;
    private long dropped;
    private long overruns;

    LinkSender(EndSpec spec) {
        this.spec = spec;
        Connection connection = spec.attachment().connection();
        LinkOptions options = LinkOptions.of(connection.options());
        edge = Lineage.number(connection.name());
        reliable = connection.guarantee() == Guarantee.AT_LEAST_ONCE;
        overflow = Overflow.of(connection);
        copied = overflow.isDropping() && connection.delivery() == Delivery.BROADCAST;
        trouble = new Trouble(connection.name());
        for (WorkerRef receiver : spec.attachment().receivers()) {
            links.add(new OutgoingLink(spec, receiver, trouble));
        }
        makeLanes(connection.delivery(), options);
        routing = connection.delivery() == Delivery.KEYED
                ? new Routing.ByKey(connection.by().orElse(""), links.size())
                : new Routing.First();
        spec.loop().add(this);
    }

    private void makeLanes(Delivery delivery, LinkOptions options) {
        if (delivery == Delivery.KEYED || copied) {
            for (OutgoingLink link : links) {
                lanes.add(lane(new Target.OneOf(List.of(link), options.batchRecords()), options));
            }
        } else if (delivery == Delivery.BROADCAST) {
            broadcast = new Target.EachOf(links, options.batchRecords());
            lanes.add(lane(broadcast, options));
        } else {
            lanes.add(lane(new Target.OneOf(links, options.batchRecords()), options));
        }
    }

    /** What a sender may keep is shared by all its lanes. */
    private Lane lane(Target target, LinkOptions options) {
        boolean keyed = spec.attachment().connection().delivery() == Delivery.KEYED;
        long most = Math.max(1, options.unsafeBytes() / (keyed ? links.size() : 1));
        return new Lane(spec.incarnation(), target, options, reliable ? most : 0, overflow);
    }

    @Override
    public void send(Message message) {
        if (ending) {
            throw new IllegalStateException("connection '" + name() + "' has ended: nothing can be sent any more");
        }
        if (copied) {
            // one that stands still must not make the others miss anything
            for (Lane lane : lanes) {
                lane.append(message, spec.loop().turnNanos());
            }
            messages += lanes.size();
            return;
        }
        Lane lane = lanes.get(routing.lane(message));
        boolean overrun = lane.isFull();
        if (reliable) {
            lane.append(message, spec.loop().turnNanos(), spec.lineage(), edge);
        } else {
            lane.append(message, spec.loop().turnNanos());
        }
        messages += lane.copies();
        if (overrun) {
            overruns++;
        }
    }

    @Override
    public boolean isFull() {
        for (Lane lane : lanes) {
            if (lane.isFull()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isOverrun() {
        for (Lane lane : lanes) {
            if (lane.isOverrun()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int work() {
        int done = 0;
        for (OutgoingLink link : links) {
            done += link.work();
        }
        long now = spec.loop().turnNanos();
        for (Lane lane : lanes) {
            done += lane.drain();
            if (ending || lane.isOlderThan(LINGER_NANOS, now)) {
                done += lane.flush();
            }
        }
        if (reliable && !asked && isInNeedOfSafety()) {
            askForSafety();
        }
        return ending ? done + sendEnd() : done;
    }

    private boolean isInNeedOfSafety() {
        for (Lane lane : lanes) {
            if (lane.isHalfUnsafe() || (ending && !lane.isEmpty())) {
                return true;
            }
        }
        return false;
    }

    /** Again after a while, as what is on its way now is not processed yet. */
    @Override
    public void askForSafety() {
        if (!asked) {
            asked = true;
            links.forEach(OutgoingLink::askForSafety);
            spec.loop().schedule(ASK_AGAIN, () -> asked = false);
        }
    }

    private int sendEnd() {
        if (!reliable) {
            lanes.forEach(lane -> dropped += lane.abandonIfGone());
        }
        int done = 0;
        if (lanes.stream().allMatch(Lane::hasLeft)) {
            for (OutgoingLink link : links) {
                done += link.end() ? 1 : 0;
            }
        }
        return done;
    }

    /** Nobody has work: what was gathered leaves. */
    @Override
    public boolean idle() {
        for (Lane lane : lanes) {
            lane.flush();
        }
        return false;
    }

    @Override
    public void watch(Watch watch) {
        for (OutgoingLink link : links) {
            link.watch(watch);
        }
    }

    @Override
    public void connect(UUID receiver, String address) {
        OutgoingLink link = link(receiver);
        if (link.isConnectedTo(address)) {
            return;
        }
        if (link.isConnected()) {
            giveUp(link);
        }
        if (broadcast == null) {
            link.connect(address, link.nextNumber());
        } else {
            messages += link.isForgotten() ? lanes.get(0).records() : 0;
            link.connect(address, broadcast.nextNumber());
        }
    }

    private OutgoingLink link(UUID receiver) {
        return links.stream()
                .filter(link -> link.receiver().uuid().equals(receiver))
                .findFirst()
                .orElseThrow(() -> OutgoingLink.unknownReceiver(name(), receiver));
    }

    /**
     * What has not left goes to another, or waits for the next incarnation; what has left and is not confirmed counts as dropped, or
     * goes again where at-least-once is promised.
     */
    private void giveUp(OutgoingLink link) {
        if (reliable && broadcast != null) {
            link.keep();
            link.close();
            return;
        }
        Deque<Batch> unsent = link.takeBack();
        if (broadcast == null) {
            lanes.get(lanes.size() == 1 ? 0 : links.indexOf(link)).putBack(unsent);
        } else {
            dropped += unsent.stream().mapToLong(Batch::records).sum();
        }
        dropped += reliable ? 0 : link.inFlight();
        link.close();
    }

    @Override
    public void disconnect(UUID receiver) {
        OutgoingLink link = link(receiver);
        giveUp(link);
        if (reliable) {
            link.awaitReturn();
            return;
        }
        if (broadcast != null && !link.isForgotten()) {
            dropped += lanes.get(0).records();
        }
        link.forget();
    }

    @Override
    public boolean isReady() {
        return links.stream().allMatch(link -> link.isWelcomed() || link.isForgotten() || link.isAbsent());
    }

    @Override
    public String waitingFor() {
        return links.stream()
                .filter(link -> !link.isForgotten() && !(ending ? link.isEnded() : link.isWelcomed()))
                .map(link -> link.receiver().name() + (link.isRefused() ? " (it refuses our secret)" : ""))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void end() {
        ending = true;
        spec.loop().wake();
    }

    @Override
    public boolean isEnded() {
        return ending
                && links.stream().allMatch(link -> link.isEnded() || link.isForgotten() || link.isAbsent())
                && lanes.stream().allMatch(Lane::isEmpty);
    }

    @Override
    public SentMark mark() {
        if (!reliable) {
            return Sender.super.mark();
        }
        long[] appended = lanes.stream().mapToLong(Lane::appended).toArray();
        return () -> isSafe(appended);
    }

    private boolean isSafe(long[] before) {
        for (int i = 0; i < before.length; i++) {
            if (lanes.get(i).safe() < before[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Counts counts() {
        return new Counts(
                spec.attachment().connection().uuid(),
                PortDirection.OUTPUT,
                messages,
                lanes.stream().mapToLong(Lane::bytes).sum(),
                inFlight(),
                dropped + lanes.stream().mapToLong(Lane::dropped).sum(),
                overruns,
                reliable ? acknowledged() : 0,
                links.stream().mapToLong(OutgoingLink::redelivered).sum());
    }

    private long acknowledged() {
        return lanes.stream().mapToLong(lane -> lane.safe() * lane.copies()).sum();
    }

    private long inFlight() {
        long waiting =
                lanes.stream().mapToLong(lane -> lane.records() * lane.copies()).sum();
        return waiting + links.stream().mapToLong(OutgoingLink::inFlight).sum();
    }

    /** Frames that made no sense, for tests and the log. */
    long brokenFrames() {
        return trouble.brokenFrames();
    }

    private String name() {
        return spec.attachment().connection().name();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            spec.loop().remove(this);
            links.forEach(OutgoingLink::close);
        }
    }
}
