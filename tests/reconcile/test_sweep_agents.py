"""One agent changed on the served side: it differs, with what the other direction says of it."""

from roster_lint.reconcile.sides import Sides
from tests.reconcile.test_sweep import changed, compared


def test_each_agent_less_and_more(sides: Sides) -> None:
    engine = sides.engine
    with changed(sides):
        lost, turned, child, family, named = (
            (str(row[0]), str(row[1]))
            for row in engine.rows(
                "SELECT userSourcedId, agentSourcedId FROM served_agent"
                " QUALIFY row_number() OVER (PARTITION BY least(userSourcedId, agentSourcedId)) = 1"
                " AND row_number() OVER (PARTITION BY greatest(userSourcedId, agentSourcedId)) = 1"
                " ORDER BY hash(userSourcedId, agentSourcedId) LIMIT 5"
            )
        )
        delete = "DELETE FROM served_agent WHERE userSourcedId = ? AND agentSourcedId = ?"
        insert = "INSERT INTO served_agent VALUES (?, ?)"
        for user, agent in (lost, lost[::-1], turned):
            engine.run(delete, (user, agent))
        engine.run(insert, (child[0], family[1]))
        engine.run(insert, (named[0], "nobody"))
        found = compared(sides)
        rows = engine.rows(
            "SELECT coalesce(expectedId, servedId), kind, coalesce(expected, served), follows"
            " FROM difference"
        )
    assert set(rows) == {
        (lost[0], "missing", lost[1], False),
        (lost[1], "missing", lost[0], False),
        (turned[0], "missing", turned[1], False),
        (child[0], "extra", family[1], False),
        (named[0], "extra", "nobody", False),
    }
    codes = {(kind, record): code for (_entity, kind, _field, record), code in found.items()}
    assert codes["missing", turned[0]] == "other"
    assert codes["extra", child[0]] == codes["extra", named[0]] == "absent"


def test_agents_of_a_user_who_is_gone_follow(sides: Sides) -> None:
    engine = sides.engine
    with changed(sides) as change:
        gone = change.pick("users", "sourcedId IN (SELECT agentSourcedId FROM served_agent)")
        engine.run("DELETE FROM served_user WHERE sourcedId = ?", (gone,))
        engine.run(
            "DELETE FROM served_agent WHERE userSourcedId = ? OR agentSourcedId = ?", (gone, gone)
        )
        compared(sides)
        agents = engine.rows("SELECT kind, follows FROM difference WHERE entity = 'agents'")
    assert len(agents) >= 2
    assert set(agents) == {("missing", True)}


def test_without_any_agent_the_connection_does_not_include_them(sides: Sides) -> None:
    with changed(sides):
        sides.engine.run("DELETE FROM served_agent")
        found = compared(sides)
    assert {key[:2] for key in found} == {("agents", "missing")}
    assert set(found.values()) == {"entity"}
