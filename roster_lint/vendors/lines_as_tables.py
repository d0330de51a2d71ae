"""The tables that the vendor checks read: one row for each line of a profile, vendor by vendor.

All have ``vendor``, ``severity``, ``effect``, ``told`` (what the finding says of the vendor) and
``mark`` (``vendor:severity:consequence:source``, what the finding counts as for the vendor).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import duckdb

from roster_lint.engine.base import Engine
from roster_lint.errors import UsageError
from roster_lint.vendors.judged_by_other_checks import is_left_to_ask, left_to_ask
from roster_lint.vendors.lines import Consequence, Judged, Limit, Match, Need, Unique, Value
from roster_lint.vendors.profile import ALWAYS_REQUIRED, NOBODY, Profile
from roster_lint.vendors.several import Vendors
from roster_lint.vendors.severity import field_rows, severity_rows
from roster_lint.vendors.subjects import field_columns
from roster_lint.vendors.words import BASES, CONSEQUENCES, LIMITED, named
from roster_lint.vocabulary import Effect, Family

EFFECTS: Mapping[Consequence | None, Effect] = {
    "drops-record": "missing",
    "drops-value": "wrong",
    "holds-sync": "blocked",
    "holds-school": "blocked",
    "skips-update": "wrong",
    "renames-record": "wrong",
    "second-account": "wrong",
    "merges-accounts": "wrong",
    "limits-features": "wrong",
    "deactivates-absent": "deleted",
    None: "risk",
}
"""What a consequence is among the effects of findings; where none is documented, a risk."""

_COMMON = "severity VARCHAR, effect VARCHAR, told VARCHAR, mark VARCHAR"
"""Columns of every table after its own."""

_TABLES = {
    "vendor_list": "vendor VARCHAR",
    "vendor_severity": (
        "vendor VARCHAR, code VARCHAR, population VARCHAR, column_name VARCHAR, severity VARCHAR,"
        " is_raised BOOLEAN, consequence VARCHAR, source VARCHAR"
    ),
    "vendor_field_line": (
        "vendor VARCHAR, population VARCHAR, field VARCHAR, asks VARCHAR, severity VARCHAR,"
        " consequence VARCHAR, source VARCHAR"
    ),
    "field_column": "file VARCHAR, column_name VARCHAR, field VARCHAR, record VARCHAR",
    "vendor_not_asking": "vendor VARCHAR, code VARCHAR",
    "vendor_ignoring_case": "vendor VARCHAR, code VARCHAR",
    "vendor_asked": "population VARCHAR, field VARCHAR",
    "vendor_need": (
        "vendor VARCHAR, population VARCHAR, field VARCHAR, level VARCHAR, consequence VARCHAR,"
        f" is_left BOOLEAN, is_assumed BOOLEAN, {_COMMON}"
    ),
    "vendor_match": "vendor VARCHAR, population VARCHAR, field VARCHAR",
    "vendor_unique": (
        "vendor VARCHAR, line INTEGER, population VARCHAR, field VARCHAR, words VARCHAR,"
        f" ignores_case BOOLEAN, within_school BOOLEAN, {_COMMON}"
    ),
    "vendor_limit": (
        f"vendor VARCHAR, counted VARCHAR, words VARCHAR, most BIGINT, until BIGINT, {_COMMON}"
    ),
    "vendor_value": (
        "vendor VARCHAR, line INTEGER, population VARCHAR, field VARCHAR, least INTEGER,"
        f" most INTEGER, pattern VARCHAR, forbidden VARCHAR, has_list BOOLEAN, {_COMMON}"
    ),
    "vendor_value_item": "vendor VARCHAR, line INTEGER, item VARCHAR",
    "vendor_roles": f"vendor VARCHAR, {_COMMON}",
    "vendor_role": "vendor VARCHAR, role VARCHAR",
    "vendor_org_type": f"vendor VARCHAR, type VARCHAR, {_COMMON}",
    "vendor_package": f"vendor VARCHAR, takes VARCHAR, file VARCHAR, {_COMMON}",
    "vendor_population": "vendor VARCHAR, population VARCHAR",
}

_TAKES: Mapping[str, str] = {
    "bulk": "takes bulk files only",
    "no-csv": "reads no OneRoster CSV as it is",
    "files": "needs it",
}
"""What a vendor does with a bundle as a whole, as said after its name."""

Row = tuple[object, ...]


def write_vendor_tables(engine: Engine, vendors: Vendors, family: Family | None) -> None:
    """Creates the tables of what the vendors ask.

    Args:
        engine: where to.
        vendors: who asks.
        family: of the source, whose other checks judge some of it already; None to ask everything.

    Raises:
        UsageError: a profile's pattern is no regular expression.
    """
    asking = _Asking()
    for profile in vendors.profiles:
        asking.add(profile, family)
    rows = asking.rows
    rows["vendor_ignoring_case"] = [
        (profile.name, code)
        for profile in vendors.profiles
        for line in profile.unminded
        if line.only == "letter-case"
        for code in line.checks
    ]
    rows["vendor_list"] = [(profile.name,) for profile in vendors.profiles]
    if family is not None:
        rows["vendor_severity"] = list(severity_rows(vendors, family))
    if family == "bundle":
        lines = list(field_rows(vendors))
        # Of a column that no line is about nobody asks whose it is, which costs much.
        asked = {field for _, _, field, *_ in lines}
        rows["vendor_field_line"] = lines
        rows["field_column"] = [row for row in field_columns() if row[2] in asked]
    rows["vendor_asked"] = sorted(set(_asked(rows)))
    for name, columns in _TABLES.items():
        engine.run(f"CREATE TABLE {name} ({columns})")
        # At once: hundreds of statements would take longer than a small bundle.
        if rows[name]:
            marks = f"({', '.join('?' * len(rows[name][0]))})"
            values = [value for row in rows[name] for value in row]
            engine.run(f"INSERT INTO {name} VALUES {', '.join([marks] * len(rows[name]))}", values)
    _refuse_bad_patterns(engine)


def _asked(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, str]]:
    """The populations and fields of which anything is asked."""
    for name in ("vendor_need", "vendor_unique", "vendor_value"):
        columns = [column.split()[0] for column in _TABLES[name].split(", ")]
        population, field = columns.index("population"), columns.index("field")
        for row in rows[name]:
            if name != "vendor_need" or row[columns.index("is_left")]:
                yield str(row[population]), str(row[field])


def _refuse_bad_patterns(engine: Engine) -> None:
    for vendor, pattern in engine.rows(
        "SELECT DISTINCT vendor, pattern FROM vendor_value WHERE pattern IS NOT NULL"
    ):
        try:
            engine.row("SELECT regexp_full_match('', ?)", (pattern,))
        except duckdb.Error:
            raise UsageError(
                f"The profile {vendor}: the pattern {pattern} is no regular expression."
            ) from None


class _Asking:
    """Collects the rows of the tables, vendor by vendor."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in _TABLES}
        self._sources: tuple[str, ...] = ()
        self._matches: tuple[Match, ...] = ()

    def add(self, profile: Profile, family: Family | None) -> None:
        """Adds what one vendor asks, but for what other checks of the family judge."""
        self._sources, self._matches = profile.sources(), profile.matches
        self._needs(profile, family)
        if family is None:
            profile = profile.model_copy(update={"values": profile.all_values()})
        else:
            profile = left_to_ask(profile, family)
        once: tuple[Unique | Match, ...] = (*profile.uniques, *profile.matches)
        for number, line in enumerate(once):
            self._unique(profile, number, line)
        for limit in profile.limits:
            self._limit(profile, limit)
        for number, value in enumerate(profile.values):
            self._value(profile, number, value)
        for roles in profile.roles:
            words = f"{profile.called} knows {', '.join(roles.known)} alone"
            self._row("vendor_roles", profile, roles, words)
            self.rows["vendor_role"] += [(profile.name, role.casefold()) for role in roles.known]
        for org_type in profile.org_types:
            words = f"{profile.called} needs one"
            self._row("vendor_org_type", profile, org_type, words, org_type.type)
        for package in profile.packages:
            for file in package.files or (None,):
                words = f"{profile.called} {_TAKES[package.takes]}"
                self._row("vendor_package", profile, package, words, package.takes, file)
        self.rows["vendor_population"] += [(profile.name, p) for p in sorted(_used(profile))]

    def _needs(self, profile: Profile, family: Family | None) -> None:
        """Every need; ``is_left`` where no other check judges it, so that a vendor check must.

        One that is required but not quoted counts as merely used, since it makes no error.
        """
        always = ("", False, False, "error", EFFECTS[None], "", "")
        for population in ALWAYS_REQUIRED:
            own = (profile.name, population, "record", "required")
            self.rows["vendor_need"].append((*own, *always))
        for need in profile.all_needs():
            if need.field == "record" and need.population in ALWAYS_REQUIRED:
                continue
            level = "required" if need.severity == "error" else "used"
            is_left = need.field != "record" and (family is None or is_left_to_ask(need, family))
            words = f"{named(need.field)}: {profile.called} {need.level_word}"
            then = (level, need.consequence or "", is_left, need.is_assumed)
            self._row("vendor_need", profile, need, words, need.population, need.field, *then)
        for match in profile.matches:
            # What accounts are known to match on.
            if match.severity == "error":
                self.rows["vendor_match"] += [
                    (profile.name, population, match.field) for population in match.populations
                ]

    def _unique(self, profile: Profile, number: int, line: Unique | Match) -> None:
        if isinstance(line, Match):
            words = f"{profile.called} matches accounts on it"
            how = (True, False)
        else:
            words = f"{profile.called} takes each {named(line.field)} once"
            how = (line.ignores_case, line.within == "school")
        for population in line.populations:
            own = (number, population, line.field, named(line.field), *how)
            self._row("vendor_unique", profile, line, words, *own)

    def _limit(self, profile: Profile, line: Limit) -> None:
        # Of two limits on the same, a record above both is told of the higher one alone.
        higher = [other.most for other in profile.limits if other.of == line.of]
        until = min((most for most in higher if most > line.most), default=None)
        words = f"{profile.called} takes {line.most:,} at most"
        own = (line.of, LIMITED[line.of], line.most, until)
        self._row("vendor_limit", profile, line, words, *own)

    def _value(self, profile: Profile, number: int, line: Value) -> None:
        items = [(profile.name, number, item.casefold()) for item in line.among]
        self.rows["vendor_value_item"] += items
        how = (line.least, line.most, line.pattern, line.forbidden, bool(line.among))
        for population, field in product(line.populations, line.fields):
            words = f"{named(field)}: {profile.called} takes {line.means}"
            self._row("vendor_value", profile, line, words, number, population, field, *how)

    def _row(
        self, table: str, profile: Profile, line: Need | Judged, words: str, *own: object
    ) -> None:
        then = f" and {CONSEQUENCES[line.consequence]}" if line.consequence else ""
        # Of no vendor in particular everything is assumed, and the report says so on top.
        silent = line.basis == "quoted" or profile.name == NOBODY
        basis = "" if silent else f" ({BASES[line.basis]})"
        numbers = dict.fromkeys(
            str(self._sources.index(source)) for source in (line.source, *self._also(line))
        )
        mark = f"{profile.name}:{line.severity}:{line.consequence or ''}:{','.join(numbers)}"
        common = (line.severity, EFFECTS[line.consequence], f"{words}{then}{basis}", mark)
        self.rows[table].append((profile.name, *own, *common))

    def _also(self, line: Need | Judged) -> Iterator[str]:
        """The documents that say that accounts are matched on the field that is needed."""
        if isinstance(line, Need):
            for match in self._matches:
                if match.field == line.field and line.population in match.populations:
                    yield match.source


def _used(profile: Profile) -> set[str]:
    """The populations that the vendor needs or matches."""
    return {*ALWAYS_REQUIRED, *(need.population for need in profile.all_needs())}
