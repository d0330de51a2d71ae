"""For which vendors a finding counts, how severe it is for each, and what their documents say.

A finding's ``vendors`` holds ``name:severity:consequence:sources`` for each vendor for which it
counts, with blanks between them, in the order of the names; NULL means that it counts for the one
vendor and that no line of the vendor's concerns it. ``sources`` are numbers of ``Profile.sources``,
with commas between them; a check need not write them.
"""

from collections.abc import Iterator

from roster_lint.vendors.judged_by_other_checks import field_lines, raised
from roster_lint.vendors.lines import Line
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family

Row = tuple[object, ...]


def severity_rows(vendors: Vendors, family: Family) -> Iterator[Row]:
    """Rows of ``vendor_severity``.

    They are: vendor, code, population (None for everybody's and everything's findings), column
    or what is missing (None for all), severity, whether it only raises, consequence, source.
    """
    for profile in vendors.profiles:
        for one in raised(profile, family):
            severity = "info" if one.only_names else one.line.severity
            then = (severity, True, one.line.consequence or "", _source(profile, one.line))
            for population in one.populations or (None,):
                yield (profile.name, one.code, population, one.lacks, *then)
        for said in profile.severities:
            # What the basis has made less severe than it was meant lowers nothing.
            only_raises = said.severity != said.severity_written
            then = (said.severity, only_raises, said.consequence or "", _source(profile, said))
            for column in said.columns or (None,):
                yield (profile.name, said.check, None, column, *then)


def field_rows(vendors: Vendors) -> Iterator[Row]:
    """Rows of ``vendor_field_line``.

    They are: vendor, population (None for files), field, what is asked, severity, consequence,
    source.
    """
    for profile in vendors.profiles:
        for one in field_lines(profile):
            then = (one.line.severity, one.line.consequence or "", _source(profile, one.line))
            for population in one.populations or (None,):
                yield (profile.name, population, one.field, one.asks, *then)


def _source(profile: Profile, line: Line) -> str:
    return str(profile.sources().index(line.source))
