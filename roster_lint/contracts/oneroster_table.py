"""The contract of a OneRoster CSV file as the other packages read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from inspect import get_annotations
from typing import TYPE_CHECKING

from roster_lint.contracts.oneroster_files import FILES
from roster_lint.contracts.oneroster_kinds import CellFault, ExactKind
from roster_lint.contracts.table import Column, Table
from roster_lint.vocabulary import OneRoster

if TYPE_CHECKING:
    from roster_lint.contracts.oneroster_shared import FileField, FileModel


@dataclass(frozen=True)
class FileColumn(Column):
    """One column of a OneRoster CSV file.

    Attributes:
        kind: its exact kind.
        references: the file, without ``.csv``, whose sourcedId a value names.
        delta: blank in a bulk file, filled in a delta file.
        personal: a value says something of a person, and is never printed.
    """

    kind: ExactKind
    references: str | None = None
    delta: bool = False
    personal: bool = False


@dataclass(frozen=True)
class FileTable(Table):
    """The contract of one OneRoster CSV file.

    Attributes:
        columns: in the file's order; those that are not ``needed`` may be absent.
        section: the section of the specification that describes it.
        kept: faults with which a value counts nevertheless.
    """

    columns: tuple[FileColumn, ...]
    section: str
    kept: frozenset[CellFault]

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"


@cache
def oneroster_tables(version: OneRoster) -> Mapping[str, FileTable]:
    """The contracts of a version's data files by name without ``.csv``, in the manifest's order."""
    from roster_lint.contracts import oneroster_v1p1, oneroster_v1p2

    models: tuple[type[FileModel], ...] = (
        oneroster_v1p1.MODELS if version == "1.1" else oneroster_v1p2.MODELS
    )
    tables = [_table(model, version) for model in models]
    order = {name: place for place, name in enumerate(FILES[version])}
    return {t.name: t for t in sorted(tables, key=lambda t: order[t.name])}


_KEPT: frozenset[CellFault] = frozenset(
    {"inactive", "too-long", "list-item", "user-ids", "repeated-left"}
)

_SECTIONS_1P2 = {
    name: f"3.{place}" for place, name in enumerate(sorted(FILES["1.2"], key=str.casefold), 2)
}
"""The files' sections follow their names, which the manifest's rows do not; 3.1 is its own."""


def _table(model: "type[FileModel]", version: OneRoster) -> FileTable:
    fields = _fields(model)
    columns = {
        name: FileColumn(
            name=name,
            kind=field.kind,
            needed=needed,
            use=field.use,
            references=field.references,
            delta=field.delta,
            personal=field.personal,
        )
        for name, (field, needed) in fields.items()
    }
    name = model.__name__[0].lower() + model.__name__[1:]
    return FileTable(
        name=name,
        doc=(model.__doc__ or "").strip(),
        columns=tuple(columns[c] for c in _order(list(columns), model.after)),
        key=("sourcedId",),
        needed=False,
        section=_section(name, version),
        # Whether the limits on a GUID stood in 1.1 already is not known.
        kept=_KEPT | ({"guid"} if version == "1.1" else frozenset()),
    )


def _fields(model: "type[FileModel]") -> dict[str, "tuple[FileField, bool]"]:
    """What a model and those below it say of each column, and whether the column must be there.

    Names that a class overrides stay where they are.
    """
    return {
        name: (getattr(model, name), written is str)
        for each in reversed(model.__mro__)
        for name, written in get_annotations(each).items()
        if name != "after"
    }


def _section(name: str, version: OneRoster) -> str:
    return f"3 {name}.csv" if version == "1.1" else f"{_SECTIONS_1P2[name]} {name}.csv"


def _order(names: list[str], after: Mapping[str, str]) -> list[str]:
    """The names with some of them moved to behind another one."""
    ordered = [name for name in names if name not in after]
    for name, before in after.items():
        ordered.insert(ordered.index(before) + 1, name)
    return ordered
