"""Makes a Python program a component of an RFlow flow: call run(process). Speaks docs/protocol.md with pyzmq and avro."""
import collections, functools, io, itertools, json, os, struct, sys, time, uuid
import avro.io, avro.schema, zmq

HELLO, WELCOME, SCHEMA, BATCH, CREDIT, ACK, END, END_CONFIRMED, SCHEMA_REQUEST, HELLO_REQUEST, SAFETY_REQUEST = range(1, 12)
WINDOW, WINDOW_BYTES, BATCH_BYTES, MOST_KEPT, NOBODY = 1000, 1 << 20, 1 << 16, 256, str(uuid.UUID(int=0))
SECRET_FILE, NAME, INSTANCE = os.environ["RFLOW_SECRET_FILE"], os.environ["RFLOW_COMPONENT"], os.environ.get("RFLOW_INSTANCE", NOBODY)
SCHEMAS = os.environ.get("RFLOW_SCHEMAS", SECRET_FILE.removesuffix(".secret") + "/schemas")
Message = collections.namedtuple("Message", "type data properties provenance", defaults=({}, []))

def text(path): return open(path, encoding="utf-8").read().strip()
def frame(kind, *numbers): return struct.pack(f"<{1 + len(numbers)}Q", kind, *numbers)
def numbers(said): return struct.unpack_from(f"<{len(said) // 8}Q", said)[1:]
def plain(id): return uuid.UUID(id).bytes

class Type:  # a data type: its name and its schema
    def __init__(self, name, schema):
        parsed, self.name, self.schema, self.fingerprint = avro.schema.parse(schema), name, schema, 0xC15D213AA4D7A795
        for byte in parsed.canonical_form.encode():  # CRC-64-AVRO, a bit at a time
            self.fingerprint ^= byte
            for _ in range(8): self.fingerprint = self.fingerprint >> 1 ^ 0xC15D213AA4D7A795 * (self.fingerprint & 1)
        self.reader, self.writer = avro.io.DatumReader(parsed), avro.io.DatumWriter(parsed)
    def decode(self, data): return self.reader.read(avro.io.BinaryDecoder(io.BytesIO(data)))
    def encode(self, datum):
        self.writer.write(datum, avro.io.BinaryEncoder(out := io.BytesIO()))
        return out.getvalue()

@functools.lru_cache(maxsize=None)
def bus_type(name):  # of a frame on the bus, and the defaults of its fields
    schema = text(f"{SCHEMAS}/management/{name}.avsc")
    return Type(name, schema), {field["name"]: field["default"] for field in json.loads(schema)["fields"] if "default" in field}

INTEGER, TEXT, ROW = (Type("RFlow::Message::Data::" + name, text(f"{SCHEMAS}/data/{name}.avsc")) for name in ("Integer", "Text", "Row"))
HEADERS = Type("", json.dumps({"type": "record", "name": "H", "fields": json.loads(text(SCHEMAS + "/Message.avsc"))["fields"][1:3]}))

def runs(batch):  # of records that share type and headers
    at, end = 1 + batch[2], len(batch) - (4 + int.from_bytes(batch[-4:], "little") if batch[3] & 1 else 0)
    while at < end:
        fingerprint, count, _, length, flags, name, headers = struct.unpack_from("<QIIIHHI", batch, at)
        type_at, at, records = at + 28, at + 28 + name + headers, []
        for _ in range(count):
            if not flags & 1: length, at = int.from_bytes(batch[at:at + 4], "little"), at + 4
            records.append(batch[at:at + length])
            at += length
        yield (batch[type_at:type_at + name].decode(), fingerprint), batch[type_at + name:type_at + name + headers], records

class Link:  # from one incarnation of a sender: what has come, is processed, is safe
    def __init__(self, incarnation, number, size):
        self.incarnation, self.next, self.done, self.safe, self.size, self.end, self.confirmed = incarnation, number, number, number, size, None, False
        self.inbox, self.marks, self.asked = collections.deque(), collections.deque(), set()

