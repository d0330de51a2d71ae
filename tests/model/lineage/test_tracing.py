"""What a SELECT depends on where something is missing, found from its text alone."""

from collections.abc import Iterator

import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.model.lineage.inputs import Inputs
from roster_lint.model.lineage.parts import Part
from roster_lint.model.lineage.tracing import Tracer
from roster_lint.model.payload_tables import statements_of

MODEL = """
CREATE VIEW en AS SELECT * FROM Enrollment;

CREATE VIEW pe AS SELECT * FROM Person;

CREATE TABLE enrolled AS
SELECT e.enrollmentID, e.personID, e.noShow, NOT coalesce(e.noShow, FALSE) AS not_no_show
FROM Enrollment e
JOIN Calendar c ON c.calendarID = e.calendarID;

CREATE TABLE member AS
SELECT 'student' AS role, personID, not_no_show AS passes FROM enrolled
UNION ALL
SELECT 'teacher', personID, teacher FROM EmploymentAssignment
UNION ALL
SELECT 'staff', personID, TRUE FROM EmploymentAssignment WHERE NOT teacher;

CREATE TABLE nearest AS
SELECT role, personID, bool_or(passes) AS passes FROM member GROUP BY role, personID;

CREATE VIEW held AS
SELECT m.role, m.personID, p.studentNumber
FROM nearest m
LEFT JOIN Person p ON p.personID = m.personID
WHERE NOT m.passes;
"""

INPUTS = """
CREATE TABLE settings AS SELECT '1.1' AS oneroster, FALSE AS scoped, CAST(NULL AS INTEGER) AS year;
CREATE TABLE criterion AS SELECT unnest(['a', 'b']) AS name, unnest([1, 2]) AS position,
    unnest(['x', 'x']) AS alike;
"""


@pytest.fixture(scope="module")
def inputs() -> Iterator[Inputs]:
    """The run's inputs, which are known whatever a source lacks."""
    engine = DuckEngine()
    engine.run(INPUTS)
    yield Inputs(engine)
    engine.close()


def traced(inputs: Inputs, sql: str, *missing: str) -> tuple[Part, ...]:
    """The parts of a SELECT over the little model."""
    tracer = Tracer(missing, campus_tables(), tuple(statements_of(MODEL)), inputs)
    parts = tracer.select(sql)
    assert tracer.baffled == {}
    return parts


def unknown(parts: tuple[Part, ...]) -> str:
    """``rows``, ``copies``, or the columns that are unknown though the rows are known."""
    if any(part.rows for part in parts):
        return "rows"
    if any(part.copies for part in parts):
        return "copies"
    return " ".join(dict.fromkeys(n for part in parts for n, v in part.columns.items() if v.needs))


