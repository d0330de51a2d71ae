"""A pair of equal payloads in which a test changes one thing, by SQL, on one of the sides."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from fixtures.district import AS_OF
from roster_lint.differences.comparing import compare
from roster_lint.differences.difference import Difference, Tally
from roster_lint.engine.duck import DuckEngine
from roster_lint.pair import Pair, load_pair
from roster_lint.pair.tables import COLUMNS
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors

FIXTURES = Path(__file__).parents[2] / "fixtures"
SETTINGS = Settings(as_of=AS_OF)


@cache
def _loaded(name: str) -> Pair:
    return load_pair(FIXTURES / name, FIXTURES / name, SETTINGS)


@contextmanager
def equal_pair(name: str = "bundle-1p2") -> Iterator[Pair]:
    """Both sides of a sample, for the test alone."""
    loaded = _loaded(name)
    engine = DuckEngine()
    try:
        for side in ("before", "after"):
            engine.run(f"CREATE SCHEMA {side}")
            for table in COLUMNS:
                engine.take(f'{side}."{table}"', loaded.engine, f'FROM {side}."{table}"')
        yield Pair(engine, replace(loaded.before), replace(loaded.after))
    finally:
        engine.close()


def found(
    pair: Pair,
    *,
    vendor: tuple[str, ...] = (),
    allow: dict[str, int] | None = None,
    rollover: bool = False,
    **options: object,
) -> Difference:
    """The comparison of a pair that a test has changed."""
    settings = Settings(as_of=AS_OF, vendor=vendor, **options)
    return compare(pair, settings, Vendors.named(vendor), allow or {}, rollover=rollover)


def after(
    sql: str, *others: str, name: str = "bundle-1p2", before: tuple[str, ...] = ()
) -> Difference:
    """What is found once statements have changed the later side, and some the earlier one."""
    with equal_pair(name) as pair:
        for statement in (sql, *others):
            pair.engine.run(statement.replace("{}", "after"))
        for statement in before:
            pair.engine.run(statement.replace("{}", "before"))
        return found(pair)


def reported(difference: Difference) -> dict[str, dict[str, object]]:
    """What is not zero, by kind of record; the numbers of both sides are left out."""
    return {
        subject: numbers
        for subject, tally in difference.tallies.items()
        if (numbers := events(tally))
    }


def events(tally: Tally) -> dict[str, object]:
    """The numbers of a tally that are not zero, and its fields."""
    facts = {
        name: value
        for name, value in vars(tally).items()
        if name not in ("subject", "before", "after", "fields") and value
    }
    return {**facts, **({"fields": dict(tally.fields)} if tally.fields else {})}


def conserves(tally: Tally) -> bool:
    """Whether what is there before, less what goes, plus what comes, is there after."""
    goes = tally.gone + tally.deleted + tally.moved_out + tally.old_ids
    comes = tally.added + tally.moved_in + tally.new_ids
    return tally.before - goes + comes == tally.after
