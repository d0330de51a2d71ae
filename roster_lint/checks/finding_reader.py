"""Reads the findings back from the engine, in a fixed order; they are never held in Python."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from roster_lint.checks.catalog import TOPICS, Check
from roster_lint.checks.finding import Counted, Finding, WorkItem, WorkOrder
from roster_lint.checks.messages import fill
from roster_lint.checks.served import without_ending
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.vocabulary import Owner

HIDDEN = "(hidden)"

_WORST = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"
_BY_TOPIC = (
    "CASE left(code, 2) "
    + " ".join(f"WHEN {literal(topic)} THEN {place}" for place, topic in enumerate(TOPICS))
    + " ELSE 99 END"
)
_PLACE = "school_id NULLS LAST, TRY_CAST(regexp_extract(key, '[0-9]+') AS BIGINT) NULLS LAST, key"
_IN_ORDER = f"{_WORST}, {_BY_TOPIC}, code, {_PLACE}"
"""By severity, topic, code, school and key."""

Sources = Mapping[str, Sequence[str]]
"""The documents that each vendor's lines name, in the order of ``Profile.sources``."""


def counted_for(marks: str | None, sources: Sources) -> tuple[Counted, ...]:
    """The vendors in a finding's ``vendors``, with the documents that their numbers stand for."""
    return tuple(_counted(mark, sources) for mark in (marks or "").split())


def _counted(mark: str, sources: Sources) -> Counted:
    name, severity, then, *numbers = mark.split(":")
    # A check of a district's own may name a number that there is not.
    known = {str(number): source for number, source in enumerate(sources.get(name, ()))}
    documents = [known[number] for part in numbers for number in part.split(",") if number in known]
    return Counted(name, severity, then or None, tuple(documents))  # type: ignore[arg-type]


