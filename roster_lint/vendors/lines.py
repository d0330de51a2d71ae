"""The kinds of lines of a vendor profile. Every line says which document it comes from."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from roster_lint.settings.entries import Closed
from roster_lint.vendors.fields import FIELDS, Limited, Population, Record
from roster_lint.vocabulary import Directory, OneRoster, Severity

Basis = Literal["quoted", "inferred", "memory"]
"""``quoted`` where the document says so, ``inferred`` where it was concluded, ``memory`` where
it has not been looked up."""

Consequence = Literal[
    "drops-record",
    "drops-value",
    "holds-sync",
    "holds-school",
    "skips-update",
    "renames-record",
    "second-account",
    "merges-accounts",
    "limits-features",
    "deactivates-absent",
]
"""What the vendor is documented to do with a record that does not meet a line."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[
    tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...])
]


class Line(Closed):
    """What all lines have.

    Attributes:
        source: the document that says so, or why it is assumed.
        basis: whether it was quoted from there.
        rule: names of the line, which a profile that extends this one can leave out.
        consequence: what happens to a record that fails, where it is documented.
        says: what the document says, in words, where the line's values do not say it all.
        read: the day on which the source was last read, where that is known.
    """

    source: str = Field(pattern=r"\S")
    basis: Basis
    rule: Names = ()
    consequence: Consequence | None = None
    says: str = ""
    read: date | None = None

    @property
    def severity_allowed(self) -> Severity:
        """The highest severity that the line can give: only a quotation makes an error."""
        return "error" if self.basis == "quoted" else "warning"


class Version(Line):
    """A OneRoster version that the vendor is documented for."""

    oneroster: OneRoster


class Need(Line):
    """One field of one population or record that the vendor uses.

    Attributes:
        population: whose field it is.
        field: ``record`` for the population itself, else the field's name.
        level: ``required`` where the vendor cannot do without it, else ``used``.
    """

    population: Record
    field: str
    level: Literal["required", "used"]

    @property
    def level_word(self) -> str:
        """What the vendor does with the field, as said after its name."""
        return "requires it" if self.level == "required" else "uses it"

    @property
    def is_assumed(self) -> bool:
        """Merely used, and that is not what a document says."""
        return self.level == "used" and self.basis != "quoted"

    @property
    def severity(self) -> Severity:
        """An error where it is required and quoted, else a warning."""
        return self.severity_allowed if self.level == "required" else "warning"

    @model_validator(mode="after")
    def _known_field(self) -> Self:
        return _with_field(self, (self.population,), self.field)


class Judged(Line):
    """A line that says itself how severe it is; never more than its basis allows."""

    severity_written: Severity = Field(default="error", alias="severity")

    @property
    def severity(self) -> Severity:
        """The severity of a finding under the line."""
        if self.severity_written == "error":
            return self.severity_allowed
        return self.severity_written


class Match(Judged):
    """A field on which the vendor matches its accounts: neither blank nor shared.

    Attributes:
        field: the field's name.
        populations: whose accounts are matched on it; two of them may not share a value.
    """

    field: Literal["email", "username", "identifier", "sourcedId"]
    populations: tuple[Population, ...] = Field(min_length=1)

    def needs(self) -> Iterator[Need]:
        """That the field must not be blank, population by population."""
        for population in self.populations:
            yield Need(
                source=self.source,
                basis=self.basis,
                rule=self.rule,
                consequence=self.consequence,
                population=population,
                field=self.field,
                level="required" if self.severity == "error" else "used",
            )


class Accounts(Judged):
    """The directory in which the vendor finds people by their email addresses.

    Attributes:
        directory: whose accounts these are; any accounts that are given where absent.
        populations: who is looked up.
    """

    directory: Directory | None = None
    populations: tuple[Population, ...] = Field(min_length=1)


class Unique(Judged):
    """A field that no two records may share.

    Attributes:
        field: the field's name.
        populations: the records that may not share a value with one another.
        ignores_case: values that differ only in the case of letters are the same.
        within: ``school`` where records of different schools may share a value.
    """

    field: str
    populations: tuple[Record, ...] = Field(min_length=1)
    ignores_case: bool = False
    within: Literal["district", "school"] = "district"

    @model_validator(mode="after")
    def _known_field(self) -> Self:
        return _with_field(self, self.populations, self.field)


class Limit(Judged):
    """How many of one thing another may have.

    Attributes:
        of: what is counted, and for each of what.
        most: the largest number that the vendor takes.
    """

    of: Limited
    most: int = Field(ge=0)


class Value(Judged):
    """What a field's values must look like where there is one.

    Attributes:
        populations: whose field it is.
        fields: the fields.
        least: the least number of characters.
        most: the largest number of characters.
        pattern: a regular expression that the whole value must match.
        forbidden: characters that must not occur.
        among: the only values there may be, in any case.
        means: the condition in a few words, for the message.
    """

    populations: tuple[Record, ...] = Field(min_length=1)
    fields: tuple[str, ...] = Field(min_length=1)
    least: int | None = Field(default=None, ge=1)
    most: int | None = Field(default=None, ge=1)
    pattern: str | None = None
    forbidden: str | None = Field(default=None, min_length=1)
    among: tuple[str, ...] = ()
    means: str = Field(pattern=r"\S")

    def asks_something(self) -> bool:
        """Whether there is a condition in it."""
        return any((self.least, self.most, self.pattern, self.forbidden, self.among))

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not self.asks_something():
            raise ValueError("a value line needs least, most, pattern, forbidden or among")
        for field in self.fields:
            _with_field(self, self.populations, field)
        return self


class Roles(Judged):
    """The OneRoster roles that the vendor knows; it does not take users with another."""

    known: tuple[str, ...] = Field(min_length=1)


_L = TypeVar("_L", bound=Line)


def _with_field(line: _L, populations: tuple[Record, ...], field: str) -> _L:
    for population in populations:
        if field not in FIELDS[population]:
            known = ", ".join(FIELDS[population])
            raise ValueError(f"'{field}' is no field of a {population}: known are {known}")
    return line
