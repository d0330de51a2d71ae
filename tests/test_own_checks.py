"""A slip in a district's own check is named before anything is read; what does harm is refused."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from roster_lint.checks.catalog import load_checks
from roster_lint.checks.own import slips_of
from roster_lint.checks.sql import HIDDEN_TABLES, STATEFUL_FUNCTIONS, TABLE_FUNCTIONS, Parser
from roster_lint.cli.app import app
from roster_lint.errors import UsageError
from roster_lint.linter import lint
from roster_lint.report.report import Report
from tests.case import settings_of

READY = Path(__file__).parent.parent / "fixtures" / "ready"

HEADER = """/*
code = "{code}"
name = "own-{code}"
severity = "error"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "Person {{personID}} is wrong"
fix = "Ask Ada"
article = "Our own handbook"

Why.
*/
"""
SELECT = "SELECT personID, CAST(NULL AS BIGINT) AS schoolID FROM UserAccount\n"

Change = Callable[[str], str]


def replaced(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new)

    return change


def select(sql: str) -> Change:
    return replaced(SELECT, sql)


SLIPS: dict[str, tuple[Change, str]] = {
    "placeholder": (
        replaced("{personID}", "{personid}"),
        "its message names {personid}, which the SELECT does not return (did you mean personID?)",
    ),
    "open brace": (replaced("{personID}", "{personID"), "its message cannot be filled in"),
    "place": (replaced("{personID}", "{}"), "its message cannot be filled in: {}"),
    "severity": (replaced('"error"', '"fatal"'), "severity is 'fatal', but must be 'error', 'w"),
    "effect": (replaced('"wrong"', '"bad"'), "effect is 'bad', but must be 'missing', 'del"),
    "owner": (replaced("fix =", 'owner = "HR"\nfix ='), "owner is 'HR', but must be 'registrar',"),
    "no key": (replaced('key = ["personID"]\n', ""), "the key 'key' is missing"),
    "empty key": (replaced('["personID"]', "[]"), "key is [], but must be a list of at least one"),
    "text for a list": (replaced('["personID"]', '"personID"'), "key is 'personID', but must be"),
    "number for a text": (replaced('"Ask Ada"', "7"), "fix is 7, but must be a text"),
    "number in a list": (
        replaced("fix =", "oneroster = [1.1]\nfix ="),
        'oneroster is 1.1, but must be a list such as ["1.1", "1.2"]',
    ),
    "unknown key": (replaced("fix =", "fux ="), "the key 'fux' is unknown (did you mean fix?)"),
    "need without a column": (
        replaced("fix =", 'needs = ["Section"]\nfix ='),
        "needs is 'Section'",
    ),
    "use without a field": (replaced("fix =", 'uses = ["student"]\nfix ='), "uses is 'student'"),
    "bad source": (replaced("fix =", 'sources = ["aspen"]\nfix ='), "sources is 'aspen', but must"),
    "bad skip": (replaced("fix =", 'skip = [{ when = "SELECT TRUE" }]\nfix ='), "skip.1.reason"),
    "bad TOML": (
        replaced('"Ask Ada"', '"Ask Ada'),
        "not valid TOML: Illegal character '\\n' (at l",
    ),
    "no comment": (replaced("/*", ""), "the file does not begin with /* documentation */"),
    "key column": (
        select("SELECT studentID, 1 AS personid2 FROM Person"),
        "its key column personID is not in the SELECT (did you mean personid2?)",
    ),
    "personal column": (
        replaced("fix =", 'personal = ["usrname"]\nfix ='),
        "its personal column usrname is not in the SELECT",
    ),
    "key column of a union": (
        select("SELECT 1 AS a UNION ALL SELECT personID FROM Person"),
        "its key column personID is not in the SELECT",
    ),
    "torn SQL": (select("SELEC personID"), "the check is not valid SQL (Parser Error: syntax err"),
    "open comment": (select("SELECT 1 AS personID /* x"), "the check is not valid SQL"),
    "no SQL": (select("-- later"), "the check must be exactly one SELECT, not no statements"),
    "two statements": (select("SELECT 1 AS personID; SELECT 2"), "one SELECT, not 2 statements"),
    "no SELECT": (select("DELETE FROM finding"), "the check must be exactly one SELECT"),
    "closing bracket": (
        select("SELECT 1 AS personID) found; DELETE FROM finding; --"),
        "the check is not valid SQL",
    ),
    "both brackets": (select("SELECT 1 AS personID) x JOIN (SELECT 2"), "is not valid SQL"),
    "comment after the semicolon": (
        select("SELECT 1 AS personID; -- done"),
        "must be whole by itself: nothing may follow its end",
    ),
    "DELETE in a WITH": (
        select("WITH x AS (DELETE FROM finding RETURNING 1 AS personID) SELECT personID FROM x"),
        "it holds a statement that changes a table",
    ),
    "COPY": (select("COPY (SELECT 42 AS personID) TO 'x.csv'"), "must be exactly one SELECT"),
    "ATTACH": (select("ATTACH 'x.db' AS theirs"), "must be exactly one SELECT"),
    "SET": (select("SET enable_external_access = true"), "must be exactly one SELECT"),
    "parameter": (select("SELECT $1 AS personID"), "holds a parameter"),
    "findings": (
        select('SELECT personID FROM Person WHERE EXISTS (FROM main."Finding")'),
        "must not read the table Finding, which holds what other checks found",
    ),
    "a file": (select("SELECT 1 AS personID FROM 'other.csv'"), "must not read 'other.csv'"),
    "read_text": (
        select("SELECT 1 AS personID, content FROM read_text('other.csv')"),
        "must not read from read_text()",
    ),
    "query": (select("SELECT 1 AS personID FROM query('FROM finding')"), "not read from query()"),
    "SHOW": (select("SELECT * FROM (SHOW TABLES)"), "which SHOW, DESCRIBE and SUMMARIZE do not"),
    "sleep": (select("SELECT sleep_ms(9) AS personID"), "must not call sleep_ms()"),
    "of": (replaced("fix =", 'of = "Person; DELETE FROM finding"\nfix ='), "of = 'Person; DELETE"),
    "of that groups": (replaced("fix =", 'of = "Person LIMIT 1"\nfix ='), "of = 'Person LIMIT 1'"),
    "skip that deletes": (
        replaced("fix =", 'skip = [{ when = "DELETE FROM finding", reason = "x" }]\nfix ='),
        "the SELECT of skip 1 must be exactly one SELECT",
    ),
    "skip that deletes in a WITH": (
        replaced(
            "fix =",
            'skip = [{ when = "WITH x AS (DELETE FROM finding RETURNING TRUE) FROM x", reason = "x"'
            " }]\nfix =",
        ),
        "the SELECT of skip 1 must only read",
    ),
}


def write(folder: Path, code: str, change: Change = str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{code}_own.sql"
    path.write_text(change(HEADER.format(code=code) + SELECT), encoding="utf-8")
    return path


@pytest.mark.parametrize("slip", SLIPS)
def test_every_slip_is_named_with_its_file(tmp_path: Path, slip: str) -> None:
    change, says = SLIPS[slip]
    path = write(tmp_path, "XX001", change)
    with pytest.raises(UsageError) as refused:
        load_checks(tmp_path)
    said = str(refused.value)
    assert path.name in said and says in said, said
    assert refused.value.exit_code == 2


def test_all_slips_are_reported_at_once_and_nothing_is_read(tmp_path: Path) -> None:
    for number, (change, _) in enumerate(SLIPS.values()):
        write(tmp_path / "own", f"XX{number:03}", change)
    write(tmp_path / "own", "UN001")
    write(tmp_path / "own", "YY001")
    write(tmp_path / "own/further", "YY001")
    (tmp_path / "own/folder.sql").mkdir()
    (tmp_path / "own/YY002.sql").write_bytes(b"/*\ncode = 'YY002' \xff\n*/")
    (tmp_path / "roster-lint.toml").write_text('extra_checks = "own"\n')
    arguments = ["check", str(tmp_path / "nowhere"), "--config", str(tmp_path / "roster-lint.toml")]
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    for number, (_, says) in enumerate(SLIPS.values()):
        lines = [one for one in done.stderr.splitlines() if f"XX{number:03}_own.sql" in one]
        assert any(says in line for line in lines)
        no_header = ("TOML", "does not begin")
        assert all("(XX" in line or any(said in line for said in no_header) for line in lines)
    assert "UN001_own.sql (UN001): the code UN001 stands in" in done.stderr
    assert "YY001_own.sql (YY001): the code YY001 stands in" in done.stderr
    assert "YY002.sql: byte 19 is not UTF-8." in done.stderr
    assert "bug" not in done.stderr


@pytest.mark.parametrize("change", [str, lambda text: f"\ufeff{text}", lambda text: f"{text};\n"])
def test_a_sound_check_is_taken_as_it_is(tmp_path: Path, change: Change) -> None:
    write(tmp_path, "XX001", change)
    assert load_checks(tmp_path)[-1].is_own


def test_every_shipped_check_is_proven_too() -> None:
    with Parser() as parser:
        slips = {check.code: list(slips_of(check, parser)) for check in load_checks()}
    reported = {code: found for code, found in slips.items() if found}
    # Which classes arrive empty is known only once the others have run.
    assert reported == {"CO009": [f"the check must not read the table finding, {_HOLDS}"]}


_HOLDS = "which holds what other checks found"


def test_every_function_of_the_engine_that_has_an_effect_is_known() -> None:
    rows = duckdb.sql(
        "SELECT DISTINCT function_name FROM duckdb_functions()"
        " WHERE function_type = 'scalar' AND has_side_effects"
    ).fetchall()
    harmless = {"current_connection_id", "current_query", "current_query_id", "error", "random"}
    harmless |= {"current_transaction_id", "gen_random_uuid", "stats", "uuid", "uuidv4", "uuidv7"}
    assert {name for (name,) in rows} <= STATEFUL_FUNCTIONS | harmless | {"vector_type"}
    assert not TABLE_FUNCTIONS & HIDDEN_TABLES


# What only a run shows: every one of these crashes, and none stops the others.
CRASHES: dict[str, tuple[Change, str]] = {
    "XX101": (select("SELECT personID FROM Pupil"), "Catalog Error: Table with name Pupil"),
    "XX102": (
        select("SELECT nobody AS personID FROM Person"),
        'Binder Error: Referenced column "n',
    ),
    "XX103": (select("SELECT 'fatal' AS severity, 1 AS personID"), "1 of its rows have a severity"),
    "XX104": (select("SELECT 'bad' AS effect, 1 AS personID"), "1 of its rows have an effect"),
    "XX105": (select("SELECT '' AS entity, 1 AS personID"), "1 of its rows have no entity"),
    "XX106": (select("SELECT 'x' AS key, 1 AS personID"), "1 of its rows have a key that is no JS"),
    "XX115": (select("SELECT CAST(NULL AS TEXT) AS key, 1 AS personID"), "rows have a key that is"),
    "XX107": (select("SELECT 'x' AS vendors, 1 AS personID"), "1 of its rows have vendors that"),
    "XX108": (select("SELECT 1 AS personID, 'x' AS schoolID"), "ConversionException"),
    "XX109": (replaced("fix =", 'of = "Pupil"\nfix ='), "Catalog Error: Table with name Pupil"),
    "XX110": (
        replaced("fix =", 'skip = [{ when = "SELECT x FROM Pupil", reason = "x" }]\nfix ='),
        "Catalog Error: Table with name Pupil",
    ),
    "XX111": (
        select("SELECT count(*) AS personID FROM range(9999999) a, range(9999999) b WHERE a <> b"),
        "it ran longer than 0.2 seconds (setting check_seconds)",
    ),
    "XX112": (
        select(
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r)"
            " SELECT max(n) AS personID FROM r"
        ),
        "it ran longer than 0.2 seconds",
    ),
    "XX113": (
        replaced("fix =", 'of = "range(9999999) a, range(9999999) b WHERE a <> b"\nfix ='),
        "it ran longer than 0.2 seconds",
    ),
    "XX114": (select("SELECT error('Ada') AS personID"), "InvalidInputException"),
}
FINE = {
    "XX201": select("SELECT * FROM UserAccount WHERE personID = 1005 -- and no more"),
    "XX202": replaced("{personID}", "{personID:.1f} {schoolID:.1f}"),
    "XX203": replaced("fix =", 'of = "UserAccount -- all"\nfix ='),
}


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    folder = tmp_path_factory.mktemp("own")
    for code, (change, _) in CRASHES.items():
        write(folder, code, change)
    for code, change in FINE.items():
        write(folder, code, change)
    settings = settings_of({"extra_checks": folder, "check_seconds": 0.2})
    with lint(READY, settings=settings, select=("XX",)) as report:
        yield report


@pytest.mark.whole_engine  # tables that are made late would count as the check's time
def test_a_check_that_crashes_is_named_and_makes_the_run_incomplete(crashed: Report) -> None:
    states = {result.check.code: result for result in crashed.checks}
    assert (crashed.verdict, crashed.exit_code) == ("incomplete", 3)
    for code, (_, says) in CRASHES.items():
        assert states[code].status == "crashed", code
        assert says in str(states[code].reason), (code, states[code].reason)
        [reported] = [sentence for sentence in crashed.incomplete if f" {code} " in sentence]
        assert reported.startswith(f"The district's own check {code} (")
    assert "Ada" not in " ".join(crashed.incomplete)


@pytest.mark.whole_engine  # tables that are made late would count as the check's time
def test_the_others_go_on(crashed: Report) -> None:
    states = {result.check.code: result.status for result in crashed.checks}
    assert {code: states[code] for code in FINE} == dict.fromkeys(FINE, "failed")
    messages = {f.code: f.message for f in crashed.findings()}
    assert set(messages) == set(FINE)
    assert "none" in messages["XX202"] or "." in messages["XX202"]


def test_columns_that_only_the_model_knows_are_looked_at_before_checks_run(tmp_path: Path) -> None:
    write(tmp_path, "XX301", select("SELECT * FROM Course"))
    write(tmp_path, "XX302", select("SELECT * EXCLUDE (personID) FROM UserAccount"))
    settings = settings_of({"extra_checks": tmp_path})
    with pytest.raises(UsageError) as refused:
        lint(READY, settings=settings, select=("XX",))
    for file in ("XX301_own.sql (XX301)", "XX302_own.sql (XX302)"):
        assert f"{file}: its key column personID is not in the SELECT" in str(refused.value)
        assert f"{file}: its message names {{personID}}" in str(refused.value)
