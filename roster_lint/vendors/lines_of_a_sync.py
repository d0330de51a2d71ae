"""Lines of a vendor profile about a whole bundle or sync, and about what other checks find."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from roster_lint.settings.entries import Closed
from roster_lint.vendors.fields import Record
from roster_lint.vendors.lines import Judged, Line, Names


class OrgType(Judged):
    """A type of org: at least one must be sent.

    Attributes:
        type: the type, as OneRoster spells it.
    """

    type: Literal["district", "school"]


class Package(Judged):
    """What the vendor accepts of a bundle as a whole.

    Attributes:
        takes: ``bulk`` where files with only changes (delta) are not accepted, ``no-csv`` where
            OneRoster CSV is not read at all, ``files`` where certain files must be there.
        files: these files.
    """

    takes: Literal["bulk", "no-csv", "files"]
    files: tuple[Annotated[str, Field(pattern=r"^[A-Za-z]+\.csv$")], ...] = ()

    @model_validator(mode="after")
    def _names_files(self) -> Self:
        if (self.takes == "files") != bool(self.files):
            raise ValueError("files goes with takes = 'files', and names one or more")
        return self


class CheckSeverity(Judged):
    """How severe a named check's findings are for the vendor.

    Attributes:
        check: the check's code.
        columns: the columns of a bundle whose findings it is about; all where empty.
    """

    check: str = Field(pattern=r"^[A-Z]{2}[0-9]{3}$")
    columns: Names = ()


class Unminded(Line):
    """Checks whose findings are nothing to the vendor.

    Attributes:
        checks: their codes.
        only: ``letter-case`` where only the findings on values that are right but for upper and
            lower case do not count; all of them where absent.
    """

    checks: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}[0-9]{3}$")], ...] = Field(min_length=1)
    only: Literal["letter-case"] | None = None


class Pause(Closed):
    """When the vendor pauses every sync, by the dates of the school year.

    Attributes:
        before_last_day: from so many days before the last school day.
        before_new_year: until so many days before the first day of the next school year.
    """

    before_last_day: int = Field(ge=0)
    before_new_year: int = Field(ge=0)


class Note(Line):
    """What cannot be seen in one source, or what other checks see already.

    Attributes:
        checks: codes of the checks that judge it for every vendor.
        about: reports print it where no check judges it, of a ``bundle`` or of every ``sync``.
        pause: the days of the pause that it speaks of.
    """

    says: str = Field(pattern=r"\S")
    checks: tuple[str, ...] = ()
    about: Literal["bundle", "sync"] | None = None
    pause: Pause | None = None


class Hold(Judged):
    """How much of a roster may change from one sync to the next before the vendor stops.

    Attributes:
        of: the records that the share is taken from, each kind by itself.
        change: what is counted: records ``deleted``, ``updated`` in a field, ``renamed``, or by how
            much their ``total`` differs.
        within: ``class`` where the students of each class are counted by themselves, and not all.
        over: the share above which it happens.
        then: what happens, as written after a colon.
    """

    of: tuple[Record, ...] = Field(min_length=1)
    change: Literal["deleted", "updated", "renamed", "total"]
    within: Literal["class"] | None = None
    over: str = Field(pattern=r"^(100|[1-9]?[0-9])(\.[0-9]+)?%$")
    then: str = Field(pattern=r"\S")

    @property
    def share(self) -> float:
        """``over`` as a part of 1."""
        return float(self.over.removesuffix("%")) / 100

    @property
    def percent(self) -> str:
        """``over`` as it is written in a sentence: 60 %."""
        return self.over.replace("%", " %")

    @model_validator(mode="after")
    def _knows_who_is_in_a_class(self) -> Self:
        if self.within and (self.of, self.change) != (("student",), "updated"):
            raise ValueError("within = 'class' goes with of = ['student'] and change = 'updated'")
        return self


class Loss(Judged):
    """What is lost where a class is removed, which is what happens if its id changes."""

    says: str = Field(pattern=r"\S")
