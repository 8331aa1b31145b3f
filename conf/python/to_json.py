"""Turns each message, whatever its type, into a text: its data as JSON."""
import json

import rflow


def to_json(port, message):
    yield "out", message._replace(type=rflow.TEXT, data=json.dumps(message.data, sort_keys=True))


rflow.run(to_json)
