"""The options of a reconciliation besides the settings of a run."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Options:
    """What the command asks for.

    Attributes:
        cache_day: the day of the last refresh of Campus's OneRoster cache, if it is known.
        calibrate: whether to look for the readings of the article that explain what is served.
    """

    cache_day: date | None = None
    calibrate: bool = False
