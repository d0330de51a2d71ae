"""The one list of corruptions that nobody could notice, or need not; each with its reason."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from roster_lint.settings.entries import Closed

Reason = Literal["undetectable", "blank is normal", "harmless"]

_LIST = Path(__file__).parent / "exceptions.toml"


class Excepted(Closed):
    """One corruption under which a run may be ready without a word.

    Attributes:
        corruption: its name.
        reason: ``undetectable`` where what is lost leaves no trace in any table, ``blank is
            normal`` where healthy districts leave the column blank, ``harmless`` where everything
            that is sent stays as it was.
        because: why that is so.
    """

    corruption: str
    reason: Reason
    because: str


@cache
def exceptions() -> dict[str, Excepted]:
    """All exceptions by the names of their corruptions.

    Raises:
        ValueError: one corruption is listed twice.
    """
    facts = tomllib.loads(_LIST.read_text(encoding="utf-8"))
    listed = TypeAdapter(list[Excepted]).validate_python(facts["exception"])
    named = {one.corruption: one for one in listed}
    if len(named) < len(listed):
        raise ValueError(f"{_LIST.name} lists a corruption twice")
    return named
