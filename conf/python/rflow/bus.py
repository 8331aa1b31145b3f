"""The management bus: docs/protocol-bus.md."""
import os
import sys
import time
import uuid

import avro.schema
import zmq

from .data import SCHEMAS, SECRET_FILE, Codec

MARKER = b"RFB\1"
NAME = os.environ["RFLOW_COMPONENT"]
NOBODY = str(uuid.UUID(int=0))
GROUP = os.environ.get("RFLOW_GROUP", NOBODY)


class Record(Codec):
    """A type of message on the bus. A field that is not given has its default."""

    def __init__(self, schema):
        parsed = avro.schema.parse(schema)
        super().__init__(parsed)
        self.defaults = {field.name: field.default for field in parsed.fields if field.has_default}
        self.is_command = any(field.name == "revision" for field in parsed.fields)

    def encode(self, fields):
        return super().encode({**self.defaults, **fields})


FILES = (SCHEMAS / "management").glob("*.avsc")
RECORDS = {file.stem: Record(file.read_text(encoding="utf-8")) for file in FILES}


class Bus:
    """The link to the manager: who the manager takes us for, and whether it is there."""

    def __init__(self, sockets, obey):
        """obey(name, fields) is called for each command."""
        self.sockets = sockets
        self.obey = obey
        self.instance = os.environ.get("RFLOW_INSTANCE", NOBODY)
        self.address = None
        self.socket = None
        self.registered = False
        self.interval, self.grace = 1, 30  # seconds
        self.heard = time.monotonic()
        self.due = 0
        self.beacons = self.beacons_heard = 0

    def say(self, name, **fields):
        self.socket.send_multipart([MARKER, name.encode(), RECORDS[name].encode(fields)])

    def beacon(self, **fields):
        self.beacons += 1
        self.say("Beacon", number=self.beacons, **fields)

    def keep_in_touch(self):
        """Is called when due: every beacon interval, or every 200 ms until the manager knows us."""
        now = time.monotonic()
        self.due = now + (self.interval if self.registered else 0.2)
        if now > self.heard + self.grace:
            sys.exit(f"no manager was heard for {self.grace} s")
        if not self.socket or now > self.heard + 1.5 * self.interval:
            self.meet()
        if self.socket and not self.registered:
            me = {"instance": self.instance, "group": GROUP, "component": NAME, "pid": os.getpid()}
            self.say("Register", role="EXTERNAL", **me)

    def meet(self):
        """Turns to the manager that is there now."""
        try:
            address = SECRET_FILE.with_suffix(".bus").read_text().strip()
            secret = SECRET_FILE.read_bytes().strip()
        except FileNotFoundError:
            return
        if (address, secret) != (self.address, self.sockets.secret):
            if self.socket:
                self.sockets.close(self.socket)
            self.address, self.sockets.secret, self.registered = address, secret, False
            self.socket = self.sockets.open(zmq.DEALER, self.hear)
            self.socket.connect(address)

    def hear(self, marker, name, body):
        record = RECORDS.get(name.decode())
        if marker != MARKER or not record:
            return  # of a later version
        self.heard = time.monotonic()
        fields = record.decode(body)
        if record.is_command:
            self.obey(name.decode(), fields)
        elif name == b"Registered":
            self.welcome(**fields)
        elif name == b"RegisterAgain":
            self.registered, self.due = False, 0
        elif name == b"Heard":
            self.beacons_heard = fields["number"]

    def welcome(self, error, instance, beaconMillis, graceMillis, **_):
        if error:
            print(error, file=sys.stderr, flush=True)
            self.due = time.monotonic() + 1
            return
        self.registered, self.instance, self.due = True, instance, 0
        self.interval, self.grace = beaconMillis / 1000, graceMillis / 1000
