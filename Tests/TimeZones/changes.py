"""Prints the offset of every time zone at and around each of its changes from 1900 to 2100, by Python's zoneinfo.

    python3 Tests/TimeZones/changes.py [folder of TZif files, by default /usr/share/zoneinfo]

CalendarTests compares porelog's offsets with the output. Files with equal bytes are one zone with several names:

    zone <name> [<name> ...]
    <seconds since 1970> <seconds east of UTC>
    ...

The folders `right` (which counts leap seconds) and `posix` (which repeats the others) are left out.
"""

import datetime
import pathlib
import struct
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1)
SECOND = datetime.timedelta(seconds=1)
FIRST = (datetime.datetime(1900, 1, 1) - EPOCH) // SECOND
LAST = (datetime.datetime(2101, 1, 1) - EPOCH) // SECOND - 1
WEEK = 7 * 86_400


def names_by_content(folder):
    """The names of all zones, grouped by the content of their files."""
    names = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in ("right", "posix") or not path.is_file():
            continue
        content = path.read_bytes()
        if content.startswith(b"TZif"):
            names.setdefault(content, (path, []))[1].append(str(name))
    return names


def listed_transitions(content):
    """The transition times in a TZif file: they show where to look, not which offset to expect."""
    size, start = 4, 0
    if content[4] != 0:
        # The second block, with 64-bit times, follows the first.
        universal, standard, leap, times, types, characters = struct.unpack_from(">6L", content, 20)
        size, start = 8, 44 + times * 5 + types * 6 + characters + leap * 8 + standard + universal
    (count,) = struct.unpack_from(">L", content, start + 32)
    return struct.unpack_from(f">{count}{'q' if size == 8 else 'l'}", content, start + 44)


def offset_function(path):
    with open(path, "rb") as file:
        zone = zoneinfo.ZoneInfo.from_file(file)
    epoch = EPOCH.replace(tzinfo=zone)

    def offset(instant):
        # Times of one zone are subtracted without their offsets, which leaves the offset itself.
        utc = epoch + datetime.timedelta(seconds=instant)
        return (zone.fromutc(utc) - utc) // SECOND

    return offset


def changes(offset, candidates):
    """The instants at which the offset changes, found by weekly samples and bisection, and the candidates."""
    samples = sorted({FIRST, LAST, *range(FIRST, LAST, WEEK), *candidates, *(c - 1 for c in candidates)})
    found = set(candidates)
    before = offset(samples[0])
    for low, high in zip(samples, samples[1:]):
        after = offset(high)
        if after != before:
            while high - low > 1:
                middle = (low + high) // 2
                if offset(middle) == before:
                    low = middle
                else:
                    high = middle
            found.add(high)
        before = after
    return found


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo")
    lines = []
    for content, (path, names) in names_by_content(folder).items():
        lines.append("zone " + " ".join(names))
        offset = offset_function(path)
        candidates = [time for time in listed_transitions(content) if FIRST < time <= LAST]
        instants = {FIRST, LAST}
        for change in changes(offset, candidates):
            instants |= {change - 1, change}
        lines += (f"{instant} {offset(instant)}" for instant in sorted(instants))
    sys.stdout.write("\n".join(lines) + "\n")


main()
