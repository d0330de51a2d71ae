"""The predicted payload on a terminal and as JSON: what a connection would serve, in numbers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from roster_lint import __version__
from roster_lint.preview.preview import Preview, SchoolCount
from roster_lint.report.formats.json_facts import other_version_facts
from roster_lint.report.formats.text.page import (
    BLANK,
    Block,
    Page,
    bullets,
    heading,
    indented,
    labelled,
)
from roster_lint.report.formats.text.verdict import school_year_name
from roster_lint.report.formats.text.version import not_set, version_words
from roster_lint.report.formats.text.wording import DELETED_OR_GONE, counted, number, plain

_LABEL_WIDTH = 13
_SCHOOLS_SHOWN = 30
_FAMILY = ("guardian", "relative")


@dataclass(frozen=True)
class Bundle:
    """A bundle that was written.

    Attributes:
        path: the folder or zip.
        delta: it holds what is to be deleted too.
        files: rows of each data file.
    """

    path: Path
    delta: bool
    files: Mapping[str, int]

    @property
    def mode(self) -> str:
        """What its manifest says of every file."""
        return "delta" if self.delta else "bulk"


def write_text(preview: Preview, bundle: Bundle | None, console: Console) -> None:
    """Writes the summary for people: numbers and names of schools, nothing personal."""
    for block in _blocks(preview, bundle, on_terminal=console.is_terminal):
        console.print(Page(block))
    console.print(Page(BLANK))
    console.print(Page(last_line(preview, bundle)), soft_wrap=True)


def last_line(preview: Preview, bundle: Bundle | None) -> Text:
    """The whole preview in one line that fits a log."""
    nouns = {"orgs": "org", "courses": "course", "classes": "class", "users": "user"}
    numbers = ", ".join(
        counted(preview.entities[name].active, noun)
        for name, noun in {**nouns, "enrollments": "enrollment"}.items()
    )
    deleted = counted(preview.entities["users"].to_be_deleted, "user")
    year = preview.school_year
    written = f"; {bundle.mode} bundle in {bundle.path}" if bundle else ""
    return Text(
        plain(
            f"roster-lint: preview: {numbers}, {deleted} to be deleted; "
            f"{preview.source_kind} {preview.source_location}; "
            f"{school_year_name(year.end_year) if year else 'no school year'}, "
            f"OneRoster {_version(preview)}, as of {preview.as_of.isoformat()}{written}"
        )
    )


def write_json(preview: Preview, bundle: Bundle | None, stream: TextIO) -> None:
    """Writes the preview for programs, as one JSON object."""
    year = preview.school_year
    document = {
        "schema": 1,
        "tool": "roster-lint",
        "version": __version__,
        "source": {"kind": preview.source_kind, "location": preview.source_location},
        "as_of": preview.as_of.isoformat(),
        "school_year": year.end_year if year else None,
        "school_year_active": bool(year and year.active),
        "oneroster": preview.oneroster,
        "oneroster_set": preview.other_version is None,
        "other_version": other_version_facts(preview.other_version),
        "vendor": preview.vendor,
        "schools": list(preview.schools_in_scope),
        "entities": {
            name: {"active": count.active, "tobedeleted": count.to_be_deleted}
            for name, count in preview.entities.items()
        },
        "roles": {
            role: {"active": count.active, "tobedeleted": count.to_be_deleted}
            for role, count in preview.roles.items()
        },
        "enrollments": [
            {"role": "student", "primary": None, "active": preview.enrollments["student"]},
            {"role": "teacher", "primary": True, "active": preview.enrollments["teacher, primary"]},
            {
                "role": "teacher",
                "primary": False,
                "active": preview.enrollments["teacher, not primary"],
            },
        ],
        "orgs": [_org(school) for school in preview.schools],
        "classes": vars(preview.classes) if preview.classes else None,
        "blank": list(preview.blank),
        "assumed": list(preview.assumed),
        "notes": list(preview.notes),
        "bundle": None
        if bundle is None
        else {"path": str(bundle.path), "mode": bundle.mode, "files": dict(bundle.files)},
    }
    stream.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def _org(school: SchoolCount) -> dict[str, object]:
    return {
        "school_id": school.school_id,
        "sourced_id": school.source_id,
        "name": school.name,
        "for_staff_only": school.for_staff_only,
        "classes": school.classes,
        "enrollments": school.enrollments,
        "users": dict(school.people),
    }


def _blocks(preview: Preview, bundle: Bundle | None, *, on_terminal: bool) -> Iterator[Block]:
    users = preview.entities["users"]
    deleted = f", {counted(users.to_be_deleted, 'user')} to be deleted"
    yield Text(
        f"OneRoster {preview.oneroster} would serve {counted(users.active, 'user')} in "
        f"{counted(preview.entities['classes'].active, 'class')}"
        f"{deleted if users.to_be_deleted else ''}.",
        style="bold",
    )
    if preview.other_version is not None:
        yield not_set(preview.oneroster, preview.other_version, on_terminal=on_terminal)
    yield BLANK
    yield from _header(preview)
    yield from heading("Records")
    yield _grid(
        ("", "active", "ToBeDeleted"),
        ((name, count.active, count.to_be_deleted) for name, count in preview.entities.items()),
    )
    if users.to_be_deleted:
        yield indented(Text(f"ToBeDeleted: {DELETED_OR_GONE}.", style="dim"), 2)
    yield from heading("People by role")
    yield _grid(
        ("", "active", "ToBeDeleted"),
        ((role, count.active, count.to_be_deleted) for role, count in preview.roles.items()),
    )
    yield from heading("Enrollments in classes")
    yield _grid(("", "active"), preview.enrollments.items())
    if preview.classes:
        yield from heading("Classes")
        yield from bullets(Text(line) for line in _class_lines(preview))
    if preview.schools:
        yield from heading("Schools")
        yield from _schools(preview)
    yield from heading("Stays blank, since Campus data do not have it or it is not read")
    yield from bullets(Text(plain(line)) for line in preview.blank)
    if preview.assumed:
        yield from heading("Assumed, since no document says how Campus sends it")
        yield from bullets(Text(plain(line)) for line in preview.assumed)
    if bundle:
        yield from heading("Bundle")
        yield from _bundle(bundle)


def _version(preview: Preview) -> str:
    return version_words(preview.oneroster, is_set=preview.other_version is None)


def _header(preview: Preview) -> Iterator[Block]:
    kind = preview.source_kind.replace("-", " ").capitalize()
    rows = [
        ("Source", f"{kind} {preview.source_location}"),
        ("School year", _year(preview)),
        ("As of", preview.as_of.isoformat()),
        ("Schools", ", ".join(preview.schools_in_scope) or "all"),
        *(("Note", note) for note in preview.notes),
        ("Note", "This is a prediction. `roster-lint check` says who is missing, and why."),
    ]
    for label, text in rows:
        yield labelled(label, Text(plain(text)), width=_LABEL_WIDTH)


def _year(preview: Preview) -> str:
    year = preview.school_year
    if year is None:
        return "none could be found: the API would serve nothing"
    assumed = [
        f"{what} assumed, since it is blank"
        for what, is_assumed in (("start", year.start_assumed), ("end", year.end_assumed))
        if is_assumed
    ]
    inactive = [] if year.active else ["not marked active, so the API would serve nothing"]
    remarks = "; ".join(assumed + inactive)
    brackets = f" ({remarks})" if remarks else ""
    return f"{school_year_name(year.end_year)}, {year.start} to {year.end}{brackets}"


def _class_lines(preview: Preview) -> Iterator[str]:
    classes = preview.classes
    assert classes is not None
    yield (
        f"Students in a class: {number(classes.fewest)} to {number(classes.most)}, "
        f"half of the classes have at most {number(classes.median)}."
    )
    for count, without in (
        (classes.without_students, "without any student"),
        (classes.without_teacher, "without any teacher"),
        (classes.without_primary_teacher, "with teachers but no primary one"),
    ):
        if count:
            yield f"{counted(count, 'class')} {without}."


def _schools(preview: Preview) -> Iterator[Block]:
    roles = list(preview.roles)
    staff = next(role for role in roles if role in ("administrator", "aide"))
    rows = (
        (
            school.name or f"school {school.school_id}",
            school.classes,
            school.people["student"],
            school.people["teacher"],
            school.people[staff],
            sum(school.people[role] for role in _FAMILY),
            school.enrollments,
        )
        for school in preview.schools[:_SCHOOLS_SHOWN]
    )
    yield _grid(
        (
            "",
            "classes",
            "students",
            "teachers",
            "admins" if staff == "administrator" else "aides",
            "family",
            "enrollments",
        ),
        rows,
    )
    left = len(preview.schools) - _SCHOOLS_SHOWN
    if left > 0:
        yield Text(f"  and {counted(left, 'school')} more: --output-format json lists all.")


def _grid(titles: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    for _ in titles[1:]:
        grid.add_column(justify="right")
    grid.add_row(*(Text(title, style="dim") for title in titles))
    for name, *numbers in rows:
        figures = (Text(number(n) if isinstance(n, int) else str(n)) for n in numbers)
        grid.add_row(Text(f"  {plain(str(name))}"), *figures)
    return grid


def _bundle(bundle: Bundle) -> Iterator[Block]:
    files = len(bundle.files) + 1
    what = f"{counted(sum(bundle.files.values()), 'record')} in {counted(files, 'file')}"
    yield from bullets(
        (
            Text(plain(f"{bundle.path} holds {what}, manifest.csv among them: {bundle.mode}.")),
            Text(
                "It contains names, usernames and addresses. Only you can read it, so keep it "
                "that way.",
                style="bold",
            ),
        )
    )
