"""A case of a check: one change to data that are in order, and what the check must find then.

All cases have this one form, and stand in ``tests/cases/<CODE>.toml``. What a case's change is made
on depends on the check: ``tests/README.md`` has the table.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from fixtures.district import AS_OF
from roster_lint.settings.entries import Closed
from roster_lint.settings.settings import Settings
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family, OneRoster
from tests.file_edits import Edit

CASES = Path(__file__).parent / "cases"

Expected = dict[str, Any]
"""A finding as a case states it: its key without the columns that are null, and where it matters
``severity``, ``effect``, ``school_id``, ``vendors`` (its marks, ``name:severity:consequence``),
``says``, words that the message must contain, or a list of them, ``leaves_out``, words that it must
not, and what it offers to those who may see it: the ``suggestion``, empty where there is none, and
its ``basis``."""

_LINES = tuple(
    name for name in Profile.model_fields if name not in ("name", "display", "named", "about")
)
"""The kinds of lines of a profile."""


class Case(Closed):
    """One case of one check.

    Attributes:
        name: what is tried, in plain words.
        family: whose data are changed, where it is not clear from the check: ``bundle`` where a
            check of Campus's data is tried on a bundle, too. In a case of a vendor check, the
            family whose other checks judge some lines already; where absent, none does.
        version: of the bundle; absent, 1.1 for a bundle's files, and both for its records.
        change: SQL. The columns of a district's tables and of a bundle's files are all text.
        edits: what is then changed in the written files of a bundle.
        mode: of a bundle's files.
        only: the files that the bundle has; absent, those that the case names, or orgs.
        settings: settings that differ from the defaults; the as-of date is the district's.
        profile: lines added to the vendor's profile, as they stand in a profile file; their source
            and basis need not be given.
        accounts: SQL on the tables of the directory's accounts, which hold one account for each
            student and staff member; without it there is no accounts file.
        columns_absent: columns, as Table.column, and tables that the source lacks.
        finds: exactly the findings that must come; an empty list is a near miss.
        skipped: instead, words of the reason why the check cannot run.
        silent: other checks that must find nothing under this change.
        fires: other checks that must find something. Of the checks of a bundle's files, and of
            those of vendors, all others are silent.
        incomplete: words of what the run says to be missing; absent, it is complete.
    """

    name: str = Field(pattern=r"\S")
    family: Family | None = None
    version: OneRoster | None = None
    change: str = ""
    edits: tuple[Edit, ...] = ()
    mode: Literal["bulk", "delta"] = "bulk"
    only: tuple[str, ...] | None = None
    settings: dict[str, Any] = Field(default_factory=dict)
    profile: dict[str, Any] = Field(default_factory=dict)
    accounts: str | None = None
    columns_absent: tuple[str, ...] = ()
    finds: tuple[Expected, ...] | None = None
    skipped: str | None = Field(default=None, pattern=r"\S")
    silent: tuple[str, ...] = ()
    fires: tuple[str, ...] = ()
    incomplete: str = ""

    @model_validator(mode="after")
    def _says_what_it_expects(self) -> "Case":
        if (self.finds is None) == (self.skipped is None):
            raise ValueError("a case says either what it finds or why it is skipped")
        reported = self.change.strip() or self.edits or self.settings or self.profile
        if not (reported or self.columns_absent or self.accounts):
            raise ValueError("a case that changes nothing shows nothing")
        return self

    @property
    def lines(self) -> Profile:
        """The case's own lines of a profile, as a vendor of its own."""
        by = {"source": "a test", "basis": "quoted"}
        kinds = {
            kind: [{**by, **line} for line in lines] if isinstance(lines, list) else lines
            for kind, lines in self.profile.items()
        }
        return Profile.model_validate({"name": "testing", "display": "Testing", **kinds})

    @property
    def vendors(self) -> Vendors:
        """The vendors' profiles, the first one with what the case adds to it."""
        first, *others = _profiles(settings_of(self.settings).vendor)
        if self.profile:
            own = self.lines
            added = {field: (*getattr(first, field), *getattr(own, field)) for field in _LINES}
            first = first.model_copy(update=added)
        return Vendors((first, *others))

    @property
    def has_inputs(self) -> bool:
        """Whether the model is given anything but the source's tables that differs."""
        return bool(self.settings or self.profile) or self.accounts is not None


@cache
def _profiles(names: tuple[str, ...]) -> tuple[Profile, ...]:
    return Vendors.named(names).profiles


@cache
def all_cases_of(code: str) -> tuple[Case, ...]:
    """The cases of one check, in the file's order; none where there is no file."""
    path = CASES / f"{code}.toml"
    if not path.is_file():
        return ()
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(facts) != {"case"}:
        raise ValueError(f"{path.name} holds {sorted(facts)}, not [[case]] alone")
    return tuple(Case.model_validate(case) for case in facts["case"])


def settings_of(values: Mapping[str, Any]) -> Settings:
    """The defaults with some values on top, seen on the district's own date."""
    return Settings.model_validate({"as_of": date.fromisoformat(AS_OF), **values})
