"""A check, and a list of checks, as Markdown: for a wiki, a ticket, and the site."""

import re
from collections.abc import Iterator, Sequence

from roster_lint.checks.catalog import Check
from roster_lint.rules.examples import INTRODUCTION, Example
from roster_lint.rules.explained import Explained
from roster_lint.rules.listing import first_sentence, paragraphs


def list_page(checks: Sequence[Check], link: str = "") -> str:
    """A table with a line a check.

    Args:
        checks: which.
        link: where the page on a check stands, with ``{code}`` in it; no link where empty.
    """
    lines = ["| code | severity | name | owner | finds |", "|---|---|---|---|---|"]
    for check in checks:
        code = f"[{check.code}]({link.format(code=check.code)})" if link else check.code
        cells = (check.severity, check.name, check.owner, first_sentence(check.doc))
        lines.append(f"| {' | '.join([code, *map(in_a_cell, cells)])} |")
    return "\n".join(lines) + "\n"


def explained_page(rule: Explained) -> str:
    """The page on one check, without its SQL."""
    return "\n".join(_lines(rule)).rstrip() + "\n"


def in_a_cell(text: str) -> str:
    """A text that can stand in a table."""
    return escaped(text).replace("|", "\\|")


def escaped(text: str) -> str:
    """A text that Markdown leaves as it is."""
    return re.sub(r"[\\`*_<{}\[\]]", r"\\\g<0>", text)


def _lines(rule: Explained) -> Iterator[str]:
    check = rule.check
    yield f"# {check.code} {check.name}\n"
    yield f"| Code | {check.code} |"
    yield "|---|---|"
    for name, value in _facts(rule):
        yield f"| {name} | {in_a_cell(value)} |"
    # As code: a brace at the end of a cell means something to some readers of Markdown.
    yield f"| Message | `{rule.message.replace('|', chr(92) + '|')}` |"
    if check.personal:
        yield f"| Masked | {in_a_cell(', '.join(check.personal))} |"
    yield "\n## What it finds, and why it matters\n"
    for paragraph in (*paragraphs(check.doc), *rule.applies):
        yield f"{_prose(paragraph)}\n"
    yield "## If it is not fixed\n"
    yield f"{rule.effect[:1].upper()}{rule.effect[1:]} ({check.effect}).\n"
    if rule.examples.fires:
        yield f"## Examples\n\n{INTRODUCTION}\n"
    yield from _example("An example that fires", rule.examples.fires)
    yield from _example("An example that does not", rule.examples.silent)
    yield "## How to fix it\n"
    for number, step in enumerate(rule.steps[:-1], start=1):
        yield f"{number}. {escaped(step)}"
    yield f"{len(rule.steps)}. {rule.steps[-1].replace(': ', ': `', 1)}`"
    if rule.bundle_fix:
        yield f"\nIn a bundle: {escaped(rule.bundle_fix)}."
    yield "\n## What the article says\n"
    for sentence in rule.sentences:
        yield f"> {escaped(sentence)}\n"
    if rule.origin:
        yield f"{escaped(rule.origin)}\n"
    yield "## Settings that change what it finds\n"
    yield ", ".join(f"`{name}`" for name in rule.settings) or "None."


def _prose(paragraph: str) -> str:
    """A paragraph; before the items of a list stands a blank line, which some readers need."""
    lines: list[str] = []
    for line in paragraph.splitlines():
        item = line.startswith("* ")
        if item and lines and not lines[-1].startswith("* "):
            lines.append("")
        lines.append(f"* {escaped(line[2:])}" if item else escaped(line))
    return "\n".join(lines)


def _facts(rule: Explained) -> Iterator[tuple[str, str]]:
    check = rule.check
    yield "Severity", check.severity
    yield "Owner", check.owner
    yield "Topic", rule.topic
    yield "Finds", f"{check.entity} ({', '.join(check.key)})"
    yield "OneRoster", " and ".join(check.oneroster)
    yield "Since", check.since_words


def _example(title: str, example: Example | None) -> Iterator[str]:
    if example is None:
        return
    yield f"### {title}\n"
    yield f"{escaped(example.name[:1].upper() + example.name[1:])}.\n"
    for line in example.given:
        yield f"With {escaped(line)}.\n"
    if example.change:
        yield f"```{'sql' if example.is_sql else 'diff'}\n{example.change}\n```\n"
    if example.says:
        yield f"The report says: {escaped(example.says)}\n"
