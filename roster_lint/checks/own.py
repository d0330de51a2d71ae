"""A district's own checks: read, proven harmless, and all their slips reported at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from roster_lint.checks.catalog import Check, MalformedCheck, read_check
from roster_lint.checks.header import column_slips, placeholders
from roster_lint.checks.sql import Parser
from roster_lint.errors import UsageError
from roster_lint.files.kinds import refuse_special


def read_own_checks(folder: Path, taken: Mapping[str, Path]) -> list[Check]:
    """The checks in a folder and in its folders.

    Args:
        folder: what the setting ``extra_checks`` names.
        taken: the files of the codes that there are already.

    Raises:
        UsageError: there is no such folder, or a file is a pipe or cannot be used; each slip on
            a line.
    """
    if not folder.is_dir():
        raise UsageError(f"extra_checks: there is no folder {folder}")
    taken, checks, slips = dict(taken), [], []
    with Parser() as parser:
        for path in sorted(folder.glob("**/*.sql")):
            refuse_special(path, "extra_checks")
            if not path.is_file():
                continue
            try:
                check = read_check(path, is_own=True)
                if found := [*slips_of(check, parser), *_twice(check, taken)]:
                    raise MalformedCheck(path, check.code, found)
            except MalformedCheck as error:
                slips.append(str(error))
                continue
            taken[check.code] = path
            checks.append(check)
    refuse(slips)
    return checks


def refuse(slips: Iterable[str]) -> None:
    """Raises UsageError where there is any slip."""
    if slips := list(slips):
        raise UsageError("extra_checks: a check cannot be used.\n" + "\n".join(slips))


def slips_of(check: Check, parser: Parser) -> Iterator[str]:
    """What is wrong with a check beyond the shape of its header, an end of a sentence each."""
    found = parser.slips(check.sql)
    yield from (f"the check {slip}" for slip in found)
    for place, skip in enumerate(check.skips, 1):
        yield from (f"the SELECT of skip {place} {slip}" for slip in parser.slips(skip.when))
    if check.of:
        yield from (f"of = '{check.of}' {slip}" for slip in _slips_of_of(check.of, parser))
    try:
        placeholders(check.message)
    except ValueError as error:
        yield f"its message cannot be filled in: {error}"
        return
    columns = None if found else parser.columns(check.sql)
    if columns is not None:
        yield from column_slips(check, columns)


def _slips_of_of(of: str, parser: Parser) -> list[str]:
    """Both ways in which records are counted must stay what they are."""
    return parser.slips(f"SELECT count(*) FROM {of}") or parser.slips(
        f"SELECT schoolID, count(*) FROM {of}\nGROUP BY 1"
    )


def _twice(check: Check, taken: Mapping[str, Path]) -> list[str]:
    where = taken.get(check.code)
    return [f"the code {check.code} stands in {where}, too"] if where else []