@pytest.mark.parametrize(
    ("sql", "which"),
    [
        # an expression depends on its own columns
        ("SELECT noShow, personID FROM en", "noshow"),
        ("SELECT *, 1 AS one FROM en", "noshow"),
        ("SELECT * EXCLUDE (noShow) FROM en", ""),
        ("SELECT e.noShow AS a, a AS b, 'c' AS c FROM en e", "a b"),
        ("SELECT CASE WHEN grade = '1' THEN noShow END AS a, grade FROM en", "a"),
        # what chooses rows decides all
        ("SELECT personID FROM en WHERE noShow", "rows"),
        ("SELECT personID FROM en e WHERE EXISTS (SELECT 1 FROM en f"
         " WHERE f.personID = e.personID AND f.noShow)", "rows"),
        ("SELECT personID FROM en QUALIFY row_number() OVER (ORDER BY noShow) = 1", "rows"),
        ("SELECT personID FROM en ORDER BY noShow LIMIT 1", "rows"),
        ("SELECT personID FROM en ORDER BY noShow", ""),
        ("SELECT rowid FROM (SELECT personID FROM en ORDER BY noShow) e", "rowid"),
        ("SELECT noShow FROM en GROUP BY noShow", "rows"),
        ("SELECT noShow FROM en GROUP BY 1", "rows"),
        ("SELECT NOT noShow AS a FROM en GROUP BY a", "rows"),
        ("SELECT personID FROM en GROUP BY personID HAVING bool_or(noShow)", "rows"),
        ("SELECT DISTINCT personID, noShow FROM en", "copies"),
        ("SELECT personID FROM en EXCEPT SELECT personID FROM en WHERE noShow", "rows"),
        ("SELECT personID FROM pe WHERE personID IN (SELECT personID FROM en WHERE noShow)",
         "rows"),
        ("SELECT personID, noShow FROM en UNION SELECT personID, TRUE FROM pe", "copies"),
        # aggregates and windows
        ("SELECT personID, count(*) AS n FROM en GROUP BY personID", ""),
        ("SELECT personID, bool_or(noShow) AS n FROM en GROUP BY personID", "n"),
        ("SELECT personID, count(*) FILTER (WHERE noShow) AS n FROM en GROUP BY 1", "n"),
        ("SELECT count(*) AS n, max(personID) AS m FROM en WHERE noShow", "n m"),
        ("SELECT personID, row_number() OVER (PARTITION BY grade ORDER BY noShow) AS n FROM en",
         "n"),
        ("SELECT (SELECT bool_or(noShow) FROM en) AS a, personID FROM pe", "a"),
        # joins
        ("SELECT p.personID FROM pe p JOIN en e ON e.personID = p.personID AND e.noShow",
         "rows"),
        ("SELECT e.personID FROM en e LEFT JOIN pe p ON e.noShow AND p.personID = e.personID",
         ""),
        ("SELECT e.personID, p.staffNumber FROM en e"
         " LEFT JOIN pe p ON e.noShow AND p.personID = e.personID", "staffnumber"),
        ("SELECT p.personID FROM pe p LEFT JOIN en e ON e.personID = p.personID AND e.noShow",
         "copies"),
        ("SELECT p.personID, count(*) AS n, count(e.personID) AS m FROM pe p"
         " LEFT JOIN en e ON e.personID = p.personID AND e.noShow GROUP BY 1", "n m"),
        ("SELECT DISTINCT p.personID FROM pe p"
         " LEFT JOIN en e ON e.personID = p.personID AND e.noShow", ""),
        ("SELECT p.personID, n.n FROM pe p LEFT JOIN (SELECT personID, bool_or(noShow) AS n"
         " FROM en GROUP BY personID) n ON n.personID = p.personID", "n"),
        ("SELECT e.personID FROM en e LEFT JOIN criterion c"
         " ON c.name = CASE WHEN e.noShow THEN 'a' ELSE 'b' END", ""),
        ("SELECT e.personID FROM en e LEFT JOIN criterion c"
         " ON c.alike = CASE WHEN e.noShow THEN 'x' ELSE 'y' END", "copies"),
        ("SELECT a.personID FROM pe a JOIN enrolled USING (personID)", ""),
        ("WITH q AS (SELECT * FROM enrolled) SELECT personID, not_no_show FROM q", "not_no_show"),
        # through the model
        ("SELECT enrollmentID FROM enrolled", ""),
        ("SELECT enrollmentID FROM enrolled WHERE not_no_show", "rows"),
    ],
)  # fmt: skip
def test_what_depends_on_one_missing_column(inputs: Inputs, sql: str, which: str) -> None:
    assert unknown(traced(inputs, sql, "Enrollment.noShow")) == which


