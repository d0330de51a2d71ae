"""Makes ``checks/examples.toml``: of each check one case that fires and one that does not.

The cases are the checks' own tests; what the report says of them comes from running them. Run
``python -m tests.rule_examples`` after a change to a case or a message: a test keeps it in step.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from roster_lint.checks.finding import Finding
from roster_lint.rules.examples import Example, Examples
from roster_lint.vendors.words import sentence
from roster_lint.vocabulary import OneRoster
from tests.bundle_texts import USUAL, good_bundle_of, write
from tests.case import CASES, Case, all_cases_of
from tests.case_runners import CHECKS, OF_FILES, is_of_a_bundle, judge_alone
from tests.file_changes import changes_between, texts_of

PATH = CASES.parents[1] / "checks" / "examples.toml"

_HEAD = """\
# Written by `python -m tests.rule_examples` from the cases in `tests/cases`: edit those.
"""


def examples_of(code: str) -> Examples:
    """The two examples of a check, made from its cases."""
    cases, version = _alike(code)
    if CHECKS[code].topic != "VN":
        # What needs neither settings nor a profile shows a check at its plainest.
        cases.sort(key=lambda case: case.has_inputs or bool(case.columns_absent))
    fires = next(case for case in cases if case.finds)
    silent = next((case for case in cases if _is_silent(case)), None)
    said = judge_alone(code, fires, version)[code].findings
    return Examples(_example(code, fires, said), silent and _example(code, silent, ()))


def _alike(code: str) -> tuple[list[Case], OneRoster | None]:
    """Cases on data of one kind, and of one version where they are about a bundle's records."""
    cases = list(all_cases_of(code))
    if CHECKS[code].topic in (*OF_FILES, "VN"):
        return cases, None
    if not is_of_a_bundle(code, cases[0]):
        return [case for case in cases if not is_of_a_bundle(code, case)], None
    versions = CHECKS[code].oneroster
    for version in (versions[0], versions[-1]):
        kept = [case for case in cases if case.version in (None, version)]
        if any(case.finds for case in kept) and any(map(_is_silent, kept)):
            break
    return kept, version


def _is_silent(case: Case) -> bool:
    return case.finds == () and bool(case.change or case.edits or case.accounts or case.settings)


def _example(code: str, case: Case, findings: Sequence[Finding]) -> Example:
    is_of_files = CHECKS[code].topic in OF_FILES
    change = _of_files(case) if is_of_files else _of_tables(case)
    return Example(case.name, change, tuple(_given(case, is_of_files)), _said(findings))


def _of_tables(case: Case) -> str:
    change = case.change.strip()
    if case.accounts and case.accounts.strip():
        change += f"\n-- In the list of accounts:\n{case.accounts.strip()}"
    return change.strip()


def _of_files(case: Case) -> str:
    with tempfile.TemporaryDirectory() as folder:
        good = texts_of(good_bundle_of(case).write(Path(folder) / "good"))
        changed = texts_of(write(case, Path(folder) / "bundle"))
    return "\n".join(changes_between(good, changed))


def _given(case: Case, is_of_files: bool) -> Iterator[str]:
    for name, value in case.settings.items():
        yield f"the setting {name} = {json.dumps(value)}"
    for line in case.lines.lines():
        yield f"a vendor whose profile says: {sentence(line)}"
    if case.columns_absent:
        yield f"a source without {', '.join(case.columns_absent)}"
    version = case.version or USUAL
    if is_of_files and (version, case.mode) != (USUAL, "bulk"):
        yield f"a OneRoster {version} bundle in {case.mode} mode"


def _said(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return f"{findings[0].message}{more}"


@dataclass(frozen=True)
class _Entry:
    """One example as lines of TOML."""

    code: str
    which: str
    example: Example

    def lines(self) -> Iterator[str]:
        yield f"\n[{self.code}.{self.which}]"
        yield f"name = {_quoted(self.example.name)}"
        yield f"change = {_quoted(self.example.change)}"
        if self.example.given:
            yield f"given = [{', '.join(map(_quoted, self.example.given))}]"
        if self.example.says:
            yield f"says = {_quoted(self.example.says)}"


def _quoted(text: str) -> str:
    plain = text.replace("\n", "").isprintable() and "'''" not in text
    if "\n" in text and plain:
        return f"'''\n{text}\n'''"
    return json.dumps(text, ensure_ascii=False)


def written(codes: Iterable[str]) -> str:
    """The text of the file, as far as it is about these checks."""
    lines: list[str] = []
    for code in codes:
        examples = examples_of(code)
        for which, example in (("fires", examples.fires), ("silent", examples.silent)):
            if example is not None:
                lines += _Entry(code, which, example).lines()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PATH.write_text(_HEAD + written(CHECKS), encoding="utf-8")
    sys.stdout.write(f"{PATH}\n")