@dataclass(frozen=True)
class FindingReader:
    """Reads findings back, in a fixed order, with personal data masked unless it was asked for.

    Attributes:
        engine: holds the findings.
        checks: the checks by code, for their messages.
        show_personal_data: names may be shown.
        remarks: what to add to every message of a check, by its code.
        sources: the vendors' documents.
        served: they are of an API, which has collections and no files.
    """

    engine: Engine
    checks: Mapping[str, Check]
    show_personal_data: bool
    remarks: Mapping[str, str] = field(default_factory=dict)
    sources: Sources = field(default_factory=dict)
    served: bool = False
    _counted: dict[str | None, tuple[Counted, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def all(self) -> Iterator[Finding]:
        """Every finding that is not suppressed: by severity, topic, code, school and key."""
        yield from self._read("suppressed_by IS NULL", _IN_ORDER, None)

    def known(self) -> Iterator[Finding]:
        """Every finding that the baseline knows, in the same order."""
        yield from self._read("suppressed_by < 0", _IN_ORDER, None)

    def of(self, code: str, limit: int | None) -> Iterator[Finding]:
        """One check's findings, worst first."""
        where = f"suppressed_by IS NULL AND code = {literal(code)}"
        yield from self._read(where, f"{_WORST}, {_PLACE}", limit)

    def spread(self, code: str, limit: int) -> Iterator[Finding]:
        """One check's first findings, worst first, a few of each school rather than all of one."""
        yield from self._read(
            "suppressed_by IS NULL",
            f"{_WORST}, {_PLACE}",
            None,
            f"(SELECT * EXCLUDE (turn) FROM (SELECT *, row_number() OVER (PARTITION BY severity,"
            f" school_id ORDER BY {_PLACE}) AS turn FROM finding WHERE suppressed_by IS NULL AND"
            f" code = {literal(code)}) ORDER BY {_WORST}, turn, {_PLACE} LIMIT {limit})",
        )

    def vendors_of(self, code: str) -> tuple[Counted, ...]:
        """What one check's findings mean for the vendors whose lines concern them, each once."""
        rows = self.engine.rows(
            "SELECT DISTINCT unnest(string_split(vendors, ' ')) AS mark FROM finding"
            " WHERE code = ? AND suppressed_by IS NULL ORDER BY mark",
            (code,),
        )
        every = (_counted(str(mark), self.sources) for (mark,) in rows)
        return tuple(one for one in every if one.sources)

    def work_items(self, by: WorkOrder = "school") -> Iterator[WorkItem]:
        """Every finding with the names and numbers of those it is about, in that order.

        Those that the baseline knows have to be fixed like the others.
        """
        reader = replace(self, show_personal_data=True)
        first = {
            "school": "school_id NULLS LAST",
            "owner": self._by_owner(),
            "topic": f"{_BY_TOPIC}, left(code, 2)",
        }
        order = f"{first[by]}, {_IN_ORDER}"
        sql = (
            "SELECT f.*, n.name, f.person_id, p.studentNumber, p.staffNumber"
            " FROM finding f LEFT JOIN person_name n ON n.personID = f.person_id"
            " LEFT JOIN person_number p ON p.personID = f.person_id"
            f" WHERE coalesce(suppressed_by, -1) < 0 ORDER BY {order}"
        )
        for batch in self.engine.stream(sql):
            for row in batch:
                owner = self.checks[row[0]].owner
                yield WorkItem(reader._finding(row), owner, row[16], row[17], row[18], row[15])

    def _by_owner(self) -> str:
        """The offices in the order of the vocabulary, from the codes of their checks."""
        places = {owner: place for place, owner in enumerate(get_args(Owner))}
        whens = (f"WHEN {literal(c.code)} THEN {places[c.owner]}" for c in self.checks.values())
        return f"CASE code {' '.join(whens)} END"

    def _read(
        self, where: str, order: str, limit: int | None, table: str = "finding"
    ) -> Iterator[Finding]:
        name, join = "NULL", ""
        if self.show_personal_data:
            name, join = "n.name", "LEFT JOIN person_name n ON n.personID = f.person_id"
        # Sorted once: a million findings sorted twice would take the memory twice.
        first = "" if limit is None else f"ORDER BY {order} LIMIT {limit}"
        sql = (
            f"SELECT f.*, {name} FROM (SELECT * FROM {table} WHERE {where} {first}) f {join}"
            f" ORDER BY {order}"
        )
        for batch in self.engine.stream(sql):
            for row in batch:
                yield self._finding(row)

    def _finding(self, row: tuple[Any, ...]) -> Finding:
        code, name, severity, effect, entity, key, school = row[:7]
        check = self.checks[code]
        facts = json.loads(row[10])
        return Finding(
            code=code,
            name=name,
            severity=severity,
            effect=effect,
            entity=entity,
            key=json.loads(key),
            school_id=school,
            message=self._message(check, facts, row[15]),
            fix=check.fix,
            fingerprint=row[11],
            suggestion=facts.get("suggestion") if self.show_personal_data else None,
            vendors=self._counted_for(row[13]),
        )

    def _counted_for(self, marks: str | None) -> tuple[Counted, ...]:
        """The vendors of a finding; most findings of a check have the same ones."""
        if marks not in self._counted:
            self._counted[marks] = counted_for(marks, self.sources)
        return self._counted[marks]

    def _message(self, check: Check, facts: dict[str, Any], name: str | None) -> str:
        if not self.show_personal_data:
            if check.personal:
                hidden = {p.casefold() for p in check.personal}
                facts = {k: HIDDEN if k.casefold() in hidden else v for k, v in facts.items()}
        elif name and "who" in facts:
            facts["who"] = f"{facts['who']} ({name})"
        if self.served:
            facts = {name: without_ending(value) for name, value in facts.items()}
        text = fill(check.message, facts, check.key)
        if self.show_personal_data and facts.get("suggestion") and facts.get("basis"):
            text += f"; suggested: {facts['suggestion']} ({facts['basis']})"
        return f"{text}; {self.remarks[check.code]}" if check.code in self.remarks else text


@dataclass(frozen=True)
class Samples:
    """The first findings of one check, read anew from the engine whenever they are asked for."""

    reader: FindingReader
    code: str
    limit: int | None
    size: int

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Finding]:
        return self.reader.of(self.code, self.limit)
