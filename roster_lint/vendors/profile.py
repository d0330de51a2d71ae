"""A vendor's profile: all its lines."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from roster_lint.settings.entries import Closed
from roster_lint.vendors.fields import Population
from roster_lint.vendors.lines import (
    Accounts,
    Limit,
    Line,
    Match,
    Need,
    Roles,
    Unique,
    Value,
    Version,
)
from roster_lint.vendors.lines_of_a_sync import (
    CheckSeverity,
    Hold,
    Loss,
    Note,
    OrgType,
    Package,
    Unminded,
)

ALWAYS_REQUIRED = ("student", "teacher")
"""The populations that every vendor requires: a roster is made of them."""

NOBODY = "generic"
"""The profile of no vendor in particular, which holds where none is named."""


_NOT_JUDGED = (Version, Unminded, Note, Hold, Loss)


ADDRESS = r"\s*[^@\s,;.]+(\.[^@\s,;.]+)*@[^@\s,;.]+(\.[^@\s,;.]+)+\s*"
"""The pattern of an email address, with whatever blanks around it."""


def _address(line: Match | Accounts, populations: tuple[Population, ...]) -> Value:
    """That an email address by which people are found must be one."""
    return Value.model_validate(
        {
            "source": line.source,
            "basis": line.basis,
            "rule": line.rule,
            "consequence": line.consequence,
            "severity": line.severity_written,
            "populations": populations,
            "fields": ("email",),
            "pattern": ADDRESS,
            "means": "an email address",
        }
    )


class Profile(Closed):
    """What one vendor needs.

    Attributes:
        name: what ``--vendor`` takes.
        display: the vendor's name.
        named: how findings name it, where not by ``display``.
        about: what the connection is, in a sentence.
        versions: the OneRoster versions that it is documented for; empty where unknown.
        needs: the fields and populations that it uses.
        matches: the fields that it matches accounts on.
        accounts: the directories in which it finds people by email address.
        uniques: the fields that no two records may share.
        limits: how many of one thing another may have.
        values: what the values of fields must look like.
        roles: the roles that it knows.
        org_types: the types of orgs that it needs one of.
        packages: what it takes of a bundle as a whole.
        severities: how severe the findings of named checks are for it.
        unminded: the checks whose findings are nothing to it.
        holds: how much may change from one sync to the next.
        losses: what is lost where a class is removed.
        notes: what cannot be seen in one source.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    display: str = Field(pattern=r"\S")
    named: str = ""
    about: str = ""
    versions: tuple[Version, ...] = Field(default=(), alias="version")
    needs: tuple[Need, ...] = Field(default=(), alias="need")
    matches: tuple[Match, ...] = Field(default=(), alias="match")
    accounts: tuple[Accounts, ...] = ()
    uniques: tuple[Unique, ...] = Field(default=(), alias="unique")
    limits: tuple[Limit, ...] = Field(default=(), alias="limit")
    values: tuple[Value, ...] = Field(default=(), alias="value")
    roles: tuple[Roles, ...] = Field(default=(), alias="roles")
    org_types: tuple[OrgType, ...] = Field(default=(), alias="org-type")
    packages: tuple[Package, ...] = Field(default=(), alias="bundle")
    severities: tuple[CheckSeverity, ...] = Field(default=(), alias="severity")
    unminded: tuple[Unminded, ...] = ()
    holds: tuple[Hold, ...] = Field(default=(), alias="hold")
    losses: tuple[Loss, ...] = Field(default=(), alias="loss")
    notes: tuple[Note, ...] = Field(default=(), alias="note")

    @property
    def called(self) -> str:
        """What findings name the vendor."""
        return self.named or self.display

    @property
    def oneroster(self) -> tuple[str, ...]:
        """The versions that it is documented for, each once."""
        return tuple(dict.fromkeys(v.oneroster for v in self.versions))

    def uses(self, population: str, field: str) -> bool:
        """Whether the vendor uses a field of a population; ``*`` stands for any population."""
        if field == "record" and population in ("*", *ALWAYS_REQUIRED):
            return True
        return any(n.field == field and population in ("*", n.population) for n in self.all_needs())

    def matches_on(self, field: str) -> bool:
        """Whether the vendor is known to match accounts on a field."""
        return any(m.field == field and m.severity == "error" for m in self.matches)

    def minds(self, code: str) -> bool:
        """Whether the findings of a check are anything to the vendor."""
        return not any(code in line.checks for line in self.unminded if line.only is None)

    def minds_case(self, code: str) -> bool:
        """Whether findings of a check count where a value is wrong only in upper or lower case."""
        return not any(code in line.checks for line in self.unminded)

    def all_needs(self) -> tuple[Need, ...]:
        """The needs, and those that follow where accounts are matched on a field."""
        stated = {(need.population, need.field) for need in self.needs}
        implied = (need for match in self.matches for need in match.needs())
        return (*self.needs, *(n for n in implied if (n.population, n.field) not in stated))

    def all_values(self) -> tuple[Value, ...]:
        """The values, and that an address by which people are found must be one.

        Blanks around it are left to the checks that name them.
        """
        implied = []
        shown = {
            (population, line.severity)
            for line in self.values
            if line.fields == ("email",) and line.pattern is not None
            for population in line.populations
        }
        finding: tuple[Match | Accounts, ...] = (
            *(match for match in self.matches if match.field == "email"),
            *self.accounts,
        )
        for line in finding:
            left = tuple(
                population
                for population in line.populations
                if not {(population, "error"), (population, line.severity)} & shown
            )
            shown |= {(population, line.severity) for population in left}
            if left:
                implied.append(_address(line, left))
        return (*self.values, *implied)

    def sources(self) -> tuple[str, ...]:
        """The documents that its lines name, each once."""
        return tuple(dict.fromkeys(line.source for line in self.lines()))

    def by_key(self) -> Mapping[str, tuple[Line, ...]]:
        """The lines by the key under which they stand in the file."""
        return {
            "version": self.versions,
            "need": self.needs,
            "match": self.matches,
            "accounts": self.accounts,
            "unique": self.uniques,
            "limit": self.limits,
            "value": self.values,
            "roles": self.roles,
            "org-type": self.org_types,
            "bundle": self.packages,
            "severity": self.severities,
            "unminded": self.unminded,
            "hold": self.holds,
            "loss": self.losses,
            "note": self.notes,
        }

    def lines(self) -> Iterator[Line]:
        """All lines, kind by kind."""
        for lines in self.by_key().values():
            yield from lines

    def judged(self) -> Iterator[Line]:
        """The lines from which a finding can come."""
        return (line for line in self.lines() if not isinstance(line, _NOT_JUDGED))
