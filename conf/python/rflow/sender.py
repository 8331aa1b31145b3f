"""The receiving end of a link."""
import collections

WINDOW = 10_000  # so many records a sender may be ahead of what is processed
WINDOW_BYTES = 1 << 20


class Sender:
    """The link from one incarnation of a sender: what has come, what is processed, and what is safe."""

    def __init__(self, number, sent):
        self.routing = b""  # how ZeroMQ names its connection
        self.next = self.done = self.safe = number
        self.received = sent  # bytes
        self.dropped = 0
        self.inbox = collections.deque()  # batches that are not processed
        self.last_turn = 0
        self.marks = collections.deque()  # numbers that are safe when so much is safe at our receivers
        self.requested = set()  # types that it was asked for
        self.told = 0  # up to which number it knows to be safe
        self.end = None  # the number behind the last
        self.confirmed = False

    def take(self, batch):
        self.next += batch.count
        self.received += batch.size
        self.inbox.append(batch)

    def finish_batch(self, receivers):
        """The first one is processed, and what came of it is on its way to the receivers."""
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
