"""The scripts that export a SQL Server's tables: what they ask, and that the lint reads the result.

No PowerShell and no bcp is at hand. What the scripts list and the SQL in them is read from their
text; the queries are put together as they would be, read as T-SQL, and answered by SQLite.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import sqlfluff
import sqlglot

from roster_lint import lint
from roster_lint.contracts.table import campus_tables
from roster_lint.errors import UsageError
from roster_lint.files.shipped import shipped
from roster_lint.sources.database_export import export_script
from tests.database_filling import load_csv_folder
from tests.test_same_findings import reported

KINDS = ("powershell", "bcp")
Lists = dict[str, list[str]]


@dataclass(frozen=True)
class Script:
    """What a script says: its text, its tables with their columns, and how it writes a cell."""

    text: str
    tables: Lists
    optional: frozenset[str]
    cells: dict[str, str]

    def query(self, table: str, kinds: dict[str, str], quote: Callable[[str], str]) -> str:
        """The query that the script makes where a table has columns of these kinds of types."""
        cells = [quote(self.cells[kind]).replace("COLUMN", name) for name, kind in kinds.items()]
        return f"SELECT CONCAT(N'', {COMMA.join(cells)}) FROM [dbo].[{table}]"


COMMA = ", N',', "
JOINED = {
    "powershell": """"SELECT CONCAT(N'', " + ($line -join ", N',', ") + ") FROM $place"\n""",
    "bcp": """ask "SELECT CONCAT(N'', %CELLS%) FROM [%SCHEMA%].[%TABLE%]" """,
}
"""How the scripts put a query together, as ``query`` does."""


def read(kind: str) -> Script:
    """A script, taken apart."""
    text = export_script(campus_tables().values(), kind)
    optional, tables = set(), {}
    if kind == "powershell":
        cells = dict(re.findall(r"^    (\w+) += '(CASE .* END)'$", text, re.M))
        for name, mark, columns in re.findall(r"^    '(\w+)(\??)' = @\((.*)\)$", text, re.M):
            pairs = re.findall(r"'(\w+)(\??)'", columns)
            tables[name] = [column for column, _ in pairs]
            optional |= {f"{name}.{column}" for column, is_optional in pairs if is_optional}
            optional |= {name} if mark else set()
        return Script(text, tables, frozenset(optional), cells)
    cells = dict(re.findall(r'^set "CELL_(\w+)=(CASE .* END)"$', text, re.M))
    name = ""
    for what, value, mark in re.findall(
        r"^call :(table|column|write)(?: (\w+))?( \?)?$", text, re.M
    ):
        if what == "table":
            name, tables[value] = value, []
        elif what == "column":
            tables[name].append(value)
            optional |= {f"{name}.{value}"} if mark else set()
        else:
            optional |= {name} if mark else set()
    return Script(text, tables, frozenset(optional), cells)


def unquoted(kind: str) -> Callable[[str], str]:
    """A text of the script as it is handed to the server."""
    return (lambda text: text.replace("''", "'")) if kind == "powershell" else (lambda text: text)


@pytest.mark.parametrize("kind", KINDS)
def test_all_tables_and_columns_are_listed(kind: str) -> None:
    script, contracts = read(kind), campus_tables()
    assert script.tables == {
        name: [column.name for column in table.columns] for name, table in contracts.items()
    }
    optional = {name for name, table in contracts.items() if not table.needed}
    optional |= {f"{n}.{c.name}" for n, t in contracts.items() for c in t.columns if c.optional}
    assert script.optional == optional
    assert set(script.cells) == {"text", "padded", "date", "guid"}
    assert JOINED[kind] in script.text
    assert kind == "powershell" or f'set "CELLS=%CELLS%{COMMA}"' in script.text
    assert script.text.isascii() and "@" not in re.sub(r"@[({]|@schema|@echo", "", script.text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_queries_are_t_sql_and_select_alone(kind: str) -> None:
    script, quote = read(kind), unquoted(kind)
    every = [
        script.query(table, dict.fromkeys(columns, of), quote)
        for table, columns in script.tables.items()
        for of in (("padded", "guid") if table == "School" else ("text", "date"))
    ]
    discovery = re.search(
        r"SELECT (?:TABLE_NAME|CONCAT\(TABLE_NAME).* TABLE_SCHEMA = (?:@schema|N'%SCHEMA%')",
        script.text,
    )
    assert discovery
    asked = discovery[0].replace("%SCHEMA%", "dbo")
    for query in (*every, asked):
        (parsed,) = sqlglot.parse(query, read="tsql")
        assert isinstance(parsed, sqlglot.exp.Select)
        if kind == "bcp":
            # As cmd.exe takes it: one argument in quotation marks, in a line of 8191 characters.
            assert not set(query) & set('"%!^&|<>') and len(query) < 7500
    for query in (asked, max(every, key=len)):
        assert sqlfluff.parse(query, dialect="tsql")
    forbidden = r"\b(INSERT|UPDATE|DELETE|MERGE|ALTER|CREATE|DROP|EXEC|INTO|NOLOCK|SERIALIZABLE)\b"
    assert not re.search(forbidden, re.sub(r"(?m)^ *(#|rem) .*", "", script.text))


def exported(script: Script, kind: str, database: Path, out: Path) -> Path:
    """The folder that the script writes, from an SQLite file in the place of the server."""
    out.mkdir()
    connection = sqlite3.connect(":memory:")
    connection.execute(f"ATTACH '{database}' AS dbo")
    connection.create_function("CONCAT", -1, lambda *parts: "".join(p or "" for p in parts))
    for table, columns in script.tables.items():
        catalogue = connection.execute(f"SELECT name, type FROM dbo.pragma_table_info('{table}')")
        types = {name: type_.lower().partition("(")[0] for name, type_ in catalogue}
        kinds = {name: KIND_OF.get(types[name], "text") for name in columns if name in types}
        if not kinds:
            continue
        query = script.query(table, kinds, unquoted(kind))
        query = sqlglot.transpile(query, read="tsql", write="sqlite")[0]
        query = (
            re.sub(r"TEXT\((MAX|\d+)\)", "TEXT", query).replace(" N'", " '").replace("(N'", "('")
        )
        lines = [",".join(kinds), *(line for (line,) in connection.execute(query))]
        (out / f"{table}.csv").write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    connection.close()
    return out


KIND_OF = {"date": "date", "datetime": "date", "char": "padded", "uniqueidentifier": "guid"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """A district with faults, and with values that a line of CSV could be torn by."""
    path = tmp_path / "campus.db"
    load_csv_folder(f"sqlite:///{path}", shipped("fixtures") / "back-to-school")
    connection = sqlite3.connect(path)
    connection.executescript(
        """ALTER TABLE School ADD COLUMN schoolGUID UNIQUEIDENTIFIER;
        UPDATE School SET schoolGUID = '6F9619FF-8B86-D011-B42D-00CF4FC964FF';
        UPDATE School SET name = 'a "quoted", torn' || char(13, 10) || 'name; Zoë' || char(9);
        DROP TABLE Day;"""
    )
    connection.commit()
    yield path
    connection.close()


def test_the_lint_finds_in_the_export_what_it_finds_in_the_database(
    database: Path, tmp_path: Path
) -> None:
    folder, other = (exported(read(kind), kind, database, tmp_path / kind) for kind in KINDS)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == len(campus_tables()) - 1 and "Day.csv" not in names
    for name in names:
        assert (folder / name).read_bytes() == (other / name).read_bytes()
    school = (folder / "School.csv").read_bytes().decode()
    assert '"a ""quoted"", torn\r\nname; Zoë\t"' in school
    assert "6f9619ff-8b86-d011-b42d-00cf4fc964ff" in school
    as_of = date(2026, 8, 10)
    with lint(folder, as_of=as_of) as report, lint(f"sqlite:///{database}", as_of=as_of) as whole:
        assert reported(report) == reported(whole)


def test_each_line_of_the_batch_file_leads_somewhere() -> None:
    text = read("bcp").text
    labels = re.findall(r"^:(\w+)$", text, re.M)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r"(?:goto|call) :?(\w+)\b(?! \")", text)) - {"set"} <= set(labels)
    lines = [line for line in text.splitlines() if line and not line.startswith("rem")]
    # What runs into a label from above has ended, but for the last of them.
    for above, line in pairwise(lines):
        if line.startswith(":") and line != ":broken":
            assert re.match(r"exit /b|goto ", above), line
    assert all(line.count('"') % 2 == 0 for line in lines)
    assert not re.search(r"^\s*(if|for)\b.*\($", text, re.M), "a folder's name may hold a )"


def test_the_powershell_script_is_closed_wherever_it_is_opened() -> None:
    text = re.sub(r"(?s)<#.*?#>", "", read("powershell").text)
    bare = re.sub(r"'(?:[^']|'')*'|\"(?:[^\"`]|`.)*\"", "''", re.sub(r"(?m)^ *#.*", "", text))
    assert "'" not in bare.replace("''", "") and '"' not in bare
    open_, pairs = [], {")": "(", "}": "{", "]": "["}
    for mark in re.findall(r"[(){}\[\]]", bare):
        if mark in pairs:
            assert open_.pop() == pairs[mark]
        else:
            open_.append(mark)
    assert not open_
    used = {name.lower() for name in re.findall(r"\$(\w+)", text)}
    made = {name.lower() for name in re.findall(r"\$(\w+)(?:, \$\w+)? = ", text)}
    made |= {
        name.lower()
        for name in re.findall(r"foreach \(\$(\w+) in|\] \$(\w+)", text)
        for name in name
    }
    made |= {name.lower() for name in re.findall(r"\$\w+, \$(\w+) = ", text)}
    assert used - made <= {"null", "true", "false"}


def test_a_schema_can_be_named_and_none_that_would_end_a_string() -> None:
    for kind in KINDS:
        assert "reporting" in export_script([], kind, "reporting")
        for odd in ("o'dbo", "a]b", 'a"b', "a%b", "ü"):
            with pytest.raises(UsageError, match="A script cannot name"):
                export_script([], kind, odd)
    with pytest.raises(UsageError, match="powershell, bcp"):
        export_script([], "bash")
