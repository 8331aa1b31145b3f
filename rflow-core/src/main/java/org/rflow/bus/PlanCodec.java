package org.rflow.bus;

import org.rflow.model.Attachment;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Guarantee;
import org.rflow.model.Port;
import org.rflow.model.PortDirection;
import org.rflow.model.PortRef;
import org.rflow.model.SocketEnd;
import org.rflow.model.Wire;
import org.rflow.model.WorkerPlan;
import org.rflow.model.WorkerRef;

/** A worker's plan as fields of {@code schemas/management/Configure.avsc}. */
final class PlanCodec {
    private PlanCodec() {}

    static void write(WorkerPlan plan, BodyWriter out) {
        out.text(plan.flow())
                .uuid(plan.uuid())
                .text(plan.name())
                .integer(plan.index())
                .text(plan.shard())
                .integer(plan.shardCount())
                .map(plan.settings())
                .texts(plan.extensions())
                .list(plan.components(), PlanCodec::writeComponent)
                .list(plan.incoming(), PlanCodec::writeAttachment)
                .list(plan.outgoing(), PlanCodec::writeAttachment);
    }

    static WorkerPlan read(BodyReader in) {
        return new WorkerPlan(
                in.text(),
                in.uuid(),
                in.text(),
                in.integer(),
                in.text(),
                in.integer(),
                in.map(),
                in.texts(),
                in.list(PlanCodec::readComponent),
                in.list(PlanCodec::readAttachment),
                in.list(PlanCodec::readAttachment));
    }

    private static void writeComponent(ComponentSpec component, BodyWriter out) {
        out.uuid(component.uuid())
                .text(component.name())
                .text(component.type())
                .bool(component.managed())
                .map(component.options())
                .list(component.ports(), PlanCodec::writePort);
    }

    private static ComponentSpec readComponent(BodyReader in) {
        return new ComponentSpec(in.uuid(), in.text(), in.text(), in.bool(), in.map(), in.list(PlanCodec::readPort));
    }

    private static void writePort(Port port, BodyWriter out) {
        out.uuid(port.uuid()).text(port.name()).symbol(port.direction());
    }

    private static Port readPort(BodyReader in) {
        return new Port(in.uuid(), in.text(), in.symbol(PortDirection.class));
    }

    private static void writeAttachment(Attachment attachment, BodyWriter out) {
        out.nested(attachment.connection(), PlanCodec::writeConnection)
                .list(attachment.senders(), PlanCodec::writeWorker)
                .list(attachment.receivers(), PlanCodec::writeWorker);
    }

    private static Attachment readAttachment(BodyReader in) {
        return new Attachment(readConnection(in), in.list(PlanCodec::readWorker), in.list(PlanCodec::readWorker));
    }

    private static void writeWorker(WorkerRef worker, BodyWriter out) {
        out.uuid(worker.uuid()).text(worker.name());
    }

    private static WorkerRef readWorker(BodyReader in) {
        return new WorkerRef(in.uuid(), in.text());
    }

    private static void writeConnection(Connection connection, BodyWriter out) {
        out.uuid(connection.uuid())
                .nested(connection.from(), PlanCodec::writePortRef)
                .nested(connection.to(), PlanCodec::writePortRef)
                .symbol(connection.delivery())
                .optionalText(connection.by())
                .symbol(connection.guarantee())
                .symbol(connection.wire())
                .bool(connection.brokered())
                .uuid(connection.broker())
                .bool(connection.feedback())
                .nested(connection.output(), PlanCodec::writeSocketEnd)
                .nested(connection.input(), PlanCodec::writeSocketEnd)
                .map(connection.options());
    }

    private static Connection readConnection(BodyReader in) {
        return new Connection(
                in.uuid(),
                readPortRef(in),
                readPortRef(in),
                in.symbol(Delivery.class),
                in.optionalText(),
                in.symbol(Guarantee.class),
                in.symbol(Wire.class),
                in.bool(),
                in.uuid(),
                in.bool(),
                readSocketEnd(in),
                readSocketEnd(in),
                in.map());
    }

    private static void writePortRef(PortRef port, BodyWriter out) {
        out.text(port.component()).text(port.port()).optionalText(port.key());
    }

    private static PortRef readPortRef(BodyReader in) {
        return new PortRef(in.text(), in.text(), in.optionalText());
    }

    private static void writeSocketEnd(SocketEnd end, BodyWriter out) {
        out.text(end.socketType()).text(end.address()).text(end.responsibility());
    }

    private static SocketEnd readSocketEnd(BodyReader in) {
        return new SocketEnd(in.text(), in.text(), in.text());
    }
}
