"""The catalog: check files and their documentation, read from ``checks/``."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self, get_args

from roster_lint.errors import UsageError
from roster_lint.files.kinds import refuse_special
from roster_lint.headers import split_sql_file
from roster_lint.settings import Severity
from roster_lint.shipped import shipped
from roster_lint.sources.base import Family

Effect = Literal["missing", "deleted", "wrong", "blocked", "risk"]

_CODE = re.compile(r"[A-Z]{2}[0-9]{3}")

_IN_A_BUNDLE = "Correct it in the system that exports the bundle, then export again"


@dataclass(frozen=True)
class Skip:
    """A condition under which a check cannot say anything.

    Attributes:
        when: a SELECT of one boolean.
        reason: what the report says where it is true.
    """

    when: str
    reason: str


@dataclass(frozen=True)
class Check:
    """One check: its documentation and the SELECT that returns the offending records.

    Attributes:
        code: two letters of the topic and three digits.
        name: the slug.
        severity: the severity of a finding that brings none of its own.
        effect: what happens at the vendor if nobody mends it.
        entity: what a finding is about.
        key: the columns that name the record.
        oneroster: the versions that it applies to.
        message: one sentence with the SELECT's columns in braces.
        fix: where in Campus to mend it.
        article: the article's section that the rule comes from.
        of: what the share is counted against: FROM-clause text with one row a record, or empty.
        personal: the columns that hold personal data.
        needs: optional columns, as Table.column, without which it is skipped.
        skips: further conditions under which it is skipped.
        uses: the populations or fields of which a profile must use one.
        matches: the field that the vendor must match accounts on.
        doc: why it matters, what is tested, what is left out.
        sql: the SELECT.
        sources: the families of sources that it can be asked of.
        path: the file.
        bundle_fix: where to mend what a bundle has.
        is_own: it is the district's own, from the folder that ``extra_checks`` names.
    """

    code: str
    name: str
    severity: Severity
    effect: Effect
    entity: str
    key: tuple[str, ...]
    oneroster: tuple[str, ...]
    message: str
    fix: str
    article: str
    of: str
    personal: tuple[str, ...]
    needs: tuple[str, ...]
    skips: tuple[Skip, ...]
    uses: tuple[str, ...]
    matches: str | None
    doc: str
    sql: str
    sources: tuple[Family, ...]
    path: Path
    bundle_fix: str = _IN_A_BUNDLE
    is_own: bool = False

    def asked_of(self, family: Family) -> Self:
        """The check as it is asked of a source: Campus's screens are no place to mend a bundle."""
        if family == "bundle" and "campus" in self.sources:
            return replace(self, fix=self.bundle_fix)
        return self

    @property
    def topic(self) -> str:
        """The code's two letters."""
        return self.code[:2]


TOPICS = {
    "DA": "Data",
    "YR": "School year",
    "SC": "Scheduling",
    "ST": "Students",
    "RO": "Rosters",
    "TE": "Teachers",
    "CO": "Courses and sections",
    "UN": "User names",
    "EM": "Email and phone",
    "GR": "Grade levels",
    "NS": "Non-teacher staff",
    "FA": "Families",
    "EX": "Exclusions",
    "OB": "Bundle and files",
    "OF": "Fields",
    "OP": "Payload",
    "AC": "Accounts",
    "VN": "Vendor",
}
"""What the two letters of a code stand for, in the order of the report."""

_DEFAULTS: dict[str, Any] = {
    "oneroster": ["1.1", "1.2"],
    "of": "",
    "personal": [],
    "needs": [],
    "skip": [],
    "uses": [],
    "matches": None,
    "sources": None,
    "bundle_fix": None,
}
_REQUIRED = ("code", "name", "severity", "effect", "entity", "key", "message", "fix", "article")


