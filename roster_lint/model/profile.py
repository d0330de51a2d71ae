"""A vendor's needs, as data: one TOML file a vendor."""

import difflib
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from roster_lint.errors import UsageError
from roster_lint.settings import Closed
from roster_lint.shipped import shipped

Directory = Literal["google", "microsoft"]
Population = Literal["student", "teacher", "staff", "guardian", "relative", "section"]


class Need(Closed):
    """One field of one population that the vendor uses.

    Attributes:
        population: whose field it is.
        field: ``record`` for the population itself, else the field's name.
        level: ``required`` where the vendor cannot do without it, else ``used``.
        source: the document that says so, or why it is assumed.
    """

    population: Population
    field: Literal["record", "email", "phone", "grade", "primary_teacher"]
    level: Literal["required", "used"]
    source: str = Field(pattern=r"\S")


class Match(Closed):
    """A field on which the vendor matches its accounts.

    Attributes:
        field: the field's name.
        populations: whose accounts are matched on it.
        source: the document that says so.
    """

    field: Literal["email"]
    populations: tuple[Population, ...]
    source: str = Field(pattern=r"\S")


class Accounts(Closed):
    """The directory in which the vendor finds people by their email addresses.

    Attributes:
        directory: whose accounts these are; any accounts that are given where absent.
        populations: who is looked up.
        severity: how grave it is that somebody is not found there.
        source: the document that says so.
    """

    directory: Directory | None = None
    populations: tuple[Population, ...] = Field(min_length=1)
    severity: Literal["error", "warning"] = "error"
    source: str = Field(pattern=r"\S")


class Profile(Closed):
    """What one vendor needs.

    Attributes:
        name: what ``--vendor`` takes.
        display: the vendor's name.
        oneroster: the versions that it is documented for; empty where unknown.
        needs: the fields and populations that it uses.
        matches: the fields that it matches accounts on.
        accounts: the directories in which it finds people by email address.
    """

    name: str
    display: str
    oneroster: tuple[Literal["1.1", "1.2"], ...] = ()
    needs: tuple[Need, ...] = Field(alias="need")
    matches: tuple[Match, ...] = Field(default=(), alias="match")
    accounts: tuple[Accounts, ...] = ()

    def uses(self, population: str, field: str) -> bool:
        """Whether the vendor uses a field of a population; ``*`` stands for any population."""
        return any(n.field == field and population in ("*", n.population) for n in self.needs)

    def matches_on(self, field: str) -> bool:
        """Whether the vendor matches accounts on a field."""
        return any(m.field == field for m in self.matches)


def profile_names() -> list[str]:
    """The names of the shipped profiles."""
    return sorted(path.stem for path in shipped("checks").glob("vendors/*.toml"))


def load_profile(name: str | None) -> Profile:
    """The profile of that name, or from that file; ``generic`` where no vendor is named.

    Raises:
        UsageError: there is no such profile (the nearest are named), or its file is malformed.
    """
    text = name or "generic"
    path = shipped("checks") / "vendors" / f"{text.casefold()}.toml"
    if text.endswith(".toml"):
        path = Path(text).expanduser()
        if not path.is_file():
            raise UsageError(f"--vendor: there is no profile file {text}.")
    elif text.casefold() not in profile_names():
        near = difflib.get_close_matches(text.casefold(), profile_names(), 3, 0.4)
        hint = (
            f"Did you mean {' or '.join(near)}?"
            if near
            else "The profiles are: " + ", ".join(profile_names())
        )
        raise UsageError(f"--vendor: there is no profile '{text}'. {hint}")
    try:
        return Profile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The profile {path.name} is no TOML: {error}") from None
    except ValidationError as errors:
        first = errors.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"The profile {path.name}: {place}: {first['msg']}.") from None
