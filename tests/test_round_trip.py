"""What is predicted of the district with mistakes shows, as a bundle, these mistakes alone."""

from collections import Counter
from pathlib import Path

import pytest

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.model.predicted import build_predicted
from roster_lint.prepare import prepare
from roster_lint.preview.bundle import write_bundle
from roster_lint.vocabulary import OneRoster
from tests.case import settings_of

EXPLAINED = {
    "OF001": {"SC005", "UN001"},  # a term lacks its end; 1.2 sends people without a username
    "OF003": {"UN003"},  # a username with blanks around it
    "OP202": {"ST011"},  # two people with one number
    "OP203": {"UN002"},  # two students with one username
    "OP204": {"EM003"},  # two students with one address
    "OP206": {"RO006"},  # roster records that overlap
    "OP304": {"SC005"},  # a term that ends before it starts
    "OP501": {"CO006", "UN001"},  # 1.1: neither students with a username nor a teacher
    "OP502": {"CO006", "TE002", "TE007", "TE008"},  # the teachers of these sections are not sent
    "OP503": {"CO005", "UN001"},  # an empty section; 1.1: students without a username
    "OP504": {"TE010"},  # two primary teachers
    "OP601": {"RO002"},  # a roster record beyond its term
    "OP602": {"RO001"},  # a roster record that ends before it starts
    "OP604": {"RO003", "TE011"},  # in a class of a school where they are not enrolled or assigned
    "OP703": {"UN001"},  # 1.1: guardians of students who have no username
    "OP704": {"FA002"},  # a student without a guardian who has the portal
    "OP705": {"GR001", "GR003", "GR005"},  # grade levels that stand for no NCES grade
    "OP712": {
        "SC001",
        "SC006",
        "ST012",
    },  # no active trial, nobody scheduled, no open roster record
    "OP707": {"UN001", "UN005"},  # accounts disabled, or in 1.2 none
}
"""The checks of Campus data that report the cause of what a payload check finds."""

FINDS = {
    "1.1": "OF001 1 OF003 1 OP202 4 OP203 2 OP204 2 OP206 1 OP304 1 OP501 1 OP502 11 OP503 9"
    " OP504 1 OP602 1 OP604 1 OP703 43 OP704 3 OP705 18 OP707 1 OP712 9",
    "1.2": "OF001 49 OF003 1 OP202 4 OP203 2 OP204 2 OP206 1 OP304 1 OP502 7 OP503 1 OP504 1"
    " OP601 1 OP602 1 OP604 2 OP704 1 OP705 33 OP707 41"
    " OP712 13",
}


@pytest.mark.parametrize("oneroster", ["1.1", "1.2"])
def test_what_is_found_is_explained_by_the_data(oneroster: OneRoster, tmp_path: Path) -> None:
    source, settings = HERE / "back-to-school", settings_of({"oneroster": oneroster})
    with prepare(source, settings) as prepared:
        build_predicted(prepared.engine)
        write_bundle(prepared.engine, oneroster, tmp_path / "out")
    with lint(tmp_path / "out", as_of=AS_OF, select=("OB", "OF", "OP")) as report:
        found = Counter(finding.code for finding in report.findings())
    words = FINDS[oneroster].split()
    assert found == dict(zip(words[::2], map(int, words[1::2]), strict=True))
    with lint(source, settings=settings) as report:
        reported = {finding.code for finding in report.findings()}
    assert {
        code: EXPLAINED[code] & reported for code in found if not EXPLAINED[code] & reported
    } == {}
