"""The sending end of a link."""
import collections
import struct
import time
import typing

import zmq

from . import lineage, wire

BATCH_BYTES = 1 << 16
MOST_KEPT = 256  # batches
GREET_AGAIN = 1  # after so many seconds without an answer


class Batch(typing.NamedTuple):
    """Messages that leave."""

    first: int
    types: set
    frame: bytes


class Receiver:
    """The link to one receiver: a DEALER, and the batches that are not known to be safe there."""

    def __init__(self, outlet, receiver):
        self.outlet = outlet
        self.key = outlet.connection["uuid"], receiver
        self.socket = None
        self.records = []  # of the next batch
        self.size = 0  # of their data
        self.lows = {}
        self.kept = collections.deque()
        self.left = self.left_bytes = 0  # batches of these that have been sent, and bytes of all that were
        self.number = self.processed = self.safe = 0  # numbers of records
        self.disconnect()

    def connect(self, address):
        if self.address != address:
            self.disconnect()
            self.address = address
            self.socket = self.outlet.sockets.open(zmq.DEALER, self.hear)
            self.socket.connect(address)
            self.greet()

    def disconnect(self):
        """What is kept is for whoever takes the receiver's place."""
        if self.socket:
            self.outlet.sockets.close(self.socket)
        self.socket = self.address = None
        self.go_back(self.safe)
        self.limits = 0, 0
        self.announced = set()
        self.welcomed = self.end_said = self.ended = False

    def greet(self):
        number = self.kept[self.left].first if self.left < len(self.kept) else self.number
        self.socket.send(self.outlet.introduction + struct.pack("<QQ", number, self.left_bytes))
        self.last_sign = time.monotonic()

    def greet_again(self):
        """A connection that breaks takes along what was on it, and nobody else would notice."""
        waits = not self.welcomed or self.kept or self.end_said and not self.ended
        if self.socket and waits and time.monotonic() > self.last_sign + GREET_AGAIN:
            self.greet()

    def hear(self, frame):
        kind = frame[0]
        self.last_sign = time.monotonic()
        if kind == wire.WELCOME:
            *self.limits, expected = wire.numbers(frame)
            self.welcomed, self.end_said, self.announced = True, False, set()
            if self.outlet.reliable:
                self.go_back(expected)
        elif kind == wire.SCHEMA_REQUEST:
            self.announced = set()
        elif kind == wire.HELLO_REQUEST:
            self.greet()
        elif kind == wire.CREDIT:
            self.processed, *self.limits = wire.numbers(frame)
        elif kind == wire.END_CONFIRMED:
            self.ended, self.processed = True, self.number
        if kind in (wire.ACK, wire.END_CONFIRMED):
            self.forget(*wire.numbers(frame))
        elif kind == wire.CREDIT and not self.outlet.reliable:
            self.forget(self.processed)

    def go_back(self, number):
        while self.left and self.kept[self.left - 1].first >= number:
            self.left -= 1
            self.left_bytes -= len(self.kept[self.left].frame)

    def forget(self, safe):
        self.safe = max(self.safe, safe)
        while self.kept and (self.kept[1].first if len(self.kept) > 1 else self.number) <= self.safe:
            batch = self.kept.popleft()
            if self.left:
                self.left -= 1
            else:
                self.left_bytes += len(batch.frame)

    def append(self, record):
        self.records.append(record)
        self.size += len(record.data)
        if self.size >= BATCH_BYTES:
            self.pack()

    def pack(self):
        """Makes what was gathered a batch."""
        if self.records:
            identities = b""
            if self.outlet.reliable:
                identities = lineage.write(self.lows, [record.who for record in self.records])
            frame = wire.write_batch(self.outlet.incarnation, self.number, self.records, identities)
            self.kept.append(Batch(self.number, {record.type for record in self.records}, frame))
            self.number += len(self.records)
            self.records, self.size, self.lows = [], 0, {}

    def push(self, ending):
        """Sends what the receiver has room for, and END when nothing will follow."""
        self.pack()
        while self.welcomed and self.left < len(self.kept) and self.has_credit():
            batch = self.kept[self.left]
            for type in batch.types - self.announced:
                self.socket.send(wire.schema(type))
            self.announced |= batch.types
            self.socket.send(batch.frame)
            self.left += 1
            self.left_bytes += len(batch.frame)
        if ending and self.welcomed and self.left == len(self.kept) and not self.end_said:
            self.end_said = True
            self.socket.send(wire.frame(wire.END, self.number))

    def has_credit(self):
        return self.kept[self.left].first < self.limits[0] and self.left_bytes < self.limits[1]

    def is_welcome(self):
        """Or not there, and so not to be waited for."""
        return self.welcomed or not self.socket

    def is_full(self):
        return self.left < len(self.kept) or len(self.kept) > MOST_KEPT

    def is_done(self):
        return self.ended or not self.socket and not self.kept

    def ask_for_safety(self):
        if self.welcomed and self.outlet.reliable:
            self.socket.send(bytes([wire.SAFETY_REQUEST]))
