"""A connection that messages leave on."""
import struct
import uuid

from . import lineage, wire
from .receiver import Receiver


class Outlet:
    """A link to each receiver, and which of them gets a message."""

    def __init__(self, component, plan, attachment):
        self.sockets = component.sockets
        self.incarnation = component.incarnation
        self.connection = attachment["connection"]
        self.reliable = self.connection["guarantee"] == "AT_LEAST_ONCE"
        self.port = self.connection["from"]["port"]
        self.key = self.connection["from"]["key"]
        ids = uuid.UUID(self.connection["uuid"]).bytes, uuid.UUID(plan["uuid"]).bytes
        self.introduction = struct.pack("<BBHI16s16s", wire.HELLO, 1, 0, self.incarnation, *ids)
        self.edge = lineage.number(connection_name(self.connection))
        self.receivers = [Receiver(self, receiver["uuid"]) for receiver in attachment["receivers"]]
        self.to_all = self.connection["delivery"] == "BROADCAST" or len(self.receivers) == 1
        self.bytes = 0

    def takes(self, port, key):
        return port == self.port and (not key or self.key in (None, key))

    def send(self, type, headers, data, who, step):
        """The step-th message that comes of the one that is who."""
        if who.origin:
            who = lineage.Who(who.origin, who.position, lineage.path(who.path, self.edge, step))
        record = wire.Record(type, headers, data, who)
        for receiver in self.receivers if self.to_all else [min(self.receivers, key=load)]:
            receiver.append(record)
        self.bytes += len(data)

    def counts(self):
        """A row of METRICS."""
        sent = sum(receiver.number for receiver in self.receivers)
        in_flight = sent - sum(receiver.processed for receiver in self.receivers)
        return {"connection": self.connection["uuid"], "end": "OUTPUT", "messages": sent,
                "bytes": self.bytes, "inFlight": in_flight, "dropped": 0, "overruns": 0}

    def safety(self):
        return {"acknowledged": sum(receiver.safe for receiver in self.receivers), "redelivered": 0}


def load(receiver):
    return not receiver.welcomed, receiver.number + len(receiver.records) - receiver.safe


def connection_name(connection):
    ends = connection["from"], connection["to"]
    keys = ("" if end["key"] is None else f"[{end['key']}]" for end in ends)
    return " => ".join(f"{end['component']}#{end['port']}{key}" for end, key in zip(ends, keys))
