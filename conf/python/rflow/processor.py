"""What happens to messages between coming in and leaving."""
import time

from . import lineage
from .data import HEADERS, Message
from .inlet import Inlet
from .outlet import Outlet

TURN = 0.02  # seconds, after which it is the turn of links and bus


class Processor:
    """Gives messages to the program, and sends on what comes of them."""

    def __init__(self, process, source, finish):
        self.process = process
        self.source = iter(source()) if source else None
        self.finish = finish
        self.inlets, self.outlets, self.receivers = [], [], []
        self.end_of_turn = 0

    def open(self, component, plan):
        self.inlets = [Inlet(component, plan, attachment) for attachment in plan["incoming"]]
        self.outlets = [Outlet(component, plan, attachment) for attachment in plan["outgoing"]]
        self.receivers = [receiver for outlet in self.outlets for receiver in outlet.receivers]

    def turns(self):
        """Does what there is to do, turn after turn. Yields after each whether there was anything."""
        while True:
            worked = False
            self.end_of_turn = time.monotonic() + TURN
            for inlet, sender in self.waiting():
                if not self.is_full() and inlet.can_read(sender.inbox[0], sender):
                    yield from self.take(inlet, sender)
                    worked = True
            if self.source and not self.is_full():
                yield from self.draw()
                worked = True
            yield worked

    def waiting(self):
        """The senders with batches that wait, first the one whose last turn was longest ago."""
        all_senders = [(inlet, sender) for inlet in self.inlets for sender in inlet.senders.values()]
        waiting = [(inlet, sender) for inlet, sender in all_senders if sender.inbox]
        return sorted(waiting, key=lambda each: each[1].last_turn)

    def is_full(self):
        return any(receiver.is_full() for receiver in self.receivers)

    def is_turn_over(self):
        if time.monotonic() < self.end_of_turn:
            return False
        self.end_of_turn = time.monotonic() + TURN
        return True

    def take(self, inlet, sender):
        """Processes a batch. What comes of it leaves with the low positions that came with it."""
        sender.last_turn = time.monotonic()
        batch = sender.inbox[0]
        for receiver in self.receivers:
            receiver.lows.update(batch.lows)
        identities = iter(batch.identities)
        for run in batch.runs:
            type = inlet.types[run.kind]
            headers = HEADERS.decode(run.headers) if run.headers else {"properties": {}, "provenance": []}
            for record in run.records:
                properties, provenance = dict(headers["properties"]), list(headers["provenance"])
                message = Message(type, type.decode(record), properties, provenance)
                # who finishes has results that come of many messages, and none that is just that of one
                who = lineage.NOBODY if self.finish else inlet.identify(next(identities))
                self.send(self.process(inlet.port, message), who)
                if self.is_turn_over():
                    yield True
        for receiver in self.receivers:
            receiver.pack()
        inlet.finish_batch(sender, self.receivers)

    def draw(self):
        """Takes from the source as long as there is room."""
        while self.source and not self.is_full():
            sent = next(self.source, None)
            if sent:
                self.send([sent])
            else:
                self.source = None
            if self.is_turn_over():
                yield True

    def send(self, pairs, who=lineage.NOBODY):
        """Sends messages, all that come of one, on ports such as out and out[key]."""
        for step, (port, message) in enumerate(pairs or (), 1):
            name, _, key = port.rstrip("]").partition("[")
            headers = b""
            if message.properties or message.provenance:
                headers = HEADERS.encode({"properties": message.properties, "provenance": message.provenance})
            data = message.type.encode(message.data)
            for outlet in self.outlets:
                if outlet.takes(name, key):
                    outlet.send(message.type, headers, data, who, step)

    def settle(self, ending):
        """Sends what can be sent, and acknowledges what is safe."""
        for receiver in self.receivers:
            receiver.push(ending)
        for inlet in self.inlets:
            inlet.settle()

    def ask_for_safety(self):
        for receiver in self.receivers:
            receiver.ask_for_safety()

    def metrics(self):
        nothing = {"acknowledged": 0, "redelivered": 0}
        return {"counts": [end.counts() for end in self.inlets + self.outlets],
                "safety": [nothing for _ in self.inlets] + [outlet.safety() for outlet in self.outlets]}

    def has_processed_all(self):
        return all(inlet.has_ended() for inlet in self.inlets)

    def send_last(self):
        self.send(self.finish() if self.finish else ())
