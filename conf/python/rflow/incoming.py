"""What comes in: the receiving end of links."""
import collections
import uuid

import zmq

from . import lineage, wire

WINDOW = 1000  # so many records a sender may be ahead of what is processed
WINDOW_BYTES = 1 << 20


class Sender:
    """The link from one incarnation of a sender: what has come of it, what of that is processed, and what is safe."""

    def __init__(self, number, sent):
        self.routing = b""  # how ZeroMQ names its connection
        self.next = self.done = self.safe = number
        self.received = sent  # bytes
        self.dropped = 0
        self.inbox = collections.deque()  # batches that are not processed
        self.marks = collections.deque()  # up to which number is safe what, when these receivers have that safe
        self.requested = set()  # kinds whose schema it was asked for
        self.told = 0  # what is safe, as far as it knows
        self.end = None
        self.confirmed = False

    def take(self, batch):
        self.next += batch.count
        self.received += batch.size
        self.inbox.append(batch)

    def finish_batch(self, receivers):
        """The first one is processed, and what came of it is with the receivers."""
        self.done += self.inbox.popleft().count
        self.marks.append((self.done, [(receiver, receiver.number) for receiver in receivers]))

    def skip_to(self, number):
        """What lies between was lost, and nothing was promised."""
        lost = max(0, number - self.next)
        self.next += lost
        self.done += lost
        self.dropped += lost

    def limits(self):
        waiting = sum(batch.size for batch in self.inbox)
        return self.done + WINDOW, self.received - waiting + WINDOW_BYTES

    def note_what_is_safe(self):
        while self.marks and all(receiver.safe >= number for receiver, number in self.marks[0][1]):
            self.safe, _ = self.marks.popleft()

    def has_ended(self):
        return self.end is not None and not self.inbox and not self.marks


class Inlet:
    """A connection that messages come in on: a ROUTER, and a link from each sender."""

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

    def address(self):
        return self.socket.last_endpoint.decode().rstrip("\0")

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
            self.component.ask_for_safety()
        elif kind == wire.BATCH and self.is_next(sender, wire.first_number(frame)):
            sender.take(wire.read_batch(frame))
            self.bytes += len(frame)
        elif kind == wire.END and self.is_next(sender, *wire.numbers(frame)):
            sender.end = sender.next

    def greet(self, routing, _, version, __, incarnation, connection, who, number, sent):
        who = str(uuid.UUID(bytes=who))
        latest = max((known for other, known in self.senders if other == who), default=0)
        if version != 1 or str(uuid.UUID(bytes=connection)) != self.connection["uuid"] or incarnation < latest:
            self.component.log("WARN", f"a HELLO of {who} that is not for us was left out")
            return
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
        """Whether a frame that begins at the number may be taken. It may be one that is here, or be behind a gap."""
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

    def give_credit(self, sender):
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

    def counts(self):
        """A row of METRICS."""
        senders = self.senders.values()
        return {"connection": self.connection["uuid"], "end": "INPUT", "messages": self.messages, "bytes": self.bytes,
                "inFlight": sum(sender.next - sender.done for sender in senders),
                "dropped": sum(sender.dropped for sender in senders), "overruns": 0, "safe": 0}
