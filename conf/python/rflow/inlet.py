"""A connection that messages come in on."""
import uuid

import zmq

from . import lineage, wire
from .sender import Sender


class Inlet:
    """A ROUTER, and a link from each sender."""

    def __init__(self, component, plan, attachment):
        self.component = component
        self.connection = attachment["connection"]
        self.port = self.connection["to"]["port"]
        self.reliable = self.connection["guarantee"] == "AT_LEAST_ONCE"
        self.copy = lineage.number(plan["name"]) if self.connection["delivery"] == "BROADCAST" else 0
        self.awaited = {sender["uuid"] for sender in attachment["senders"]}  # those that have not ended
        self.senders = {}  # by UUID and incarnation
        self.peers = {}  # senders by routing
        self.types = {}  # by name and fingerprint
        self.messages = self.bytes = 0
        self.socket = component.sockets.open(zmq.ROUTER, self.hear)
        self.socket.bind(self.connection["input"]["address"])

    def endpoint(self, owner):
        address = self.socket.last_endpoint.decode().rstrip("\0")
        uuid = self.connection["uuid"]
        return {"connection": uuid, "owner": owner, "socketType": "ROUTER", "address": address}

    def say(self, sender, frame):
        self.socket.send_multipart([sender.routing, frame])

    def hear(self, routing, frame):
        kind = frame[0]
        sender = self.peers.get(routing)
        if kind == wire.HELLO:
            self.greet(routing, *wire.GREETING.unpack_from(frame))
        elif not sender:
            self.socket.send_multipart([routing, bytes([wire.HELLO_REQUEST])])
        elif kind == wire.SCHEMA:
            type = wire.read_schema(frame)
            self.types[type.name, type.fingerprint] = type
        elif kind == wire.SAFETY_REQUEST:
            self.component.processor.ask_for_safety()
        elif kind == wire.BATCH and self.is_next(sender, wire.first_number(frame)):
            sender.take(wire.read_batch(frame))
            self.bytes += len(frame)
        elif kind == wire.END and self.is_next(sender, *wire.numbers(frame)):
            sender.end = sender.next

    def greet(self, routing, _, version, __, incarnation, connection, who, number, sent):
        who = str(uuid.UUID(bytes=who))
        latest = max((known for other, known in self.senders if other == who), default=0)
        is_ours = str(uuid.UUID(bytes=connection)) == self.connection["uuid"]
        if version != 1 or not is_ours or incarnation < latest:
            self.component.log("WARN", f"left out a HELLO of {who}: it is not for us, or of one that is dead")
            return
        if latest and incarnation > latest:
            self.senders[who, latest].end = None  # it died, and this one has not ended
        if (who, incarnation) not in self.senders:
            self.senders[who, incarnation] = Sender(number, sent)
            self.awaited.add(who)
        sender = self.senders[who, incarnation]
        if not self.reliable:
            sender.skip_to(number)
            sender.received = sent
        self.peers.pop(sender.routing, None)
        self.peers[routing] = sender
        sender.routing, sender.told, sender.confirmed = routing, 0, False
        sender.requested.clear()
        self.welcome(sender)

    def welcome(self, sender):
        self.say(sender, wire.frame(wire.WELCOME, *sender.limits(), sender.next))

    def is_next(self, sender, number):
        """Whether a frame from that number on is to be taken: it may have come before, or be behind a gap."""
        if number > sender.next and self.reliable:
            self.welcome(sender)
        elif number > sender.next:
            sender.skip_to(number)
        return number == sender.next

    def can_read(self, batch, sender):
        """Whether its types are known; else asks the sender for them."""
        unknown = {run.kind for run in batch.runs} - self.types.keys()
        for kind in unknown - sender.requested:
            self.say(sender, wire.schema_request(kind))
        sender.requested |= unknown
        return not unknown

    def identify(self, who):
        """Who a message that came is to those behind us. What is broadcast comes in several copies."""
        if not self.reliable or not who.origin:
            return lineage.NOBODY
        return who._replace(path=lineage.mix(who.path ^ self.copy)) if self.copy else who

    def finish_batch(self, sender, receivers):
        self.messages += sender.inbox[0].count
        promised = [receiver for receiver in receivers if self.reliable and receiver.outlet.reliable]
        sender.finish_batch(promised)
        self.say(sender, wire.frame(wire.CREDIT, sender.done, *sender.limits()))

    def settle(self):
        """Tells the senders what is safe by now, and that all that they have sent is."""
        for (who, _), sender in self.senders.items():
            sender.note_what_is_safe()
            if self.reliable and sender.safe > sender.told:
                sender.told = sender.safe
                self.say(sender, wire.frame(wire.ACK, sender.safe))
            if sender.has_ended() and not sender.confirmed:
                sender.confirmed = True
                self.awaited.discard(who)
                self.say(sender, wire.frame(wire.END_CONFIRMED, sender.end))

    def has_ended(self):
        return not self.awaited and not any(sender.inbox for sender in self.senders.values())

    def counts(self):
        in_flight = sum(sender.next - sender.done for sender in self.senders.values())
        dropped = sum(sender.dropped for sender in self.senders.values())
        return {"connection": self.connection["uuid"], "end": "INPUT", "messages": self.messages,
                "bytes": self.bytes, "inFlight": in_flight, "dropped": dropped, "overruns": 0}
