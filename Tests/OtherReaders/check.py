"""Reads porelog's exports with other programs. Python's csv and DuckDB must find the rows and the texts that
the journal holds, and icalendar must read the reminders.

    python3 -m venv venv && venv/bin/pip install -r Tests/OtherReaders/requirements.txt
    venv/bin/python Tests/OtherReaders/check.py .build/release/porelog
"""

import csv
import datetime
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile

import duckdb
import icalendar

program = os.path.abspath(sys.argv[1])
fixtures = pathlib.Path(__file__).resolve().parent.parent / "Fixtures"
home = tempfile.TemporaryDirectory(prefix="porelog-readers-")
checked = {"rows": 0, "texts": 0, "events": 0}


def porelog(*arguments):
    environment = {"HOME": home.name, "PORELOG_NOW": "2025-06-04T21:10:00Z", "TZ": "UTC"}
    subprocess.run(
        [program, *arguments], env=environment, cwd=home.name, check=True, stdout=subprocess.DEVNULL)


def nasty_texts():
    """Returns texts that have broken CSV readers before, and random combinations of special characters."""
    fixed = [
        "=1+1", "'=1+1", "''@x", "+", "-", "\tx", "\rx", "'", "''", '"', '""', '"quoted"', "a,b", "a;b",
        "line\nline", "line\r\nline", "line\rline", "\n", " leading", "trailing ", "NULL", "null", "NA",
        "true", "1e5", "0x10", "007", "2025-06-02", "夜の洗顔", "e\u0301", "é", "🧴👩‍🔬", "\u202eabc",
        "\u2028", "\ufeff", "\\", "\\N", "\\n", "a\\", "#comment", "<script>alert(1)</script>", "𝕏",
        "x" * 39_000,
    ]
    dice = random.Random(5)
    pieces = ['"', ",", "\n", "\r", "\r\n", "'", "=", "夜", "é", " ", "\t", "a", "\\", ";", "|"]
    mixed = ["".join(dice.choices(pieces, k=dice.randint(1, 12))) for _ in range(300)]
    return fixed + mixed


def guarded(text):
    """Returns a text as the CSV file must have it: a formula gets a leading '."""
    return "'" + text if text.lstrip("'")[:1] in tuple("=+-@\t\r") else text


def write_nasty_journal(folder):
    folder.mkdir()
    day = datetime.date(2024, 1, 1)
    notes = [
        ["me", (day + datetime.timedelta(n)).isoformat(), guarded(text)]
        for n, text in enumerate(nasty_texts())
    ]
    tables = {
        "users": [["user", "day_start", "time_zone", "created_on"], ["me", "04:00", "UTC", "2024-01-01"]],
        "notes": [["user", "day", "note"], *notes],
    }
    for name, rows in tables.items():
        with open(folder / f"{name}.csv", "w", newline="") as file:
            csv.writer(file).writerows(rows)


def check_tables(folder):
    for path in sorted(folder.glob("*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file, strict=True)
        # Read as a user would, but every column as text, so that fields can be compared.
        found = duckdb.execute(
            "SELECT * FROM read_csv(?, all_varchar = true, header = true, delim = ',', quote = '\"', "
            "escape = '\"', strict_mode = true)", [str(path)])
        columns = [column[0] for column in found.description]
        read = [["" if value is None else value for value in row] for row in found.fetchall()]
        assert columns == header, f"{path.name}: {columns} is not {header}"
        assert len(read) == len(rows), f"{path.name}: DuckDB reads {len(read)} rows, Python {len(rows)}"
        for ours, theirs in zip(rows, read):
            assert ours == theirs, f"{path.name}: {ours!r} is not {theirs!r}"
        checked["rows"] += len(rows)


def check_texts(folder, database):
    """Compares the texts in the files with those in the journal's tables."""
    journal = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    for table, column in [
        ("notes", "note"), ("entries", "note"), ("entries", "reason"), ("products", "note"),
        ("products", "brand"), ("photos", "light"),
    ]:
        kept = sorted(guarded(text) for (text,) in journal.execute(
            f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"))
        with open(folder / f"{table}.csv", newline="", encoding="utf-8") as file:
            read = sorted(row[column] for row in csv.DictReader(file, strict=True) if row[column])
        assert kept == read, f"{table}.{column} differs"
        checked["texts"] += len(kept)


def check_calendar(path, count):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    events = calendar.walk("VEVENT")
    assert len(events) == count, f"{len(events)} events instead of {count}"
    for event in events:
        assert not event.errors, event.errors
        assert event["DTSTART"].dt.tzinfo is None, "a floating time has no zone"
        assert event["DTSTAMP"].dt.utcoffset() == datetime.timedelta(0)
        assert len(event.walk("VALARM")) == 1
        for required in ["UID", "SUMMARY", "DESCRIPTION"]:
            assert event[required]
    assert len({event["UID"] for event in events}) == count
    for line in path.read_bytes().split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line
    checked["events"] += count
    return events


def main():
    root = pathlib.Path(home.name)
    write_nasty_journal(root / "nasty")
    for name, source in [("diary", fixtures / "diary"), ("nasty", root / "nasty")]:
        database, out = root / f"{name}.db", root / f"{name}-out"
        porelog("--db", str(database), "import", str(source))
        porelog("--db", str(database), "export", str(out))
        check_tables(out)
        check_texts(out, database)

    diary = ["--db", str(root / "diary.db"), "--today", "2025-05-22"]
    porelog(*diary, "export", "--ics", str(root / "diary.ics"))
    morning = check_calendar(root / "diary.ics", 5)[0]
    assert "cleanse: daily, Gokujyun Hyaluronic Acid Face Foam\n" in morning["DESCRIPTION"]
    assert morning["RRULE"].to_ical() == b"FREQ=DAILY"
    strange = ["--db", str(root / "strange.db")]
    porelog(*strange, "user", "add", "名;前,\\n", "--empty")
    porelog(*strange, "product", "add", "Semi; comma, back\\slash \"夜\" " + "長" * 60)
    porelog(*strange, "routine", "add", "pm/夜の洗顔", "--kind", "other", "--every", "daily")
    porelog(*strange, "routine", "use", "夜の洗顔", "Semi")
    porelog(*strange, "export", "--ics", str(root / "strange.ics"))
    (night,) = check_calendar(root / "strange.ics", 1)
    expected = "夜の洗顔: daily, Semi; comma, back\\slash \"夜\" " + "長" * 60
    assert night["DESCRIPTION"] == expected, night["DESCRIPTION"]
    print(", ".join(f"{count} {what}" for what, count in checked.items()) + ": the same")


main()