def read_check(path: Path, sources: tuple[Family, ...] = ("campus",)) -> Check:
    """Reads one check file.

    Args:
        path: the file.
        sources: what it can be asked of, where its header does not say so.

    Raises:
        UsageError: it is malformed; the sentence names the file.
    """
    try:
        facts, doc, sql = split_sql_file(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{path.name}: {error}") from None
    facts = _complete(path, facts)
    return Check(
        code=facts["code"],
        name=facts["name"],
        severity=facts["severity"],
        effect=facts["effect"],
        entity=facts["entity"],
        key=tuple(facts["key"]),
        oneroster=tuple(facts["oneroster"]),
        message=facts["message"],
        fix=facts["fix"],
        article=facts["article"],
        of=facts["of"],
        personal=tuple(facts["personal"]),
        needs=tuple(facts["needs"]),
        skips=tuple(Skip(s["when"], s["reason"]) for s in facts["skip"]),
        uses=tuple(facts["uses"]),
        matches=facts["matches"],
        doc=doc,
        sql=sql.rstrip(";"),
        sources=tuple(facts["sources"] or sources),
        bundle_fix=facts["bundle_fix"] or _IN_A_BUNDLE,
        path=path,
    )


def _complete(path: Path, facts: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(facts) - set(_DEFAULTS) - set(_REQUIRED))
    absent = [name for name in _REQUIRED if name not in facts]
    if unknown or absent:
        raise UsageError(f"{path.name}: unknown keys {unknown}, missing keys {absent}")
    facts = {**_DEFAULTS, **facts}
    allowed = {
        "severity": get_args(Severity),
        "effect": get_args(Effect),
    }
    if unknown_sources := set(facts["sources"] or ()) - set(get_args(Family)):
        raise UsageError(
            f"{path.name}: sources are {', '.join(get_args(Family))}, not {sorted(unknown_sources)}"
        )
    for name, values in allowed.items():
        if facts[name] not in values:
            raise UsageError(f"{path.name}: {name} is '{facts[name]}', not one of {values}")
    if not _CODE.fullmatch(facts["code"]) or not path.name.startswith(facts["code"]):
        raise UsageError(
            f"{path.name}: the file's name must begin with its code, two letters and three digits"
        )
    return facts


def load_checks(extra: Path | None = None) -> tuple[Check, ...]:
    """All shipped checks and the district's own, by topic and code.

    Args:
        extra: a folder of further check files.

    Raises:
        UsageError: a file is malformed or a pipe, a code stands twice, or there is no such folder.
    """
    read = [*_shipped_checks(shipped("checks"))]
    if extra is not None:
        if not extra.is_dir():
            raise UsageError(f"extra_checks: there is no folder {extra}")
        files = sorted(extra.glob("**/*.sql"))
        for path in files:
            refuse_special(path, "extra_checks")
        own = (read_check(path) for path in files)
        read += [replace(check, is_own=True) for check in own]
    checks: dict[str, Check] = {}
    for check in read:
        if check.code in checks:
            raise UsageError(
                f"{check.code} stands in {checks[check.code].path} and in {check.path}"
            )
        checks[check.code] = check
    order = {topic: place for place, topic in enumerate(TOPICS)}
    return tuple(sorted(checks.values(), key=lambda c: (order.get(c.topic, 99), c.code)))


@cache
def _shipped_checks(folder: Path) -> tuple[Check, ...]:
    """Those that come with the tool, which do not change while it runs."""
    return tuple(
        read_check(path, _asked_of(path, folder)) for path in sorted(folder.glob("*/**/*.sql"))
    )


def _asked_of(path: Path, shipped_checks: Path) -> tuple[Family, ...]:
    """Checks of the payload are for every source; those of Campus tables, and own ones, are not."""
    if path.is_relative_to(shipped_checks / "campus"):
        return ("campus",)
    return ("campus", "bundle")


def find_check(checks: Sequence[Check], text: str) -> Check:
    """The check of that code or name, in any case; raises UsageError naming the nearest."""
    for check in checks:
        if text.casefold() in (check.code.casefold(), check.name.casefold()):
            return check
    names = [c.code for c in checks] + [c.name for c in checks]
    near = difflib.get_close_matches(text.upper(), names, 3) or difflib.get_close_matches(
        text.lower(), names, 3
    )
    hint = f" Did you mean {', '.join(near)}?" if near else " `roster-lint rules` lists them all."
    raise UsageError(f"There is no check '{text}'.{hint}")


def chosen(
    checks: Iterable[Check], select: Sequence[str], ignore: Sequence[str]
) -> tuple[Check, ...]:
    """The checks whose codes begin with a selected and with no ignored prefix.

    Raises:
        UsageError: a prefix that no check has, since a typo would silently judge nothing.
    """
    checks = tuple(checks)
    for prefix in (*select, *ignore):
        if not any(_begins(check, prefix) for check in checks):
            raise UsageError(
                f"No check's code begins with '{prefix}'. `roster-lint rules` lists them all."
            )
    return tuple(
        check
        for check in checks
        if (not select or any(_begins(check, p) for p in select))
        and not any(_begins(check, p) for p in ignore)
    )


def _begins(check: Check, prefix: str) -> bool:
    return bool(prefix) and check.code.startswith(prefix.strip().upper())
