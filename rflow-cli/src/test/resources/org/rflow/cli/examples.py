"""Reads each example in schemas/examples with conf/python/rflow, and writes it again. Arguments: both directories."""
import glob
import os
import re
import sys

scripts, schemas = sys.argv[1:]
os.environ.update(RFLOW_SECRET_FILE="none", RFLOW_COMPONENT="none", RFLOW_SCHEMAS=schemas)
sys.path.insert(0, scripts)
import rflow
from rflow import bus, lineage, wire


def frames(file):
    with open(file, encoding="utf-8") as text:
        return [bytes.fromhex(re.sub(r"#.*|\s", "", part)) for part in text.read().split("\n---\n")]


def example(name):
    return b"\x04" + frames(f"{schemas}/examples/{name}.hex")[0]


def expect(what, is_so):
    if not is_so:
        sys.exit(what)


files = glob.glob(schemas + "/examples/bus/*.hex")
for file in files:
    marker, name, body = frames(file)
    record = bus.RECORDS[name.decode()]
    expect(file + " is written otherwise", marker == bus.MARKER and record.encode(record.decode(body)) == body)
expect(f"{len(files)} messages of the bus", len(files) >= 30)

types = {(type.name, type.fingerprint): type for type in (rflow.INTEGER, rflow.TEXT)}
data = [types[run.kind].decode(record) for run in wire.read_batch(example("batch")).runs for record in run.records]
expect(f"batch {data}", data == [20, 21, "wren", ""])

sent = lineage.path(0, lineage.number("read#out => to_json#in"), 0)
came_of_it = lineage.path(sent, lineage.number("to_json#out => count#in"), 1)
origin = lineage.number("read-1/read")
whose = [lineage.Who(origin, position, came_of_it) for position in (9, 10)]
batch = wire.read_batch(example("identities"))
expect(f"identities {batch.lows} {batch.identities}", batch.lows == {origin: 5} and batch.identities == whose)
records = [wire.Record(rflow.TEXT, b"", rflow.TEXT.encode(text), who) for text, who in zip(("9", "10"), whose)]
frame = wire.write_batch(1, 41, records, lineage.write(batch.lows, batch.identities))
expect("the batch with identities is written otherwise: " + frame.hex(), frame == example("identities"))
