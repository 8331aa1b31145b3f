"""Who messages are, so that what comes again is known: docs/protocol-message.md, "Identities"."""
import functools
import io
import itertools
import typing

import avro.io

GOLDEN = 0x9E3779B97F4A7C15
LAST_64_BITS = (1 << 64) - 1


class Who(typing.NamedTuple):
    """The message of that number of a source, or what came of it by that way."""

    origin: int
    position: int
    path: int


NOBODY = Who(0, 0, 0)


def mix(value):
    """The finalizer of SplitMix64: spreads each bit over all."""
    mixed = value + GOLDEN & LAST_64_BITS
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & LAST_64_BITS
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & LAST_64_BITS
    return mixed ^ mixed >> 31


def signed(bits):
    """As Avro's numbers are."""
    return bits - (bits >> 63 << 64)


def number(name):
    """A number for a name, never 0."""
    return signed(functools.reduce(lambda before, letter: mix(before ^ ord(letter)), name, GOLDEN) | 1)


@functools.lru_cache(maxsize=10000)
def path(before, edge, step):
    """The path of the step-th message that comes of one, by way of a connection."""
    return signed(mix(mix(before ^ edge) + step))


def read(section):
    """What stands at the end of a batch: low positions by their origins, and who each of the records is."""
    data = io.BytesIO(section)
    long = avro.io.BinaryDecoder(data).read_long
    lows = {long(): long() for _ in range(long())}
    identities = []
    while data.tell() < len(section):
        count, origin = long(), long()
        if not origin:
            identities += [NOBODY] * count
            continue
        path, position, has_differences = long(), long(), long()
        identities.append(Who(origin, position, path))
        for _ in range(count - 1):
            position += long() if has_differences else 1
            identities.append(Who(origin, position, path))
    return lows, identities


def write(lows, identities):
    longs = [len(lows), *itertools.chain(*lows.items())]
    for (origin, path), segment in itertools.groupby(identities, lambda who: (who.origin, who.path)):
        positions = [who.position for who in segment]
        longs += len(positions), origin
        if origin:
            differences = [after - before for before, after in zip(positions, positions[1:])]
            in_steps = all(difference == 1 for difference in differences)
            longs += [path, positions[0], 0] if in_steps else [path, positions[0], 1, *differences]
    out = io.BytesIO()
    for each in longs:
        avro.io.BinaryEncoder(out).write_long(each)
    return out.getvalue()
