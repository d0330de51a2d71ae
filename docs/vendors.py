"""Writes ``docs/vendors.md``: what each vendor needs, side by side, and every line with its source.

Run as ``python -m docs.vendors``.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from roster_lint.vendors.fields import Record
from roster_lint.vendors.lines import Line
from roster_lint.vendors.lines_of_a_sync import Note
from roster_lint.vendors.loading import load_profile, profile_names
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.words import LIMITED, named, plural, remarks, sentence, severity_of

PAGE = Path(__file__).with_suffix(".md")

_HEAD = """\
# What each vendor needs

Written by `python -m docs.vendors` from the profiles in `checks/vendors/`. **Bold** is what a
vendor requires and cannot do without: what lacks it is an error. The rest is used, inferred or
unverified, and at most a warning. An empty cell means that nothing was found, not that nothing is
needed. Students and teachers themselves are required by every vendor. No requirement was tried on a
live vendor. "read" is the day on which a line's source was last read, in stored copies; a line
without it was not read again since it was written down.

Bare numbers after a help center's host are the numbers of its articles.
"""


def page() -> str:
    """The whole page."""
    profiles = [load_profile(name) for name in profile_names()]
    parts = [tables_page(profiles, "#{name}")]
    for profile in profiles:
        parts += _vendor(profile)
    return "\n".join(parts)


def tables_page(profiles: Sequence[Profile], link: str) -> str:
    """What the vendors need, side by side; ``link`` leads to one of them, by its ``{name}``."""
    return "\n".join([_HEAD, *_tables(profiles, link)])


def vendor_page(profile: Profile) -> str:
    """The page on one vendor."""
    _title, *lines = _vendor(profile)
    return "\n".join([f"# {profile.display}\n", *lines])


def _tables(profiles: Sequence[Profile], link: str) -> Iterator[str]:
    yield "## People, and what accounts are matched on\n"
    yield _table(
        ("vendor", "OneRoster", "students", "teachers", "other staff", "families", "matched on"),
        (
            (
                _linked(profile, link),
                " ".join(profile.oneroster),
                _needs(profile, "student"),
                _needs(profile, "teacher"),
                _needs(profile, "staff"),
                _needs(profile, "guardian", "relative"),
                ", ".join(_bold(m, named(m.field)) for m in profile.matches),
            )
            for profile in profiles
        ),
    )
    yield "## Classes, limits and values\n"
    yield _table(
        ("vendor", "classes", "other records", "at most", "nothing twice", "values"),
        (
            (
                _linked(profile, link),
                _needs(profile, "class"),
                "; ".join((*_others(profile), *_org_types(profile))),
                ", ".join(_bold(x, f"{x.most:,} {LIMITED[x.of]}") for x in profile.limits),
                "; ".join(
                    _bold(u, f"{named(u.field)} of {plural(u.populations)}")
                    for u in profile.uniques
                ),
                "; ".join(
                    _bold(v, f"{', '.join(map(named, v.fields))}: {v.means}")
                    for v in profile.values
                ),
            )
            for profile in profiles
        ),
    )


def _needs(profile: Profile, *populations: Record) -> str:
    needs = [n for n in profile.needs if n.population in populations]
    return ", ".join(dict.fromkeys(_bold(n, named(n.field)) for n in needs))


def _others(profile: Profile) -> Iterator[str]:
    records: tuple[Record, ...] = ("course", "session", "org", "enrollment")
    for record in records:
        if needs := _needs(profile, record):
            yield f"{plural([record])}: {needs}"


def _org_types(profile: Profile) -> Iterator[str]:
    return (_bold(line, f"an org of type {line.type}") for line in profile.org_types)


def _bold(line: Line, text: str) -> str:
    return f"**{_cell(text)}**" if severity_of(line) == "error" else _cell(text)


def _linked(profile: Profile, link: str) -> str:
    return f"[{profile.display}]({link.format(name=profile.name)})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


def _vendor(profile: Profile) -> Iterator[str]:
    yield f"## {profile.name}\n"
    yield f"{profile.display}. {profile.about}\n"
    for line in profile.lines():
        severity = severity_of(line)
        shown = f" ({severity})" if severity else ""
        says = f" {line.says}" if line.says and not isinstance(line, Note) else ""
        text = _cell(f"{sentence(line)}{shown}.{says}".replace("..", "."))
        yield f"* {text} <sub>{_cell(remarks(line))}: {_cell(line.source)}</sub>"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
