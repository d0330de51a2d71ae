"""Which districts a list names, and what is wrong with a list, in one sentence."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster_lint.errors import RosterLintError, UsageError
from roster_lint.fleet.district import District, slugs
from roster_lint.fleet.list_file import COLUMNS
from roster_lint.fleet.listing import districts_of, largest_first


def names(text: str | Path) -> list[str]:
    return [one.name for one in districts_of(str(text)).districts]


@pytest.fixture
def exports(folder: Path) -> Path:
    """Folders and zips of districts, and other things beside them."""
    for name in ("north", "south", ".hidden"):
        (folder / "exports" / name).mkdir(parents=True)
    for name in ("east.zip", "West.ZIP", "south.zip", "notes.txt", ".tmp.zip"):
        (folder / "exports" / name).write_text("x" * len(name), encoding="utf-8")
    return folder / "exports"


def test_a_folder_has_a_district_in_each_folder_and_zip(exports: Path) -> None:
    listing = districts_of(str(exports))
    # Two of one name are distinguished by their endings.
    assert sorted(one.name for one in listing.districts) == [
        "West",
        "east",
        "north",
        "south",
        "south.zip",
    ]
    assert listing.passed_over == ("notes.txt",)


def test_a_pattern_names_what_fits(exports: Path, folder: Path) -> None:
    assert names(f"{exports}/*.zip") == ["east", "south"]
    for name in ("a", "b"):
        (folder / "deep" / name).mkdir(parents=True)
        (folder / "deep" / name / "export.zip").touch()
    assert names("deep/**/export.zip") == ["a/export.zip", "b/export.zip"]


def test_a_csv_has_a_row_a_district(folder: Path) -> None:
    (folder / "lists").mkdir()
    (folder / "lists" / "all.csv").write_text(
        "\ufeffName,Source,Vendor,Version,Settings File,accounts\n".replace(" File", "")
        + "North,../north.zip,clever;own.toml,1.2,north.toml,a.csv;b.csv\n"
        + "\n"
        + ",sqlite:////data/south.db,,,,\n",
        encoding="utf-8",
    )
    north, south = districts_of("lists/all.csv").districts
    assert (north.name, north.source) == ("North", "lists/../north.zip")
    assert north.config == Path("lists/north.toml")
    assert north.options == {
        "vendor": ["clever", "lists/own.toml"],
        "oneroster": "1.2",
        "accounts": ["lists/a.csv", "lists/b.csv"],
    }
    assert (south.name, south.options, south.config) == ("south.db", {}, None)


def test_a_csv_of_a_spreadsheet_may_have_semicolons(folder: Path) -> None:
    (folder / "all.csv").write_text("name;source;vendor\nN;n.zip;clever|canvas\n")
    [one] = districts_of("all.csv").districts
    assert (one.name, one.options["vendor"]) == ("N", ["clever", "canvas"])


def test_a_toml_has_a_table_a_district(folder: Path) -> None:
    (folder / "all.toml").write_text(
        '[[district]]\nname = "N"\nsource = "n.zip"\nvendor = ["clever"]\nas_of = 2026-08-10\n'
        '[[district]]\nsource = "/data/s"\nyear = 2027\n'
    )
    north, south = districts_of("all.toml").districts
    assert north.options == {"vendor": ["clever"], "as_of": "2026-08-10"}
    assert (south.name, south.source, south.options) == ("s", "/data/s", {"year": "2027"})


def test_a_url_of_fsspec_is_listed_like_a_folder(exports: Path) -> None:
    pytest.importorskip("fsspec")
    listing = districts_of(f"file://{exports}/*.zip")
    assert [one.name for one in listing.districts] == ["east", "south"]
    assert listing.districts[0].source == f"file://{exports}/east.zip"
    assert listing.districts[0].size == len("east.zip")


WRONG = {
    "no such": (None, "nothing", "there is no nothing"),
    "no match": (None, "*.zip", "names no district"),
    "a database": (None, "sqlite:///x.db", "not a database"),
    "one file": ("hello", "one.txt", "lints one district"),
    "empty csv": ("name,source\n", "all.csv", "names no district"),
    "blank csv": ("", "all.csv", "names no district"),
    "no source": ("name,source\nN,\n", "all.csv", "line 2 names no source"),
    "no header": ("N,postgresql://u:secret@h/d\n", "all.csv", "is no header"),
    "unknown column": ("name,sorce\nN,n\n", "all.csv", "Did you mean source?"),
    "column twice": ("source,Source\nn,n\n", "all.csv", "there twice"),
    "too many values": ("name,source\nN,n,x\n", "all.csv", "has 3 values"),
    "torn quote": ('name,source\nN,"n\n', "all.csv", "line 2"),
    "same name": ("name,source\nN,a\nN,b\n", "all.csv", "two districts are called 'N'"),
    "a secret": ("name,source\npassword=x,a\n", "all.csv", "looks like a password"),
    "odbc": ("source\nDriver=x;Server=s;UID=u;PWD=secret\n", "all.csv", "write it as the URL"),
    "not utf-8": (b"name,source\nN\xff,a\n", "all.csv", "is not UTF-8"),
    "not toml": ("[[district]\n", "all.toml", "not valid TOML"),
    "no district": ("[other]\n", "all.toml", "each is a table"),
    "no tables": ("district = [1]\n", "all.toml", "is no table"),
    "nested": ('[[district]]\nsource = {a = "b"}\n', "all.toml", "must be text"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_list_is_one_sentence(case: str, folder: Path) -> None:
    content, text, said = WRONG[case]
    if content is not None:
        data = content if isinstance(content, bytes) else content.encode()
        (folder / text).write_bytes(data)
    with pytest.raises(RosterLintError, match=re.escape(said)) as caught:
        districts_of(text)
    assert "\n" not in str(caught.value) and "secret" not in str(caught.value)


def test_the_folder_of_one_district_is_no_list(folder: Path) -> None:
    (folder / "one").mkdir()
    (folder / "one" / "Person.csv").touch()
    with pytest.raises(UsageError, match="`roster-lint check one` lints it"):
        districts_of("one")


def test_every_column_that_help_names_is_known() -> None:
    assert {"name", "source", "vendor", "oneroster", "settings", "accounts"} <= set(COLUMNS)


def test_the_largest_is_begun_first_and_an_unknown_one_before_it() -> None:
    sizes = {"a": 3, "b": None, "c": 9, "d": 0}
    districts = [District(name, name, size=size) for name, size in sizes.items()]
    assert [one.name for one in largest_first(districts)] == ["b", "c", "a", "d"]


@given(st.lists(st.text(max_size=100)))
def test_files_have_plain_names_of_their_own(given_names: list[str]) -> None:
    made = slugs(given_names)
    assert len({name.casefold() for name in made}) == len(given_names)
    for name in made:
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*|-.*", name) and "/" not in name
        assert not re.match(r"(?i)(con|nul|aux|prn|com\d|lpt\d)(\.|$)", name)
