"""Appends each message to a file, as a line of JSON: a whole component, to learn the protocol from. Needs pyzmq, avro and
guarantee: at-least-once. See docs/protocol-bus.md, "An external component", and docs/protocol-data.md, "The link"."""
import io, json, os, pathlib, struct, sys, time, uuid
import avro.io, avro.schema, zmq, zmq.auth.thread

HELLO, WELCOME, SCHEMA, BATCH, CREDIT, ACK, END, END_CONFIRMED, SCHEMA_REQUEST, HELLO_REQUEST = range(1, 11)
WINDOW, WINDOW_BYTES = 1000, 1 << 20                        # so far may a sender be ahead of what is written
STATES = {"Configure": "CONFIGURED", "Run": "RUNNING", "Shutdown": "STOPPING", "Cleanup": "STOPPED"}
NOTHING = {"acknowledged": 0, "redelivered": 0}             # of outputs, and there are none
NOBODY, SECRET_FILE = str(uuid.UUID(int=0)), pathlib.Path(os.environ["RFLOW_SECRET_FILE"])
FILES = SECRET_FILE.with_suffix("").glob("schemas/management/*.avsc")
BUS = {file.stem: avro.schema.parse(file.read_text()) for file in FILES}

def decode(schema, data):
    return avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(io.BytesIO(data)))

class Sender:
    """The link from one incarnation of a sender. Batches in its inbox are not written yet; what is written is safe."""
    def __init__(self, incarnation, counts, number, sent_bytes):
        self.incarnation, self.counts, self.next, self.received = incarnation, counts, number, sent_bytes
        self.inbox, self.schemas, self.end = [], {}, None
    def tell(self, kind, *numbers):
        self.say(struct.pack(f"<B7x{len(numbers)}Q", kind, *numbers))
    def welcome(self):
        self.tell(WELCOME, self.next + WINDOW, self.received + WINDOW_BYTES, self.next)
    def hear(self, frame):
        if frame[0] == SCHEMA:                              # comes before the first batch that needs it
            end = 4 + int.from_bytes(frame[2:4], "little")
            self.schemas[frame[4:end]] = avro.schema.parse(frame[end:].decode())
        elif frame[0] == END:
            self.end = struct.unpack_from("<Q", frame, 8)[0]
        elif frame[0] == BATCH:
            number, count = struct.unpack_from("<QI", frame, 9)
            if number > self.next: self.welcome()           # a connection broke and took some along: again from there
            elif number == self.next:
                self.inbox.append(frame)
                self.next, self.received = number + count, self.received + len(frame)
                self.counts["inFlight"] += count
    def write_to(self, file):
        if self.inbox:
            file.writelines(line for batch in self.inbox for line in self.lines(batch))
            file.flush()
            self.inbox = []
            self.counts.update(messages=self.counts["messages"] + self.counts["inFlight"], inFlight=0)
            self.tell(CREDIT, self.next, self.next + WINDOW, self.received + WINDOW_BYTES)
            self.tell(ACK, self.next)
        if self.end != self.next:
            return False                                    # more will come
        self.tell(END_CONFIRMED, self.end)
        self.end = None                                     # confirmed again if it is said again
        return True
    def lines(self, batch):
        end = len(batch) - (4 + int.from_bytes(batch[-4:], "little") if batch[3] & 1 else 0)    # without identities
        at = 1 + batch[2]
        while at < end:
            _, count, _, size, equal, name, headers = struct.unpack_from("<QIIIHHI", batch, at)
            schema, at = self.schemas[batch[at + 28:at + 28 + name]], at + 28 + name + headers
            for _ in range(count):
                if not equal: size, at = int.from_bytes(batch[at:at + 4], "little"), at + 4
                yield json.dumps(decode(schema, batch[at:at + size]), default=repr) + "\n"
                at += size

