"""Makes a Python program a component of an RFlow flow: call run(process). Needs pyzmq and avro.

How it is used stands in docs/external.md. A message comes by an inlet, on the link from a sender, passes the
processor, and leaves by an outlet, on the link to a receiver. data is about types, wire about frames, lineage
about who messages are. The component does what the manager says on the bus. There is one thread.
"""
from .component import Component
from .data import INTEGER, ROW, TEXT, Message, Type

__all__ = ["INTEGER", "ROW", "TEXT", "Message", "Type", "run"]


def run(process=None, source=None, finish=None):
    """Is the component until the flow ends.

    process(port, message) is called for each message, source() at the beginning, and finish() when all have
    been processed. They yield pairs of a port, "out" or "out[key]", and a message to be sent there.
    """
    Component(process, source, finish).run()