class Inlet:  # a connection that messages come in on: a ROUTER, and a link from each sender
    def __init__(self, component, attachment):
        self.component, self.connection, self.count, self.bytes, self.links, self.routes = component, attachment["connection"], 0, 0, {}, {}
        self.reliable, self.senders = self.connection["guarantee"] == "AT_LEAST_ONCE", {plain(ref["uuid"]) for ref in attachment["senders"]}
        self.socket = component.open(zmq.ROUTER, self.hear, plain_server=True)
        self.socket.bind(self.connection["input"]["address"])
    def say(self, link, kind, *numbers): self.socket.send_multipart([link.routing, frame(kind, *numbers)])
    def hear(self):
        routing, said = self.socket.recv_multipart()
        kind, link = said[0], self.routes.get(routing)
        if kind == HELLO: self.greet(routing, *struct.unpack_from("<xBxxI16s16sQQ", said))
        elif not link: self.socket.send_multipart([routing, bytes([HELLO_REQUEST])])
        elif kind == SCHEMA: self.component.learn(said[4:][:said[2] + 256 * said[3]].decode(), said[4:][said[2] + 256 * said[3]:].decode())
        elif kind == SAFETY_REQUEST: self.component.ask_for_safety()
        elif self.reliable and kind in (BATCH, END) and link.next != (first := struct.unpack_from("<Q", said, 9 if kind == BATCH else 8)[0]):
            if first > link.next: self.welcome(link)  # there is a gap: again from there
        elif kind == END: link.end = link.next = numbers(said)[0]
        elif kind == BATCH:
            link.next, self.bytes = sum(struct.unpack_from("<QI", said, 9)), self.bytes + len(said)
            link.inbox.append(said)
    def welcome(self, link): self.say(link, WELCOME, link.done + WINDOW, link.size + WINDOW_BYTES, link.next)
    def greet(self, routing, version, incarnation, connection, sender, number, size):
        link = self.links.get(sender)
        if version != 1 or connection != plain(self.connection["uuid"]) or link and incarnation < link.incarnation: return
        if not link or incarnation > link.incarnation: link = self.links[sender] = Link(incarnation, number, size)
        link.routing, link.confirmed, self.routes[routing] = routing, False, link
        self.senders.add(sender)
        self.welcome(link)
    def settle(self):  # tells the senders what is safe now, and that all that they sent is done
        for link in self.links.values():
            safe = link.safe
            while link.marks and all(receiver.safe >= number for receiver, number in link.marks[0][1]): link.safe = link.marks.popleft()[0]
            if self.reliable and link.safe > safe: self.say(link, ACK, link.safe)
            if not link.confirmed and link.end is not None and not link.inbox and (link.safe == link.end or not self.reliable):
                link.confirmed = self.say(link, END_CONFIRMED, link.end) is None
    def has_ended(self): return all(sender in self.links and self.links[sender].confirmed for sender in self.senders)

class Receiver:  # the link to one receiver: a DEALER, and the batches that are not known to be safe there
    def __init__(self, outlet, ref):
        self.outlet, self.uuid, self.kept, self.left, self.number, self.safe, self.size = outlet, ref["uuid"], collections.deque(), 0, 0, 0, 0
        self.open, self.socket, self.address, self.welcomed, self.end_sent, self.ended, self.limits, self.known = [], None, "", False, False, False, (0, 0), set()
    def connect(self, address):
        if self.socket and address == self.address: return
        self.disconnect()
        self.address, self.socket, self.left, self.size, self.limits = address, self.outlet.component.open(zmq.DEALER, self.hear), 0, 0, (0, 0)
        self.socket.connect(address)
        self.greet()
    def disconnect(self):
        if self.socket: self.outlet.component.close(self.socket)
        self.socket, self.welcomed, self.ended = None, False, False
    def greet(self):
        number, me = self.kept[self.left][0] if self.left < len(self.kept) else self.number, self.outlet.component
        self.socket.send(struct.pack("<BBHI16s16sQQ", HELLO, 1, 0, me.incarnation, plain(self.outlet.connection["uuid"]), plain(me.uuid), number, self.size))
    def hear(self):
        said = self.socket.recv()
        if said[0] == WELCOME:
            *self.limits, next = numbers(said)
            self.welcomed, self.end_sent, self.known = True, False, set()
            while self.outlet.reliable and self.left and self.kept[self.left - 1][0] >= next:  # again from there
                self.left, self.size = self.left - 1, self.size - len(self.kept[self.left - 1][2])
        elif said[0] == SCHEMA_REQUEST: self.known = set()
        elif said[0] == HELLO_REQUEST: self.greet()
        elif said[0] == CREDIT: done, *self.limits = numbers(said)
        elif said[0] == END_CONFIRMED: self.ended = True
        if said[0] in (ACK, END_CONFIRMED) or said[0] == CREDIT and not self.outlet.reliable: self.safe = max(self.safe, numbers(said)[0])
        while self.kept and (self.kept[1][0] if len(self.kept) > 1 else self.number) <= self.safe: self.left, _ = self.left - 1, self.kept.popleft()
    def push(self):  # makes what was gathered a batch, and sends what the receiver has room for
        if self.open:
            parts = [struct.pack("<BBBHIQI", BATCH, 1, 20, 0, self.outlet.component.incarnation, self.number, len(self.open))]
            for (type, headers), run in itertools.groupby(self.open, lambda record: record[:2]):
                run = [struct.pack("<I", len(data)) + data for _, _, data in run]
                parts += [struct.pack("<QIIIHHI", type.fingerprint, len(run), sum(map(len, run)), 0, 0, len(type.name), len(headers)), type.name.encode(), headers, *run]
            self.kept.append((self.number, {record[0] for record in self.open}, b"".join(parts)))
            self.number, self.open = self.number + len(self.open), []
        while self.welcomed and self.left < len(self.kept) and self.kept[self.left][0] < self.limits[0] and self.size < self.limits[1]:
            _, types, batch = self.kept[self.left]
            for type in types - self.known: self.socket.send(struct.pack("<BxH", SCHEMA, len(type.name)) + (type.name + type.schema).encode())
            self.known, self.left, self.size = self.known | types, self.left + 1, self.size + len(batch)
            self.socket.send(batch)
        if self.outlet.component.ending and self.welcomed and self.left == len(self.kept) and not self.end_sent:
            self.end_sent = self.socket.send(frame(END, self.number)) is None
    def is_full(self): return self.left < len(self.kept) or len(self.kept) > MOST_KEPT

