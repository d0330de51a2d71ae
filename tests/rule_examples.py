"""Makes ``checks/examples.toml``: of each check one case that fires and one that does not.

The cases are the checks' own tests; what the report says of them comes from running them. Run
``python -m tests.rule_examples`` after a change to a case or a message: a test keeps it in step.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from roster_lint.checks.catalog import load_checks
from roster_lint.checks.finding import Finding
from roster_lint.rules.examples import Example, Examples
from roster_lint.vendors.words import sentence
from tests.bundle_case_runner import BundleRunner, bundle_cases
from tests.bundle_checks import Case as FileCase
from tests.bundle_checks import Judged, judge
from tests.bundles import bundle
from tests.case_reading import CASES
from tests.case_runner import Case, CaseRunner, campus_checks, cases_of
from tests.field_cases import CELLS, OF_A_FILE, CellCase, cells
from tests.file_changes import changes_between, texts_of
from tests.package_cases import CASES as OF_PACKAGES
from tests.text_cases import CASES as OF_TEXTS
from tests.vendors.small_payload import SmallPayload
from tests.vendors.test_vendor_cases import VendorCase
from tests.vendors.test_vendor_cases import cases_of as vendor_cases_of

PATH = CASES.parents[1] / "checks" / "examples.toml"

_HEAD = """\
# Written by `python -m tests.rule_examples` from the cases in `tests/`: edit those.
"""

_OF_FILES = (*OF_PACKAGES, *OF_TEXTS, *OF_A_FILE)


def examples_of(code: str) -> Examples:
    """The two examples of a check, made from its cases."""
    if code in {check.code for check in campus_checks()}:
        return _of_tables(code, cases_of(code), _campus())
    if code.startswith("OP"):
        return _of_payload(code)
    if code.startswith("VN"):
        return _of_vendor(code)
    return _of_files(code)


@cache
def _campus() -> CaseRunner:
    return CaseRunner()


@cache
def _bundle(version: str) -> BundleRunner:
    return BundleRunner("1.2" if version == "1.2" else "1.1")


@cache
def _small() -> SmallPayload:
    return SmallPayload([check for check in load_checks() if check.topic == "VN"])


def _of_tables(code: str, cases: Sequence[Case], runner: CaseRunner | BundleRunner) -> Examples:
    plain = sorted(cases, key=lambda case: case.has_inputs or bool(case.columns_absent))
    fires = next(case for case in plain if _fires(case))
    silent = next(case for case in plain if _is_silent(case))
    said = runner.judge(fires, code)[code].findings
    return Examples(_of_case(fires, said), _of_case(silent, ()))


def _of_case(case: Case, findings: Sequence[Finding]) -> Example:
    change = case.change.strip()
    if case.accounts and case.accounts.strip():
        change += f"\n-- In the list of accounts:\n{case.accounts.strip()}"
    return Example(case.name, change.strip(), tuple(_given(case)), _said(findings))


def _given(case: Case) -> Iterator[str]:
    for name, value in case.settings.items():
        yield f"the setting {name} = {json.dumps(value)}"
    own = (need for need in case.vendors.profiles[0].lines() if need.source == "a test")
    for line in own:
        yield f"a vendor whose profile says: {sentence(line)}"
    if case.columns_absent:
        yield f"a source without {', '.join(case.columns_absent)}"


def _said(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return f"{findings[0].message}{more}"


def _of_payload(code: str) -> Examples:
    check = next(check for check in load_checks() if check.code == code)
    cases = bundle_cases(code)
    version = check.oneroster[0]
    kept = [case for case in cases if case.version in (None, version)] or list(cases)
    if not all(any(wanted(case) for case in kept) for wanted in (_fires, _is_silent)):
        version = check.oneroster[-1]
        kept = [case for case in cases if case.version in (None, version)]
    return _of_tables(code, kept, _bundle(version))


def _fires(case: Case) -> bool:
    return bool(case.finds)


def _is_silent(case: Case) -> bool:
    return case.finds == () and bool(case.change or case.accounts or case.settings)


def _of_vendor(code: str) -> Examples:
    cases = vendor_cases_of(code)
    fires = next(case for case in cases if case.finds)
    silent = next((case for case in cases if not case.finds and case.change), None)
    found = _small().findings([fires.vendor], fires.change, fires.family)
    own = [finding for finding in found if finding.code == code]
    return Examples(_of_vendor_case(fires, own), silent and _of_vendor_case(silent, ()))


def _of_vendor_case(case: VendorCase, findings: Sequence[Finding]) -> Example:
    lines = (line for line in case.vendor.lines())
    given = tuple(f"a vendor whose profile says: {sentence(line)}" for line in lines)
    return Example(case.name, case.change.strip(), given, _said(findings))


def _of_files(code: str) -> Examples:
    fires = next((case for case in _OF_FILES if case.code == code and case.finds), None)
    silent = next((case for case in _OF_FILES if case.code == code and not case.finds), None)
    cell = next((case for case in CELLS if case.code == code and case.found), None)
    near = next((case for case in CELLS if case.code == code and not case.found), None)
    if cell is not None:
        said = _said(_of_cell(cell))
        firing = Example(cell.name, _cell_change(cell), _modes(cell), said)
    else:
        assert fires is not None, f"{code} has no case that fires"
        firing = _of_file_case(fires)
    if near is not None:
        quiet = Example(near.name, _cell_change(near), _modes(near))
    else:
        quiet = None if silent is None else _of_file_case(silent)
    return Examples(firing, quiet)


def _of_cell(case: CellCase) -> list[Finding]:
    together = cells(case.version, case.mode)
    file = f"{case.place.split()[0]}.csv"
    own = {"file": file, "line": together.lines[case]}
    return [f for f in together.judged.findings if own.items() <= f.key.items()]


def _cell_change(case: CellCase) -> str:
    file, row, column = case.place.split()
    before = bundle(case.version, case.mode).rows[file][int(row)].get(column, "")
    return f"{file}.csv, {column}: {before!r} becomes {case.value[:60]!r}"


def _modes(case: CellCase | FileCase) -> tuple[str, ...]:
    usual = case.version == "1.1" and case.mode == "bulk"
    return () if usual else (f"a OneRoster {case.version} bundle in {case.mode} mode",)


def _of_file_case(case: FileCase) -> Example:
    with tempfile.TemporaryDirectory() as place:
        good, changed, judged = _made(case, Path(place))
    change = "\n".join(changes_between(good, changed))
    own = [finding for finding in judged.findings if finding.code == case.code]
    return Example(case.name, change, _modes(case), _said(own) if case.finds else "")


def _made(case: FileCase, place: Path) -> tuple[dict[str, str], dict[str, str], Judged]:
    """The good bundle's texts, the changed one's, and what is said of it."""
    made = bundle(case.version, case.mode)
    for file in [f for f in made.headers if case.only and f not in case.only]:
        made.remove(file)
    good = texts_of(made.write(place / "good"))
    if not case.on_disk:
        case.change(made)  # type: ignore[arg-type]
    written = made.write(place / "bundle")
    if case.on_disk:
        case.change(written)  # type: ignore[arg-type]
    return good, texts_of(written), judge(written)


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
    PATH.write_text(_HEAD + written(check.code for check in load_checks()), encoding="utf-8")
    sys.stdout.write(f"{PATH}\n")
