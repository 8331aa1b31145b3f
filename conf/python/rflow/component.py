"""The component as the manager leads it through its life: docs/protocol-bus.md, "An external component"."""
import time

from .bus import NAME, Bus
from .processor import Processor
from .sockets import Sockets

STATE_BEFORE = {"Configure": "STARTED", "Run": "CONFIGURED", "Cleanup": "STOPPING"}
NOTHING_TO_DO = "AskReport", "SetLogLevel", "ReopenLog", "Threads", "DeadLetters"
IDLE_MILLIS = 20


class Component:
    def __init__(self, process, source, finish):
        self.processor = Processor(process, source, finish)
        self.sockets = Sockets()
        self.bus = Bus(self.sockets, self.obey)
        self.state = "STARTED"
        self.incarnation = 0
        self.paused = self.ending = False
        self.replies = {}  # by the ids of commands; None where it is still to come
        self.pending = {}  # what has to come true before a command is answered, by its id
        self.commands = {
            "Configure": self.configure,
            "Connect": self.connect,
            "Disconnect": self.disconnect,
            "Run": self.begin,
            "Pause": self.pause,
            "StopSources": self.stop_sources,
            "Shutdown": self.shut_down,
            "Cleanup": self.clean_up,
            **dict.fromkeys(NOTHING_TO_DO, lambda command: {}),
        }

    def run(self):
        turns = self.processor.turns()
        while self.state != "STOPPED" or self.bus.beacons_heard < self.bus.beacons:
            if time.monotonic() > self.bus.due:
                self.tick()
            may_work = self.state in ("RUNNING", "STOPPING") and not self.paused
            worked = may_work and next(turns)
            self.processor.settle(self.ending)
            self.answer_pending()
            self.sockets.poll(0 if worked else IDLE_MILLIS)
        self.sockets.context.destroy(linger=500)

    def tick(self):
        self.bus.keep_in_touch()
        if self.bus.registered:
            self.beacon()
            self.bus.say("Metrics", **self.processor.metrics())
        for receiver in self.processor.receivers:
            receiver.greet_again()
        if self.ending:
            self.processor.ask_for_safety()

    def beacon(self):
        self.bus.beacon(incarnation=self.incarnation, state=self.state, sourcesDone=not self.processor.source)

    def become(self, state):
        self.state = state
        self.beacon()

    def log(self, level, text):
        self.bus.say("Log", timeMillis=int(time.time() * 1000), level=level, logger=NAME, text=text)

    def obey(self, name, command):
        """Carries out a command; what comes twice is only answered twice."""
        number = command["id"]
        if number in self.replies:
            if self.replies[number]:
                self.bus.say("Reply", **self.replies[number])
            return
        self.replies[number] = None
        if name not in self.commands or self.state != STATE_BEFORE.get(name, self.state):
            self.reply(number, error=f"{name} is nothing for a component that is {self.state}")
        elif command["incarnation"] != self.incarnation and name != "Configure":
            self.reply(number, error=f"this is incarnation {self.incarnation}")
        else:
            answer = self.commands[name](command)
            if callable(answer):  # it takes its time
                self.pending[number] = answer
            else:
                self.reply(number, **answer or {})

    def answer_pending(self):
        for number in [number for number, is_done in self.pending.items() if is_done()]:
            del self.pending[number]
            self.reply(number)

    def reply(self, number, **fields):
        """Has a report with it, which is more than some commands ask for."""
        metrics = self.processor.metrics()
        done = not self.processor.source
        report = {"state": self.state, "sourcesDone": done, "pending": 0, "counts": metrics["counts"]}
        self.replies[number] = {"id": number, "report": report, "safety": metrics["safety"], **fields}
        self.bus.say("Reply", **self.replies[number])

    def configure(self, command):
        plan = command["plan"]
        self.incarnation = command["incarnation"]
        self.processor.open(self, plan)
        self.become("CONFIGURED")
        return {"endpoints": [inlet.endpoint(plan["uuid"]) for inlet in self.processor.inlets]}

    def connect(self, command):
        addresses = {(each["connection"], each["owner"]): each["address"] for each in command["receivers"]}
        for receiver in self.processor.receivers:
            if receiver.key in addresses:
                receiver.connect(addresses[receiver.key])
        return lambda: all(receiver.is_welcome() for receiver in self.processor.receivers)

    def disconnect(self, command):
        for receiver in self.processor.receivers:
            if receiver.key == (command["connection"], command["peer"]):
                receiver.disconnect()
        for inlet in self.processor.inlets:
            if inlet.connection["uuid"] == command["connection"]:
                inlet.awaited.discard(command["peer"])

    def begin(self, command):
        self.log("INFO", "ready")
        self.become("RUNNING")

    def pause(self, command):
        self.paused = command["paused"]

    def stop_sources(self, command):
        self.processor.source = None

    def shut_down(self, command):
        self.processor.source = None
        self.become("STOPPING")
        return self.has_ended

    def has_ended(self):
        """Whether all that was sent has arrived. The last of it is sent when nothing is left to process."""
        if not self.ending and self.processor.has_processed_all():
            self.ending = True
            self.processor.send_last()
            self.processor.ask_for_safety()
        return self.ending and all(receiver.is_done() for receiver in self.processor.receivers)

    def clean_up(self, command):
        self.become("STOPPED")