class Archive:
    def __init__(self, file):
        self.file, self.context, self.poller = file, zmq.Context(), zmq.Poller()
        self.hearers, self.replies, self.counts, self.senders, self.routes = {}, {}, {}, {}, {}
        self.instance, self.incarnation, self.state = os.environ.get("RFLOW_INSTANCE", NOBODY), 0, "STARTED"
        self.registered, self.paused, self.number, self.shutdown, self.awaited = False, False, 0, None, set()
        self.interval, self.grace, self.heard, self.due = 1, 30, time.monotonic(), 0
        address, secret = (SECRET_FILE.with_suffix(end).read_text().strip() for end in (".bus", ".secret"))
        self.guard = zmq.auth.thread.ThreadAuthenticator(self.context)
        self.guard.start()
        self.guard.configure_plain("*", {"rflow": secret})       # who knows the secret may connect to us
        self.bus = self.open(zmq.DEALER, self.hear_manager)
        self.bus.plain_username, self.bus.plain_password = b"rflow", secret.encode()
        self.bus.connect(address)
    def open(self, kind, hear):
        socket = self.context.socket(kind)
        socket.plain_server, socket.sndhwm, socket.rcvhwm = kind == zmq.ROUTER, 0, 0        # credit is the bound
        self.poller.register(socket, zmq.POLLIN)
        self.hearers[socket] = hear
        return socket
    def run(self):
        while self.state != "GONE" and time.monotonic() < self.heard + self.grace:
            if time.monotonic() > self.due: self.keep_in_touch()
            for socket, _ in self.poller.poll(20):
                self.hearers[socket](*socket.recv_multipart())
            if self.state in ("RUNNING", "STOPPING") and not self.paused:
                self.awaited -= {who for who, sender in self.senders.items() if sender.write_to(self.file)}
            if self.shutdown and not self.awaited: self.shutdown = self.reply(self.shutdown)
        os._exit(self.state != "GONE")
    def say(self, name, **fields):
        defaults, out = {field.name: field.default for field in BUS[name].fields if field.has_default}, io.BytesIO()
        avro.io.DatumWriter(BUS[name]).write({**defaults, **fields}, avro.io.BinaryEncoder(out))
        self.bus.send_multipart([b"RFB\1", name.encode(), out.getvalue()])
    def keep_in_touch(self):
        self.due = time.monotonic() + (self.interval if self.registered else 0.2)
        if self.registered:
            self.number += 1
            self.say("Beacon", number=self.number, incarnation=self.incarnation, state=self.state, sourcesDone=True)
            self.say("Metrics", counts=list(self.counts.values()), safety=[NOTHING] * len(self.counts))
        else:
            self.say("Register", role="EXTERNAL", instance=self.instance, group=os.environ.get("RFLOW_GROUP", NOBODY),
                     pid=os.getpid(), component=os.environ["RFLOW_COMPONENT"])
    def hear_manager(self, marker, name, body):
        name, said, self.heard = name.decode(), decode(BUS[name.decode()], body), time.monotonic()
        if name == "Registered":
            self.registered, self.instance, self.due = not said["error"], said["instance"] or self.instance, 0
            self.interval, self.grace = said["beaconMillis"] / 1000, said["graceMillis"] / 1000
        elif name == "RegisterAgain": self.registered = False
        elif name == "Heard" and self.state == "STOPPED" and said["number"] == self.number: self.state = "GONE"
        elif "incarnation" in said: self.obey(said["id"], name, said)
    def obey(self, id, name, command):
        if id in self.replies:                              # it came twice
            return self.replies[id] and self.say("Reply", **self.replies[id])
        self.replies[id], self.state, endpoints = None, STATES.get(name, self.state), []
        if name == "Configure":
            self.incarnation, plan = command["incarnation"], command["plan"]
            endpoints = [self.bind(plan["uuid"], attachment) for attachment in plan["incoming"]]
        if name == "Disconnect": self.awaited.discard((command["connection"], uuid.UUID(command["peer"]).bytes))
        if name == "Shutdown":                              # is answered when all is written
            self.shutdown = id
            return self.keep_in_touch()
        self.paused = command.get("paused", self.paused)
        self.reply(id, endpoints=endpoints)
    def reply(self, id, **fields):
        report = dict(state=self.state, sourcesDone=True, pending=0, counts=list(self.counts.values()))
        self.replies[id] = dict(id=id, report=report, safety=[NOTHING] * len(self.counts), **fields)
        self.say("Reply", **self.replies[id])
        self.keep_in_touch()
    def bind(self, me, attachment):
        connection, name = attachment["connection"], attachment["connection"]["uuid"]
        self.awaited |= {(name, uuid.UUID(sender["uuid"]).bytes) for sender in attachment["senders"]}
        self.counts[name] = dict(connection=name, end="INPUT", messages=0, bytes=0, inFlight=0, dropped=0, overruns=0)
        socket = self.open(zmq.ROUTER, lambda routing, frame: self.hear(socket, name, routing, frame))
        socket.bind(connection["input"]["address"])
        return dict(connection=name, owner=me, socketType="ROUTER", address=socket.last_endpoint.decode().rstrip("\0"))
    def hear(self, socket, name, routing, frame):
        if frame[0] == HELLO:
            incarnation, _, who, number, sent_bytes = struct.unpack_from("<4xI16s16sQQ", frame)
            known = self.senders.get((name, who))
            if not known or known.incarnation != incarnation:
                known = self.senders[name, who] = Sender(incarnation, self.counts[name], number, sent_bytes)
            known.say, self.routes[routing] = lambda answer: socket.send_multipart([routing, answer]), known
            known.welcome()
        elif routing in self.routes:
            self.routes[routing].hear(frame)
        else: socket.send_multipart([routing, bytes([HELLO_REQUEST])])

Archive(open(sys.argv[1], "a")).run()
