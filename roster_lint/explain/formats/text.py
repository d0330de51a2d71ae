"""The explanation for people: the verdict, then every criterion with what decided it."""

from collections.abc import Iterable, Iterator
from itertools import chain

from rich.console import Console
from rich.text import Text

from roster_lint.explain.explanation import (
    Explanation,
    Members,
    Record,
    Run,
    Served,
    State,
    Verdict,
)
from roster_lint.report.formats.text.page import (
    BLANK,
    Block,
    Hanging,
    Page,
    bullet,
    heading,
    indented,
    labelled,
)
from roster_lint.report.formats.text.version import version_words
from roster_lint.report.formats.text.wording import DELETED_OR_GONE, number, plain, plural

_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "will-sync": ("will sync", "bold green"),
    "will-not-sync": ("will not sync", "bold red"),
    "to-be-deleted": ("is sent as ToBeDeleted", "bold yellow"),
    "unknown": ("cannot be judged", "bold magenta"),
}
_OUTCOMES = {True: ("ok", "green"), False: ("FAILS", "bold red"), None: ("-", "dim")}
_UNKNOWN = ("?", "bold magenta")

_WIDTH = 7
"""Of the column with the outcomes."""

_FACTS_WIDTH = 13
_FURTHER = {"roster": "Roster records", "staff_history": "Section Staff History"}


def write_text(explained: Explanation, console: Console) -> None:
    """Writes an explanation; the console's width, colors and encoding are respected."""
    blocks = chain(
        _headline(explained),
        _judged(explained),
        _criteria(explained),
        _returned(explained),
        _further(explained.further),
        _members(explained.members) if explained.members else (),
        _notes(explained),
    )
    for block in blocks:
        console.print(Page(block), crop=False)


def _headline(explained: Explanation) -> Iterator[Block]:
    words, style = _VERDICTS[explained.verdict]
    label = f"{explained.label[:1].upper()}{explained.label[1:]}"
    (identifier,) = explained.key.values()
    if label.split()[-1] != str(identifier):
        label += f" ({next(iter(explained.key))} {identifier})"
    if explained.name is not None:
        label += f", {explained.name},"
    as_kind = "" if explained.label.startswith(explained.kind) else f" as {explained.kind}"
    because = f": {explained.because}" if explained.because else ""
    yield Text.assemble(plain(f"{label} "), (f"{words}{as_kind}", style), plain(because), end="")


def _judged(explained: Explanation) -> Iterator[Block]:
    yield BLANK
    for label, text in _facts(explained):
        yield labelled(label, Text(plain(text)), width=_FACTS_WIDTH)


def _facts(explained: Explanation) -> Iterator[tuple[str, str]]:
    run: Run = explained.run
    yield "Source", run.source_location
    yield "School year", f"{run.year}, {run.window[0]} to {run.window[1]}"
    yield "As of", run.as_of.isoformat()
    yield "OneRoster", version_words(run.oneroster, is_set=run.oneroster_set)
    if run.schools:
        yield "Schools", ", ".join(run.schools)
    if explained.kind in ("section", "course"):
        facts = explained.facts
        yield "Where", f"{facts['calendar']}, {facts['school']}"
    for other in explained.other_roles:
        words, _style = _VERDICTS[other.verdict]
        (identifier,) = explained.key.values()
        yield "Also", f"{other.role}, {words}: roster-lint explain {other.role} {identifier}"
    if explained.name is not None:
        yield "Note", "This holds personal data: keep it to yourself."


def _criteria(explained: Explanation) -> Iterator[Block]:
    yield from heading("Criteria")
    yield from _states(explained.before)
    for record in explained.records:
        yield BLANK
        yield indented(Text(plain(record.label)), 2)
        yield from _states(record.criteria)
    if explained.after:
        if explained.records:
            yield BLANK
            yield indented(Text("Person and user account"), 2)
        yield from _states(explained.after)
    if len(explained.records) > 1:
        yield BLANK
        one = explained.records[0].entity
        yield indented(
            Text(f"One {one} that meets all criteria is enough; the first comes nearest.", "dim"), 2
        )


def _states(states: Iterable[State]) -> Iterator[Block]:
    for state in states:
        word, style = _UNKNOWN if state.unknown else _OUTCOMES[state.passed]
        text = Text(plain(state.title))
        text.append(plain(f": {state.because}"), "dim" if state.passed else "")
        yield Hanging(Text(word, style), text, 2, _WIDTH)
        yield from _fixes(state, 2 + _WIDTH)


def _fixes(state: State, indent: int) -> Iterator[Block]:
    for remedy in state.remedies:
        check = f" ({remedy.check})" if remedy.check else ""
        yield labelled("Fix", Text(f"{remedy.fix}{check}"), width=6, indent=indent)


def _returned(explained: Explanation) -> Iterator[Block]:
    served = explained.served
    yield from heading("What the API returns")
    if served is None:
        yield indented(Text("Unknown." if explained.verdict == "unknown" else "Nothing."), 2)
        return
    yield indented(Text(plain(_served_words(served))), 2)
    if served.status == "tobedeleted":
        yield indented(Text(f"ToBeDeleted: {DELETED_OR_GONE}.", "dim"), 2)
    if served.note:
        about = "" if served.certainty == "documented" else "sourcedId: "
        yield indented(Text(plain(f"{about}{served.note}"), "dim"), 2)


def _served_words(served: Served) -> str:
    """One line on what is returned, such as ``enrollment t51011: role teacher``."""
    identifier = "" if served.sourced_id is None else f" {served.sourced_id}"
    unverified = " (unverified)" if identifier and served.certainty == "unverified" else ""
    role = [f"role {served.role}"] if served.role else []
    primary = [] if served.primary is None else [f"primary {str(served.primary).lower()}"]
    rest = ", ".join([*role, *primary, f"status {served.status}"])
    return f"{served.object}{identifier}{unverified}: {rest}"


def _further(records: Iterable[Record]) -> Iterator[Block]:
    entity = None
    for record in records:
        if record.entity != entity:
            entity = record.entity
            yield from heading(_FURTHER[entity])
        yield bullet(Text(plain(record.label)))
        if record.served is not None:
            yield indented(Text(plain(_served_words(record.served)), "dim"), 4)
            continue
        for state in record.failed:
            because = "" if state.because in state.fails else f": {state.because}"
            yield indented(Text(plain(f"not returned: {state.fails}{because}")), 4)
            yield from _fixes(state, 4)
        for state in record.unknown if not record.failed else ():
            yield indented(Text(plain(f"unknown whether returned: {state.because}")), 4)


def _members(members: Members) -> Iterator[Block]:
    yield from heading(plural(members.noun).capitalize())
    sync = f"{number(members.sync)} of {number(members.total)} will sync."
    yield indented(Text(sync if members.total else f"There is no {members.noun}."), 2)
    for reason in members.reasons:
        yield indented(Text(f"{number(reason.count)} will not: {reason.text}"), 2)
    for member in members.listed:
        (key,) = member.key.values()
        whose = "" if member.label.endswith(f" {key}") else f" ({next(iter(member.key))} {key})"
        yield bullet(Text(plain(f"{member.label}{whose}: {member.text}")), indent=4)
    if members.more:
        yield indented(Text(f"and {number(members.more)} more", "dim"), 6)


def _notes(explained: Explanation) -> Iterator[Block]:
    if explained.notes:
        yield from heading("Notes")
        for note in explained.notes:
            yield bullet(Text(plain(note)))
    yield from heading("What the article asks")
    yield indented(Text(explained.article), 2)
