"""Laws of any two payloads: counts conserve, swapping swaps, and every format says the same."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from rich.console import Console

from roster_lint.differences.changes import write_changes
from roster_lint.differences.difference import Difference, Tally
from roster_lint.differences.formats.html import write_html
from roster_lint.differences.formats.json import document, write_json
from roster_lint.differences.formats.text import write_text
from roster_lint.differences.formats.words import ALL_COLUMNS
from roster_lint.pair import Pair
from roster_lint.pair.tables import COLUMNS
from tests.differences.planting import conserves, equal_pair, found

HOSTILE = (
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "'; DROP TABLE before.users; --",
    '"quoted", with\ncomma and line break',
    "\u202eright to left",
    "x" * 3000,
    "Robert'); --",
    "&amp;{{ 7 * 7 }}%s",
    "=1+1",
    " ",
)

NAMES = ("Specimen", "Ipso", "Dema", "example.org")


def spoil(pair: Pair, random: Random, times: int = 14) -> None:
    """Does things by chance to either side: rows gone, marked, doubled, renumbered, changed."""
    run = pair.engine.run
    for _ in range(times):
        side = random.choice(("before", "after"))
        table = random.choice(tuple(COLUMNS))
        column = random.choice(COLUMNS[table])
        part = f"hash(rowid + {random.randrange(99)}) % {random.choice((2, 3, 9))} = 0"
        if column in ("startDate", "endDate", "beginDate", "birthDate"):
            value = f"DATE '2026-0{random.randrange(1, 10)}-15'"
        else:
            value = "'" + random.choice(HOSTILE).replace("'", "''") + "'"
        act = random.randrange(5)
        if table == "agents" and act in (1, 2, 3):
            act = 0  # a row of it has neither an ID nor a status, and twice says no more than once
        if act == 0:
            run(f'DELETE FROM {side}."{table}" WHERE {part}')
        elif act == 1:
            run(f"UPDATE {side}.\"{table}\" SET status = 'tobedeleted' WHERE {part}")
        elif act == 2 and table not in ("roles", "enrollments"):
            run(f"UPDATE {side}.\"{table}\" SET sourcedId = 'new-' || sourcedId WHERE {part}")
        elif act == 3 and table in ("roles", "enrollments"):
            again = "* REPLACE (sourcedId || '-again' AS sourcedId)" if table != "roles" else "*"
            run(f'INSERT INTO {side}."{table}" SELECT {again} FROM {side}."{table}" WHERE {part}')
        else:
            run(f'UPDATE {side}."{table}" SET "{column}" = {value} WHERE {part}')


def keep_one_year(pair: Pair) -> None:
    for side in ("before", "after"):
        pair.engine.run(f"UPDATE {side}.academicSessions SET schoolYear = '2027'")
        pair.engine.run(f"UPDATE {side}.classes SET termSourcedIds = 'ses-year'")


def both_ways(seed: int) -> tuple[Difference, Difference]:
    """What is found between two payloads, and between the same the other way round."""
    ways = []
    for swapped in (False, True):
        with equal_pair() as pair:
            spoil(pair, Random(seed))
            keep_one_year(pair)
            if swapped:
                for old, new in (("before", "x"), ("after", "before"), ("x", "after")):
                    pair.engine.run(f"CREATE SCHEMA IF NOT EXISTS {new}")
                    for table in COLUMNS:
                        pair.engine.run(f'CREATE TABLE {new}."{table}" AS FROM {old}."{table}"')
                        pair.engine.run(f'DROP TABLE {old}."{table}"')
            ways.append(found(pair))
    return ways[0], ways[1]


def every(difference: Difference) -> list[Tally]:
    at_schools = [tally for school in difference.schools for tally in school.tallies.values()]
    return [*difference.tallies.values(), *at_schools]


def comes(tally: Tally) -> dict[str, int]:
    return {
        "whole": tally.after,
        "on": tally.added,
        "moved": tally.moved_in,
        "id": tally.new_ids,
        "switched": tally.on_again,
        "changed": tally.changed,
    }


def goes(tally: Tally) -> dict[str, int]:
    return {
        "whole": tally.before,
        "on": tally.removed,
        "moved": tally.moved_out,
        "id": tally.old_ids,
        "switched": tally.disabled + tally.ended,
        "changed": tally.changed,
    }


@pytest.mark.parametrize("seed", range(10))
def test_counts_conserve_and_swapping_swaps(seed: int) -> None:
    forth, back = both_ways(seed)
    assert not forth.is_empty
    for difference in (forth, back):
        assert [tally for tally in every(difference) if not conserves(tally)] == []
        users = difference.tallies["users"]
        assert users.before >= difference.tallies["students"].before
    assert {s: comes(t) for s, t in forth.tallies.items()} == {
        s: goes(t) for s, t in back.tallies.items()
    }
    assert {s: goes(t) for s, t in forth.tallies.items()} == {
        s: comes(t) for s, t in back.tallies.items()
    }
    assert {s: dict(t.fields) for s, t in forth.tallies.items()} == {
        s: dict(t.fields) for s, t in back.tallies.items()
    }
    for one, other in zip(forth.schools, back.schools, strict=True):
        assert one.source_id == other.source_id
        assert {s: comes(t) for s, t in one.tallies.items()} == {
            s: goes(t) for s, t in other.tallies.items()
        }


def numbers_of(difference: Difference) -> dict[str, dict[str, int]]:
    return {
        subject: {name: getattr(tally, name) for _, name in ALL_COLUMNS}
        for subject, tally in difference.tallies.items()
    }


def text_of(difference: Difference, width: int = 80) -> str:
    stream = io.StringIO()
    write_text(difference, Console(file=stream, width=width, highlight=False, markup=False))
    return stream.getvalue()


def html_of(difference: Difference) -> str:
    stream = io.StringIO()
    write_html(difference, stream)
    return stream.getvalue()


@pytest.mark.parametrize("seed", range(3))
def test_every_format_has_the_same_numbers(seed: int) -> None:
    difference, _ = both_ways(seed)
    numbers = numbers_of(difference)
    stream = io.StringIO()
    write_json(difference, stream)
    read = json.loads(stream.getvalue())
    renamed = {"deleted": "tobedeleted"}
    assert numbers == {
        one["subject"]: {name: one[renamed.get(name, name)] for _, name in ALL_COLUMNS}
        for one in read["records"]
    }
    page = html_of(difference)
    (records,) = re.findall(r'<table data-key="records">(.*?)</table>', page, re.DOTALL)
    names = [name for _, name in ALL_COLUMNS]
    assert numbers == {
        subject: dict(zip(names, map(int, re.findall(r'data-n="(\d+)"', row)), strict=True))
        for subject, row in re.findall(r'<tr data-subject="([^"]+)">(.*?)</tr>', records, re.DOTALL)
    }
    lines = text_of(difference, 200).splitlines()
    begin = lines.index("What the vendor would see change") + 1
    for subject, of in numbers.items():
        row = next(line for line in lines[begin:] if line.startswith(f"  {subject} "))
        before, after, *_ = row.removeprefix(f"  {subject}").split()
        events = {title: n for n, title in re.findall(r"([\d,]+) ([a-z][a-z ]*)", row)}
        shown = {"before": before, "after": after, **events}
        assert {t: int(n.replace(",", "")) for t, n in shown.items()} == {
            title: of[name]
            for title, name in ALL_COLUMNS
            if of[name] or name in ("before", "after")
        }
    alarms = [(a.name, a.number) for a in difference.alarms]
    assert [(a["name"], a["number"]) for a in read["alarms"]] == alarms
    found_on_page = re.findall(r'data-name="([^"]+)" data-number="(\d+)"', page)
    assert [(name, int(n)) for name, n in found_on_page] == alarms


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_values_do_no_harm(hostile: str) -> None:
    with equal_pair() as pair:
        text = hostile.replace("'", "''")
        run = pair.engine.run
        run(f"UPDATE after.orgs SET name = '{text}' WHERE sourcedId = 'org-elm'")
        run(f"UPDATE after.orgs SET sourcedId = '{text}' WHERE sourcedId = 'org-elm'")
        run(f"UPDATE after.users SET username = '{text}', givenName = '{text}'")
        run(f"UPDATE after.roles SET orgSourcedId = '{text}' WHERE orgSourcedId = 'org-elm'")
        run(f"UPDATE after.classes SET sourcedId = '{text}' WHERE sourcedId = 'cls-math'")
        difference = found(pair)
        listed = io.StringIO(newline="")
        rows = write_changes(pair.engine, listed)
    assert all(map(conserves, every(difference)))
    side = replace(difference.before, location=hostile)
    difference = replace(difference, before=side)
    said = text_of(difference)
    assert "\x1b" not in said and "\u202e" not in said
    page = html_of(difference)
    assert "<script" not in page and "\x1b" not in page and "\u202e" not in page
    assert json.loads(json.dumps(document(difference)))["before"]["location"] == hostile
    assert rows > 0


def test_nothing_names_a_person() -> None:
    difference, _ = both_ways(1)
    stream = io.StringIO()
    write_json(difference, stream)
    for text in (text_of(difference), html_of(difference), stream.getvalue()):
        assert not [name for name in NAMES if name in text]


@pytest.mark.parametrize("seed", range(3))
def test_the_list_has_every_change(seed: int) -> None:
    with equal_pair() as pair:
        spoil(pair, Random(seed))
        keep_one_year(pair)
        difference = found(pair)
        stream = io.StringIO(newline="")
        rows = write_changes(pair.engine, stream)
    assert not [name for name in NAMES if name in stream.getvalue()]
    listed = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    assert len(listed) == rows
    users = difference.tallies["users"]
    whats = Counter(row["what"] for row in listed if row["file"] == "users")
    assert {
        what: whats[what] for what in ("gone", "added", "ToBeDeleted", "disabled", "new id")
    } == {
        "gone": users.gone,
        "added": users.added,
        "ToBeDeleted": users.deleted,
        "disabled": users.disabled,
        "new id": users.old_ids,
    }
