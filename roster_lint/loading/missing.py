"""Which needed tables and columns a source does not have, and the nearest names that it has.

A near name is only suggested: no column or table is ever used as another.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from roster_lint.contracts.table import Table
from roster_lint.sources.base import Found

_ALIKE = 0.86
"""How alike two names must be: ``active`` is not meant by ``inactive``."""

_SUFFIX = re.compile(r"\.(csv|tsv|txt)$", re.IGNORECASE)


@dataclass(frozen=True)
class Missing:
    """One table that is missing in whole or in part.

    Attributes:
        names: ``Table`` where all of it is missing, else ``Table.column`` for each column.
        sentence: what is missing, for people, with the near names.
        unread: the table is there and cannot be read to its end.
    """

    names: tuple[str, ...]
    sentence: str
    unread: bool = False


def missing(
    tables: Mapping[str, Table],
    found: Mapping[str, Found],
    others: Callable[[], Sequence[str]] = lambda: (),
) -> Iterator[Missing]:
    """Every needed table and column that a source does not have.

    Args:
        tables: the contracts.
        found: what the source has of them.
        others: the source's tables or files that no contract knows; called only where a needed
            table is missing.
    """
    known: Sequence[str] | None = None
    for name, table in tables.items():
        if not table.needed:
            continue
        if name not in found:
            known = others() if known is None else known
            hint = _hint([near(name, known)])
            yield Missing((name,), f"The needed table {name} is missing.{hint}")
        elif absent := found[name].missing:
            yield _without(name, found[name], absent)


def _without(name: str, found: Found, absent: Sequence[str]) -> Missing:
    hint = _hint([near(column, found.others) for column in absent])
    word = "column" if len(absent) == 1 else "columns"
    sentence = f"{found.place} has no {word} {_listed(absent)}.{hint}"
    # Without any column that is known not even the rows can be counted.
    names = tuple(f"{name}.{column}" for column in absent) if found.columns else (name,)
    return Missing(names, sentence)


def near(name: str, others: Iterable[str]) -> str | None:
    """The name among others that looks most like one, as the source spells it; None for none."""
    plain = _plain(name)
    spelled = {_plain(other): other for other in others}
    # What is much longer or shorter cannot be alike, and there may be thousands.
    least, most = (len(plain) * one for one in (_ALIKE / (2 - _ALIKE), (2 - _ALIKE) / _ALIKE))
    near_in_length = [other for other in spelled if least <= len(other) <= most]
    alike = difflib.get_close_matches(plain, near_in_length, 1, _ALIKE)
    return spelled[alike[0]] if alike else None


def _plain(name: str) -> str:
    """A name without what spellings differ in: case, underscores, the schema, the suffix."""
    return re.sub(r"[^a-z0-9]", "", _SUFFIX.sub("", name).rsplit(".", 1)[-1].casefold())


def _hint(names: Iterable[str | None]) -> str:
    shown = [name for name in names if name is not None]
    return f" Did you mean {_listed(shown)}?" if shown else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
