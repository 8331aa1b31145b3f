"""Data types, with Avro by Apache's library, and messages."""
import io
import json
import os
import pathlib
import typing

import avro.io
import avro.schema

SECRET_FILE = pathlib.Path(os.environ["RFLOW_SECRET_FILE"])
SCHEMAS = pathlib.Path(os.environ.get("RFLOW_SCHEMAS", SECRET_FILE.with_suffix("") / "schemas"))
CRC_64_AVRO = 0xC15D213AA4D7A795


def fingerprint(schema):
    """CRC-64-AVRO, by which batches name a schema. The library has only the form that it is taken of."""
    crc = CRC_64_AVRO
    for byte in schema.canonical_form.encode():
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ CRC_64_AVRO * (crc & 1)
    return crc


class Codec:
    """Writes and reads data of one schema."""

    def __init__(self, schema):
        self._reader = avro.io.DatumReader(schema)
        self._writer = avro.io.DatumWriter(schema)

    def encode(self, datum):
        out = io.BytesIO()
        self._writer.write(datum, avro.io.BinaryEncoder(out))
        return out.getvalue()

    def decode(self, data):
        return self._reader.read(avro.io.BinaryDecoder(io.BytesIO(data)))


class Type(Codec):
    """A data type: its name, and its schema in JSON."""

    def __init__(self, name, schema):
        parsed = avro.schema.parse(schema)
        super().__init__(parsed)
        self.name = name
        self.schema = schema
        self.fingerprint = fingerprint(parsed)


class Message(typing.NamedTuple):
    """A datum with its type. message._replace(data=...) makes the next message of one."""

    type: Type
    data: object
    properties: dict = {}
    provenance: list = []


def schema_file(name):
    return (SCHEMAS / name).read_text(encoding="utf-8")


def core_type(name):
    return Type("RFlow::Message::Data::" + name, schema_file(f"data/{name}.avsc"))


INTEGER, TEXT, ROW = core_type("Integer"), core_type("Text"), core_type("Row")

_envelope = json.loads(schema_file("Message.avsc"))
HEADERS = Codec(avro.schema.parse(json.dumps({**_envelope, "fields": _envelope["fields"][1:3]})))