@pytest.mark.parametrize(
    ("sql", "which"),
    [
        ("SELECT personID, passes FROM member WHERE role = 'teacher'", ""),
        ("SELECT personID, passes FROM member WHERE role = 'student'", "passes"),
        ("SELECT personID, passes FROM member WHERE role <> 'student'", ""),
        ("SELECT personID, passes FROM member WHERE role IN ('teacher', 'staff')", ""),
        ("SELECT personID, passes FROM nearest WHERE role = 'teacher'", ""),
        ("SELECT personID, passes FROM nearest WHERE role = 'student'", "passes"),
        ("SELECT personID FROM nearest", ""),
        ("SELECT role, bool_or(passes) AS p FROM member GROUP BY role HAVING role = 'staff'", ""),
        ("SELECT personID, bool_or(passes) AS p FROM member GROUP BY personID", "p"),
        ("SELECT role, studentNumber FROM held WHERE role = 'teacher'", ""),
        ("SELECT role, studentNumber FROM held WHERE role = 'student'", "rows"),
        ("SELECT personID, max(passes) OVER (PARTITION BY role) AS p FROM member"
         " WHERE role IS NOT DISTINCT FROM 'teacher'", ""),
        ("SELECT p.personID, m.passes FROM pe p"
         " LEFT JOIN nearest m ON m.personID = p.personID AND m.role = 'teacher'", ""),
        ("SELECT p.personID, m.passes FROM pe p"
         " LEFT JOIN nearest m ON m.personID = p.personID AND m.role = 'student'", "passes"),
        ("SELECT personID FROM pe WHERE EXISTS (SELECT 1 FROM held WHERE role = 'staff')", ""),
        ("SELECT CASE WHEN role = 'student' THEN passes END AS p FROM member"
         " WHERE role = 'staff'", ""),
    ],
)  # fmt: skip
def test_a_literal_distinguishes_the_branches_of_a_union(
    inputs: Inputs, sql: str, which: str
) -> None:
    assert unknown(traced(inputs, sql, "Enrollment.noShow")) == which


@pytest.mark.parametrize(
    ("condition", "which"),
    [
        ("t.oneroster = '1.1' OR e.noShow", ""),
        ("t.oneroster <> '1.1' AND e.noShow", ""),
        ("t.oneroster = '1.2' OR e.noShow", "rows"),
        ("NOT t.scoped OR e.noShow", ""),
        ("coalesce(t.year, 2027) = 2027 OR e.noShow", ""),
        ("CASE t.oneroster WHEN '1.2' THEN e.noShow ELSE TRUE END", ""),
        ("CASE WHEN t.scoped THEN TRUE ELSE e.noShow END", "rows"),
        ("t.year IS NULL OR e.noShow", ""),
        ("t.oneroster = '1.1' AND coalesce(e.noShow, FALSE)", "rows"),
    ],
)
def test_what_the_settings_decide_does_not_depend_on_the_source(
    inputs: Inputs, condition: str, which: str
) -> None:
    sql = f"SELECT e.personID FROM Enrollment e CROSS JOIN settings t WHERE {condition}"
    assert unknown(traced(inputs, sql, "Enrollment.noShow")) == which


def test_of_a_missing_table_not_even_the_rows_are_known(inputs: Inputs) -> None:
    for sql in (
        "SELECT 1 FROM Person",
        "SELECT p.personID FROM Contact c JOIN Person p USING (personID)",
    ):
        (part,) = traced(inputs, sql, "Person")
        assert part.rows == {"Person"}
    (part,) = traced(
        inputs,
        "SELECT c.email, p.staffNumber FROM Contact c LEFT JOIN pe p ON p.personID = c.personID",
        "Person",
    )
    assert unknown((part,)) == "staffnumber"


def test_all_that_is_missing_is_named(inputs: Inputs) -> None:
    (part,) = traced(
        inputs,
        "SELECT e.noShow, c.email FROM Enrollment e JOIN Contact c ON c.personID = e.personID",
        "Enrollment.noShow", "Enrollment.grade", "Contact.email",
    )  # fmt: skip
    assert part.needs == {"Enrollment.noShow", "Contact.email"}


@pytest.mark.parametrize(
    "sql",
    [
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION SELECT n + 1 FROM r) SELECT n FROM r, Enrollment",
        "SELECT personID FROM Person FULL JOIN Enrollment USING (personID)",
        "SELECT nothing_like_it FROM Enrollment",
        "SELECT personID FROM Enrollment GROUP BY ALL",
        "SELECT FROM WHERE ( Enrollment",
        "PIVOT Enrollment ON grade USING count(*)",
    ],
)
def test_what_cannot_be_traced_depends_on_all_that_it_reads(inputs: Inputs, sql: str) -> None:
    for missing, needs in (("Enrollment.noShow", True), ("Contact.email", False)):
        tracer = Tracer([missing], campus_tables(), tuple(statements_of(MODEL)), inputs)
        parts = tracer.select(sql)
        assert list(tracer.baffled) == [sql]
        assert any(part.rows for part in parts) == needs
