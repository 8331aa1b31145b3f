"""Makes a Python program a component of an RFlow flow: call run(process). Needs pyzmq and avro; see docs/external.md.

The modules, in the order in which a message travels: incoming, component, outgoing. They speak the frames of wire, whose
messages are made of data and told apart by lineage. The manager is met in bus.
"""
from .component import Component
from .data import INTEGER, ROW, TEXT, Message, Type

__all__ = ["INTEGER", "ROW", "TEXT", "Message", "Type", "run"]


def run(process=None, source=None, finish=None):
    """Is the component until the flow ends.

    process(port, message) is called for each message, source() and finish() once: at the beginning, and when all messages
    were processed. What they return or yield are pairs of a port, "out" or "out[key]", and a message to be sent there.
    """
    Component(process, source, finish).run()
