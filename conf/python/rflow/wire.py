"""The frames of a link: docs/protocol-data.md, and for batches docs/protocol-message.md."""
import itertools
import struct
import typing

from . import lineage
from .data import Type

HELLO, WELCOME, SCHEMA, BATCH, CREDIT, ACK = range(1, 7)
END, END_CONFIRMED, SCHEMA_REQUEST, HELLO_REQUEST, SAFETY_REQUEST = range(7, 12)

GREETING = struct.Struct("<BBHI16s16sQQ")
BATCH_HEADER = struct.Struct("<BBBHIQI")  # kind, version, length, flags, incarnation, first number, records
RUN_HEADER = struct.Struct("<QIIIHHI")  # fingerprint, records, bytes, bytes of each, flags, name, headers
LENGTH = struct.Struct("<I")
IDENTITIES = EQUAL_LENGTHS = 1  # flags, of a batch and of a run


class Record(typing.NamedTuple):
    """A message that leaves, encoded."""

    type: Type
    headers: bytes
    data: bytes
    who: lineage.Who


class Run(typing.NamedTuple):
    """Messages that came and share type and headers; kind is the type's name and fingerprint."""

    kind: tuple
    headers: bytes
    records: list


class Batch(typing.NamedTuple):
    """Messages that came."""

    count: int
    size: int
    lows: dict
    identities: list
    runs: list


def frame(kind, *numbers):
    return struct.pack(f"<B7x{len(numbers)}Q", kind, *numbers)


def numbers(frame):
    return struct.unpack_from(f"<{len(frame) // 8 - 1}Q", frame, 8)


def schema(type):
    name = type.name.encode()
    return struct.pack("<BxH", SCHEMA, len(name)) + name + type.schema.encode()


def read_schema(frame):
    end = 4 + int.from_bytes(frame[2:4], "little")
    return Type(frame[4:end].decode(), frame[end:].decode())


def schema_request(kind):
    name, fingerprint = kind
    return frame(SCHEMA_REQUEST, fingerprint) + name.encode()


def first_number(frame):
    """Of the records of a batch."""
    return BATCH_HEADER.unpack_from(frame)[5]


def read_batch(frame):
    _, _, header, flags, _, _, count = BATCH_HEADER.unpack_from(frame)
    at, end, lows, identities = 1 + header, len(frame), {}, [lineage.NOBODY] * count
    if flags & IDENTITIES:
        end -= LENGTH.size
        (length,) = LENGTH.unpack_from(frame, end)
        lows, identities = lineage.read(frame[end - length:end])
        end -= length
    runs = []
    while at < end:
        run, at = read_run(frame, at)
        runs.append(run)
    return Batch(count, len(frame), lows, identities, runs)


def read_run(frame, at):
    fingerprint, count, _, length, flags, name, headers = RUN_HEADER.unpack_from(frame, at)
    name_at = at + RUN_HEADER.size
    headers_at = name_at + name
    at = headers_at + headers
    records = []
    for _ in range(count):
        if not flags & EQUAL_LENGTHS:
            (length,) = LENGTH.unpack_from(frame, at)
            at += LENGTH.size
        records.append(frame[at:at + length])
        at += length
    kind = frame[name_at:headers_at].decode(), fingerprint
    return Run(kind, frame[headers_at:headers_at + headers], records), at


def write_batch(incarnation, first, records, identities):
    """Of Records; with identities, as lineage writes them, where at-least-once is promised."""
    flags = IDENTITIES if identities else 0
    parts = [BATCH_HEADER.pack(BATCH, 1, BATCH_HEADER.size - 1, flags, incarnation, first, len(records))]
    for (type, headers), run in itertools.groupby(records, lambda record: record[:2]):
        name = type.name.encode()
        run = [LENGTH.pack(len(record.data)) + record.data for record in run]
        sizes = len(run), sum(map(len, run)), 0, 0, len(name), len(headers)
        parts += [RUN_HEADER.pack(type.fingerprint, *sizes), name, headers, *run]
    if identities:
        parts += [identities, LENGTH.pack(len(identities))]
    return b"".join(parts)
