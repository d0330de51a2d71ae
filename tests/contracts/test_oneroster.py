"""The OneRoster models say column by column what the data dictionaries of the bindings say.

``oneroster_columns.csv`` is the two dictionaries, written down from the specification's own text
and, for 1.1, from vendors' documents, independently of the models.
"""

import csv
from itertools import groupby
from pathlib import Path

import pytest

from roster_lint.contracts import oneroster_v1p1, oneroster_v1p2
from roster_lint.contracts.oneroster_files import FILES
from roster_lint.contracts.oneroster_table import FileTable, oneroster_tables
from roster_lint.vocabulary import OneRoster

DICTIONARY = Path(__file__).parent / "oneroster_columns.csv"
VERSIONS: tuple[OneRoster, ...] = ("1.1", "1.2")


def said() -> dict[tuple[str, str], list[dict[str, str]]]:
    """The dictionaries' rows by version and file."""
    with DICTIONARY.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    key = "version", "file"
    return {
        (version, file): list(found)
        for (version, file), found in groupby(rows, lambda row: (row[key[0]], row[key[1]]))
    }


def as_said(table: FileTable) -> list[dict[str, str]]:
    """A contract in the dictionary's words."""
    rows, position = [], 0
    for column in table.columns:
        position += column.needed
        kind = column.kind
        vocabulary = kind.values if kind.name.startswith("enum") else ()
        rows.append(
            {
                "column": column.name,
                "position": str(position) if column.needed else "",
                "required": "required"
                if column.must_be_filled
                else "required-for-delta"
                if column.delta
                else "optional",
                "type": kind.name,
                "enum": "|".join(vocabulary),
                "extensible": "yes" if kind.extensible else "",
                "references": f"{column.references}.sourcedId" if column.references else "",
            }
        )
    return rows


@pytest.mark.parametrize(("version", "file"), sorted(said()))
def test_a_model_is_its_dictionary(version: OneRoster, file: str) -> None:
    table = oneroster_tables(version)[file.removesuffix(".csv")]
    beside = ("version", "file", "section")
    expected = [
        {name: value for name, value in row.items() if name not in beside}
        for row in said()[version, file]
    ]
    assert as_said(table) == expected
    assert table.section.split()[0] in (said()[version, file][0]["section"], "3")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_file_of_a_version_has_a_model(version: OneRoster) -> None:
    assert {file for v, file in said() if v == version} == {f"{f}.csv" for f in FILES[version]}
    assert list(oneroster_tables(version)) == list(FILES[version])


@pytest.mark.parametrize("version", VERSIONS)
def test_a_reference_names_a_file_of_the_version(version: OneRoster) -> None:
    columns = [c for table in oneroster_tables(version).values() for c in table.columns]
    assert {c.references for c in columns if c.references} <= set(FILES[version])


def test_nothing_about_a_person_is_reported() -> None:
    """Columns of free text about a person are marked, so that no value of theirs is printed."""
    for version in VERSIONS:
        tables = oneroster_tables(version)
        reported = {c.name for c in tables["users"].columns if c.personal}
        assert {
            "username",
            "givenName",
            "familyName",
            "email",
            "sms",
            "phone",
            "userIds",
        } <= reported
        plain = {c.name for c in tables["demographics"].columns if not c.personal}
        assert plain == {"sourcedId", "status", "dateLastModified"}


def test_each_model_is_documented() -> None:
    for model in (*oneroster_v1p1.MODELS, *oneroster_v1p2.MODELS):
        assert model.__doc__
