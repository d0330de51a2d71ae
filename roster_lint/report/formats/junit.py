"""JUnit XML, which every pipeline shows: a test case a check."""

from typing import TextIO
from xml.etree import ElementTree as Tree

from roster_lint.report.formats.text.wording import counted, plain
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from roster_lint.settings.settings import Settings

_SHOWN = 100
"""How many findings of a check its text lists."""


def write(report: Report, stream: TextIO) -> None:
    """Writes a suite: errors are failures, checks that crashed are errors, the rest is skipped.

    Warnings and infos do not fail a case: they are in its output.
    """
    cases = [_case(report, result) for result in report.checks]
    cases += [_error("incomplete", reason) for reason in report.incomplete]
    _write(cases, stream)


def write_broken_off(settings: Settings, reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes a suite with one case, which is an error."""
    _write([_error("run", reason)], stream)


def _write(cases: list[Tree.Element], stream: TextIO) -> None:
    numbers = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    said = {name: str(number) for name, number in numbers.items()}
    suites = Tree.Element("testsuites", {"name": "roster-lint", **said})
    suite = Tree.SubElement(suites, "testsuite", {"name": "roster-lint", **said})
    suite.extend(cases)
    Tree.indent(suites)
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
    # Characters beyond ASCII as references, so that any stream can take them.
    stream.write(Tree.tostring(suites, encoding="us-ascii", xml_declaration=False).decode("ascii"))
    stream.write("\n")


def _case(report: Report, result: CheckResult) -> Tree.Element:
    check = result.check
    case = Tree.Element(
        "testcase",
        {"name": f"{check.code} {check.name}", "classname": f"roster-lint.{check.topic}"},
    )
    if result.status == "crashed":
        _child(case, "error", result.reason or "it crashed")
    elif result.status == "skipped":
        _child(case, "skipped", result.reason or "not checked")
    elif result.findings:
        found = counted(result.findings, "finding")
        text = "\n".join(_lines(report, result))
        if result.counts.get("error") and not result.tolerated:
            _child(case, "failure", f"{found}. Fix: {check.fix}", text)
        else:
            Tree.SubElement(case, "system-out").text = _xml(f"{found}\n{text}")
    return case


def _lines(report: Report, result: CheckResult) -> list[str]:
    found = report.first_findings(result.check.code, _SHOWN)
    lines = [f"{one.severity}: {one.message}" for one in found]
    more = result.findings - len(lines)
    return [*lines, f"... and {more:,} more"] if more > 0 else lines


def _error(name: str, reason: str) -> Tree.Element:
    case = Tree.Element("testcase", {"name": name, "classname": "roster-lint"})
    _child(case, "error", reason)
    return case


def _child(case: Tree.Element, kind: str, message: str, text: str = "") -> None:
    element = Tree.SubElement(case, kind, {"message": _xml(message)})
    element.text = _xml(text) or None


def _xml(text: str) -> str:
    """Text without a character that XML has no place for."""
    return "\n".join(plain(line) for line in text.split("\n"))
