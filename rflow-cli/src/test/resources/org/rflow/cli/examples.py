"""Reads each example in schemas/examples with conf/python/rflow.py, and writes those of the bus again. Arguments: both directories."""
import glob, os, re, sys

scripts, schemas = sys.argv[1:]
os.environ.update(RFLOW_SECRET_FILE="none", RFLOW_COMPONENT="none", RFLOW_SCHEMAS=schemas)
sys.path.insert(0, scripts)
import rflow


def frames(file):
    with open(file, encoding="utf-8") as text:
        return [bytes.fromhex(re.sub(r"#.*|\s", "", part)) for part in text.read().split("\n---\n")]


written = 0
for file in glob.glob(schemas + "/examples/bus/*.hex"):
    marker, name, body = frames(file)
    kind, defaults = rflow.bus_type(name.decode())
    if kind.encode({**defaults, **kind.decode(body)}) != body:
        sys.exit(file + " is written otherwise")
    written += 1
batch = b"\x04" + frames(schemas + "/examples/batch.hex")[0]
types = {(kind.name, kind.fingerprint): kind for kind in (rflow.INTEGER, rflow.TEXT)}
data = [types[kind].decode(record) for kind, _, records in rflow.runs(batch) for record in records]
if data != [20, 21, "wren", ""] or written < 30:
    sys.exit(f"batch {data}, {written} frames of the bus")
