"""The catalog: check files and their documentation, read from ``checks/``."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Self

from roster_lint.checks.header import Skip, header_of
from roster_lint.engine.sql_file import SqlFile, code_of, read_shipped, split_sql_file, toml_problem
from roster_lint.errors import UsageError
from roster_lint.files.shipped import shipped
from roster_lint.vocabulary import Effect, Family, Owner, Severity

FOLDERS = ("campus", "oneroster", "vendors")
"""The folders of ``checks/`` that hold checks."""

_NO_VENDOR = "not needed, as no vendor is chosen"

OF_FOLDERS: Mapping[str, Mapping[str, object]] = {
    "campus": {"sources": ("campus",)},
    "oneroster/bundle": {"sources": ("bundle",)},
    "oneroster/fields": {"sources": ("bundle",)},
    "vendors/accounts": {"without_vendor": _NO_VENDOR},
    "vendors/checks": {
        "article": "Vendor profile (roster-lint vendor NAME)",
        "without_vendor": _NO_VENDOR,
    },
}
"""What a folder says for the checks in it, whose headers hold only what differs."""

IN_A_BUNDLE = "Correct it in the system that exports the bundle, then export again"


@dataclass(frozen=True)
class Check:
    """One check: its documentation and the SELECT that returns the offending records.

    Attributes:
        code: two letters of the topic and three digits.
        name: the slug.
        severity: the severity of a finding that brings none of its own.
        effect: what happens at the vendor if it is not fixed.
        entity: what a finding is about.
        key: the columns that name the record.
        oneroster: the versions that it applies to.
        message: one sentence with the SELECT's columns in braces.
        fix: where in Campus to fix it.
        owner: who fixes it: an office of the district, or the vendor.
        article: the article's section that the rule comes from.
        of: what the share is counted against: FROM-clause text with one row a record, or empty.
        personal: the columns that hold personal data.
        needs: optional columns, as Table.column, without which it is skipped.
        skips: further conditions under which it is skipped.
        uses: the populations or fields; a profile must use one of them.
        matches: the field that the vendor must match accounts on.
        doc: why it matters, what is tested, what is left out.
        sql: the SELECT.
        sources: the families of sources that it can be asked of.
        path: the file.
        judges: the lines of vendors' profiles that it judges, so that no vendor check does.
        judges_in_part: the lines that concern its findings, and that a vendor check judges, too.
        bundle_fix: where to fix what a bundle has.
        action: what a step of the plan says to do, in a few words; empty where none is made of it.
        since: the version of roster-lint that brought it.
        formerly: codes and names that it had in earlier releases, the oldest first.
        without_vendor: why it is skipped, whichever of its conditions holds, where no vendor is
            chosen; None where the condition's own reason says it.
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
    owner: Owner
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
    judges: tuple[str, ...] = ()
    judges_in_part: tuple[str, ...] = ()
    bundle_fix: str = IN_A_BUNDLE
    action: str = ""
    since: str = "0.1.0"
    formerly: tuple[str, ...] = ()
    without_vendor: str | None = None
    is_own: bool = False

    def asked_of(self, family: Family) -> Self:
        """The check for a kind of source: a bundle is not fixed on Campus's screens."""
        if family == "bundle" and "campus" in self.sources:
            return replace(self, fix=self.bundle_fix)
        return self

    @property
    def since_words(self) -> str:
        """Since when it is there, with the codes and names that it had."""
        former = f" (formerly {', '.join(self.formerly)})" if self.formerly else ""
        return f"{self.since}{former}"

    @property
    def former_codes(self) -> tuple[str, ...]:
        """The codes that it had, without its names; these are in lower case."""
        return tuple(name for name in self.formerly if name.isupper())

    @property
    def first_code(self) -> str:
        """The code that it began with: fingerprints are made of it, and stay the same."""
        return (*self.former_codes, self.code)[0]

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
    "UN": "Usernames",
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


class MalformedCheck(UsageError):
    """A check file that cannot be used.

    Attributes:
        slips: what is wrong with it, an end of a sentence each.
    """

    def __init__(self, path: Path, code: str | None, slips: Sequence[str]) -> None:
        subject = f"{path.name} ({code})" if code else path.name
        super().__init__("\n".join(f"{subject}: {slip}." for slip in slips))
        self.slips = tuple(slips)


def read_check(
    path: Path, by_folder: Mapping[str, object] = OF_FOLDERS["campus"], *, is_own: bool = False
) -> Check:
    """Reads one check file.

    Args:
        path: the file.
        by_folder: what its folder says, where its header does not.
        is_own: it is the district's own, which may leave out who fixes what it finds.

    Raises:
        MalformedCheck: the sentences name the file, the code and all that is wrong.
    """
    try:
        parts = split_sql_file(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MalformedCheck(path, None, [f"byte {error.start + 1:,} is not UTF-8"]) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise MalformedCheck(path, None, [f"cannot be read: {reason}"]) from None
    except ValueError as error:
        raise MalformedCheck(path, None, [str(error)]) from None
    return _check(path, parts, by_folder, is_own=is_own)


def _check(path: Path, parts: SqlFile, by_folder: Mapping[str, object], *, is_own: bool) -> Check:
    facts, doc, sql = parts
    header, slips = header_of({**by_folder, **facts}, is_own=is_own)
    if header is None:
        problem = toml_problem(path.read_text(encoding="utf-8-sig"))
        raise MalformedCheck(path, code_of(facts), [problem] if problem else slips)
    if not path.name.startswith(header.code):
        raise MalformedCheck(path, header.code, ["the file's name must begin with the code"])
    return Check(
        **header.model_dump(exclude={"skip", "bundle_fix", "action"}),
        skips=tuple(Skip(skip.when, skip.reason) for skip in header.skip),
        bundle_fix=header.bundle_fix or IN_A_BUNDLE,
        action=header.action or "",
        doc=doc,
        sql=sql.rstrip().rstrip(";"),
        path=path,
        is_own=is_own,
    )


def load_checks(extra: Path | None = None) -> tuple[Check, ...]:
    """All shipped checks and the district's own, by topic and code.

    Args:
        extra: a folder of further check files.

    Raises:
        UsageError: the folder does not exist, or files in it cannot be used: all slips at once.
    """
    checks = [*_shipped_checks(shipped("checks"))]
    if extra is not None:
        # The engine's parser, which reads them, is slow to import.
        from roster_lint.checks.own import read_own_checks

        checks += read_own_checks(extra, {check.code: check.path for check in checks})
    order = {topic: place for place, topic in enumerate(TOPICS)}
    return tuple(sorted(checks, key=lambda c: (order.get(c.topic, 99), c.code)))


@cache
def _shipped_checks(folder: Path) -> tuple[Check, ...]:
    """Those that come with the tool, which do not change while it runs."""
    paths = (path for name in FOLDERS for path in (folder / name).glob("**/*.sql"))
    return tuple(
        _check(path, read_shipped(path), _said_by_folder(path, folder), is_own=False)
        for path in sorted(paths)
    )


def _said_by_folder(path: Path, shipped_checks: Path) -> Mapping[str, object]:
    place = path.relative_to(shipped_checks)
    said = (facts for name, facts in OF_FOLDERS.items() if place.is_relative_to(name))
    return next(said, {})


def find_check(checks: Sequence[Check], text: str) -> Check:
    """The check of that code or name, in any case; raises UsageError naming the nearest.

    A code or a name of an earlier release works, too, where no check has it now.
    """
    typed = text.casefold()
    for check in checks:
        if typed in (check.code.casefold(), check.name.casefold()):
            return check
    for check in checks:
        if typed in map(str.casefold, check.formerly):
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