class Outlet:  # a connection that messages leave on
    def __init__(self, component, attachment):
        self.component, self.connection, self.bytes = component, attachment["connection"], 0
        self.reliable, self.receivers = self.connection["guarantee"] == "AT_LEAST_ONCE", [Receiver(self, ref) for ref in attachment["receivers"]]
    def send(self, message, headers, data):
        freest = min(self.receivers, key=lambda receiver: (not receiver.welcomed, receiver.number + len(receiver.open) - receiver.safe))
        for receiver in self.receivers if self.connection["delivery"] == "BROADCAST" else [freest]: receiver.open.append((message.type, headers, data))
        self.bytes += len(data)

class Component:
    def __init__(self, process, source=None, finish=None):
        self.process, self.source, self.finish, self.uuid, self.incarnation, self.state = process, source and source(), finish, INSTANCE, 0, "STARTED"
        self.inlets, self.outlets, self.types, self.waiting, self.replies, self.handlers, self.poller = [], [], {}, [], {}, {}, zmq.Poller()
        self.registered, self.paused, self.ending, self.number, self.told, self.inside, self.due, self.interval, self.grace = False, False, False, 0, 0, "", 0, 1, 30
        self.rendezvous, self.bus, self.heard, self.context = None, None, time.monotonic(), zmq.Context()
        self.zap = self.context.socket(zmq.REP)
        self.zap.bind("inproc://zeromq.zap.01")
        self.handlers[self.zap] = self.admit
        self.poller.register(self.zap, zmq.POLLIN)
    def admit(self):  # whoever knows the secret may connect to our ROUTERs
        version, id, *_, user, password = self.zap.recv_multipart()
        known = (user, password) == (b"rflow", self.rendezvous[1].encode())
        self.zap.send_multipart([version, id, b"200" if known else b"400", b"", b"", b""])
    def open(self, kind, handler, **options):
        socket = self.context.socket(kind)
        for name, value in {"linger": 500, "plain_username": b"rflow", "plain_password": self.rendezvous[1].encode(), **options}.items(): setattr(socket, name, value)
        self.handlers[socket] = handler
        self.poller.register(socket, zmq.POLLIN)
        return socket
    def close(self, socket):
        self.poller.unregister(socket)
        self.handlers.pop(socket)
        socket.close()
    def say(self, name, **fields):
        type, defaults = bus_type(name)
        self.bus.send_multipart([b"RFB\1", name.encode(), type.encode({**defaults, **fields})])
    def tick(self):  # every beacon interval; until it is registered, every 200 ms
        silence, self.due = time.monotonic() - self.heard, time.monotonic() + (self.interval if self.registered else 0.2)
        if silence > self.grace: sys.exit(f"no manager was heard for {self.grace} s")
        if not self.bus or silence > 1.5 * self.interval: self.meet()
        if self.registered: self.beacon(), self.say("Metrics", **self.counts())
        elif self.bus: self.say("Register", role="EXTERNAL", instance=self.uuid, group=os.environ.get("RFLOW_GROUP", NOBODY), pid=os.getpid(), component=NAME)
        for receiver in self.receivers():
            if receiver.socket and (not receiver.welcomed or receiver.kept or receiver.end_sent and not receiver.ended): receiver.greet()
        if self.ending: self.ask_for_safety()
    def meet(self):  # connects to the manager that is there now
        try: rendezvous = text(SECRET_FILE.removesuffix(".secret") + ".bus"), text(SECRET_FILE)
        except FileNotFoundError: return
        if rendezvous != self.rendezvous:
            if self.bus: self.close(self.bus)
            self.rendezvous, self.registered = rendezvous, False
            self.bus = self.open(zmq.DEALER, self.hear)
            self.bus.connect(rendezvous[0])
    def beacon(self, inside=""):
        self.number, self.due = self.number + 1, time.monotonic() + self.interval
        done = self.source is None
        self.say("Beacon", number=self.number, incarnation=self.incarnation, state=self.state, sourcesDone=done, inside=inside)
    def log(self, level, line): self.say("Log", timeMillis=int(time.time() * 1000), level=level, logger=NAME, text=line)
    def receivers(self): return [receiver for outlet in self.outlets for receiver in outlet.receivers]
    def ask_for_safety(self): [receiver.socket.send(bytes([SAFETY_REQUEST])) for receiver in self.receivers() if receiver.welcomed and receiver.outlet.reliable]
    def learn(self, name, schema):
        type = Type(name, schema)
        self.types[name, type.fingerprint] = type
    def counts(self):
        ends = [(end, "INPUT", end.count, sum(link.next - link.done for link in end.links.values()), 0) for end in self.inlets]
        for end in self.outlets:
            sent, safe = (sum(getattr(receiver, name) for receiver in end.receivers) for name in ("number", "safe"))
            ends.append((end, "OUTPUT", sent, sent - safe, safe))
        return {"counts": [{"connection": end.connection["uuid"], "end": direction, "messages": messages, "bytes": end.bytes, "inFlight": in_flight,
                            "dropped": 0, "overruns": 0} for end, direction, messages, in_flight, _ in ends],
                "safety": [{"acknowledged": safe, "redelivered": 0} for *_, safe in ends]}
    def report(self):
        counts = self.counts()
        report = {"state": self.state, "sourcesDone": self.source is None, "pending": 0, "counts": counts["counts"]}
        return {"report": report, "safety": counts["safety"]}
    def hear(self):
        marker, name, body = self.bus.recv_multipart()
        self.heard, name = time.monotonic(), name.decode()
        fields = bus_type(name)[0].decode(body)
        if "revision" not in fields: return getattr(self, "on_" + name)(**fields)
        id = fields["id"]
        if id in self.replies: return self.say("Reply", **self.replies[id]) if self.replies[id] else None
        self.replies[id], stranger = None, name != "Configure" and fields["incarnation"] != self.incarnation
        if stranger or not hasattr(self, "on_" + name): self.waiting.append((id, lambda: {"error": f"{name} is not for this incarnation, or not known"}))
        else: self.waiting.append((id, getattr(self, "on_" + name)(fields)))
    def answer(self):
        for id, ready in list(self.waiting):
            answer = ready()
            if answer is not None:
                self.waiting.remove((id, ready))
                self.replies[id] = {"id": id, **answer}
                self.say("Reply", **self.replies[id])
    def on_Registered(self, error, instance=None, protocol=1, beaconMillis=1000, graceMillis=30000):
        if error:
            print(error, file=sys.stderr, flush=True)
            self.due = time.monotonic() + 1
            return
        self.registered, self.uuid, self.interval, self.grace = True, instance or self.uuid, beaconMillis / 1000, graceMillis / 1000
        self.beacon()
    def on_RegisterAgain(self): self.registered, self.due = False, 0
    def on_Heard(self, number): self.told = number
    def become(self, state, answer):
        self.state = state
        self.beacon()
        return lambda: answer
    def on_Configure(self, command):
        self.incarnation, self.uuid = command["incarnation"], command["plan"]["uuid"]
        self.options = command["plan"]["components"][0]["options"]
        self.inlets, self.outlets = ([kind(self, each) for each in command["plan"][way]] for kind, way in ((Inlet, "incoming"), (Outlet, "outgoing")))
        return self.become("CONFIGURED", {"endpoints": [{"connection": inlet.connection["uuid"], "owner": self.uuid, "socketType": "ROUTER",
                                                         "address": inlet.socket.last_endpoint.decode().rstrip("\0")} for inlet in self.inlets]})
    def on_Connect(self, command):
        for endpoint in command["receivers"]:
            for receiver in self.receivers():
                if (receiver.uuid, receiver.outlet.connection["uuid"]) == (endpoint["owner"], endpoint["connection"]): receiver.connect(endpoint["address"])
        return lambda: {} if all(receiver.welcomed or not receiver.socket for receiver in self.receivers()) else None
    def on_Disconnect(self, command):
        for receiver in self.receivers():
            if receiver.uuid == command["peer"] and receiver.outlet.connection["uuid"] == command["connection"]: receiver.disconnect()
        for inlet in self.inlets:
            if inlet.connection["uuid"] == command["connection"]: inlet.senders.discard(plain(command["peer"]))
        return dict
    def on_Run(self, command):
        self.log("INFO", "ready")
        return self.become("RUNNING", {})
    def on_Pause(self, command):
        self.paused = command["paused"]
        return dict
    def on_StopSources(self, command):
        self.source = None
        return self.report
    def on_AskReport(self, command): return self.report
    def on_SetLogLevel(self, command): return dict
    on_ReopenLog = on_Threads = on_DeadLetters = on_SetLogLevel
    def on_Shutdown(self, command):
        self.become("STOPPING", {})
        return self.shut_down
    def shut_down(self):  # answers when all that came is processed and confirmed, and all that was sent has arrived
        if not all(inlet.has_ended() for inlet in self.inlets): return None
        if not self.ending:
            self.ending = True
            for sent in (self.finish and self.finish()) or (): self.send(*sent)
            self.ask_for_safety()
        return self.report() if all(receiver.ended or not receiver.socket and not receiver.kept for receiver in self.receivers()) else None
    def on_Cleanup(self, command): return self.become("STOPPED", self.report())
    def send(self, port, message):
        name, _, key = port.rstrip("]").partition("[")
        headers, data = HEADERS.encode({"provenance": message.provenance, "properties": message.properties}), message.type.encode(message.data)
        for outlet in self.outlets:
            out = outlet.connection["from"]
            if out["port"] == name and (not key or out["key"] in (None, key)): outlet.send(message, headers, data)
    def take(self, inlet, link):  # processes a batch, if its schemas are known
        batch = list(runs(link.inbox[0]))
        for kind, _, _ in batch:
            if kind not in self.types and kind not in link.asked:
                link.asked.add(kind)
                inlet.socket.send_multipart([link.routing, struct.pack("<QQ", SCHEMA_REQUEST, kind[1]) + kind[0].encode()])
        if not all(kind in self.types for kind, _, _ in batch): return
        for kind, headers, records in batch:
            for record in records:
                headed = HEADERS.decode(headers) if headers else {}
                message = Message(self.types[kind], self.types[kind].decode(record), **headed)
                for sent in self.process(inlet.connection["to"]["port"], message) or (): self.send(*sent)
                if time.monotonic() > self.due: self.beacon(NAME)
            inlet.count += len(records)
        link.done, link.size = sum(struct.unpack_from("<QI", link.inbox[0], 9)), link.size + len(link.inbox.popleft())
        for receiver in self.receivers(): receiver.push()
        link.marks.append((link.done, [(receiver, receiver.number) for receiver in self.receivers() if receiver.outlet.reliable]))
        inlet.say(link, CREDIT, link.done, link.done + WINDOW, link.size + WINDOW_BYTES)
    def work(self):
        if self.state not in ("RUNNING", "STOPPING") or self.paused or any(receiver.is_full() for receiver in self.receivers()): return
        for inlet in self.inlets:
            for link in inlet.links.values():
                if link.inbox: self.take(inlet, link)
        if self.source and self.state == "RUNNING":
            some = list(itertools.islice(self.source, 100))
            for sent in some: self.send(*sent)
            if not some: self.source = None
    def run(self):
        while self.state != "STOPPED" or self.told < self.number:
            if time.monotonic() > self.due: self.tick()
            self.work()
            for receiver in self.receivers(): receiver.push()
            for inlet in self.inlets: inlet.settle()
            self.answer()
            idle = self.paused or not self.source and not any(link.inbox for inlet in self.inlets for link in inlet.links.values())
            for socket, _ in self.poller.poll(20 if idle or any(receiver.is_full() for receiver in self.receivers()) else 0):
                if socket in self.handlers: self.handlers[socket]()
        self.context.destroy(500)

def run(process, source=None, finish=None): Component(process, source, finish).run()
