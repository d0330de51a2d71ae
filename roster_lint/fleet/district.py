"""A district of a fleet, and what is to be done with it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from roster_lint.settings.settings import Settings

FOLDER = "districts"
"""The folder, within the one that is written, of the districts' reports."""

ReportKind = Literal["json", "html", "jsonl", "sarif", "junit", "markdown", "csv"]

ENDINGS: Mapping[ReportKind, str] = {
    "json": ".json",
    "html": ".html",
    "jsonl": ".jsonl",
    "sarif": ".sarif",
    "junit": ".junit.xml",
    "markdown": ".md",
    "csv": ".csv",
}
"""How the file of each kind of report ends."""

_LONGEST = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class District:
    """One entry of a list.

    Attributes:
        name: as the summary has it.
        source: a database URL, a folder or zip, or a URL that fsspec can read.
        options: settings that are this district's own, by key.
        config: its settings file; that of the run where absent.
        size: of its data in bytes, as far as it is known without reading it.
    """

    name: str
    source: str
    options: Mapping[str, object] = field(default_factory=dict)
    config: Path | None = None
    size: int | None = None


@dataclass(frozen=True)
class Task:
    """What a worker is handed: everything that it takes to lint one district.

    Attributes:
        name: the district's.
        source: its source.
        settings: of its run, as-of date included.
        slug: what its reports are called, without an ending; unique in the run.
        out: the folder that is written; None where only the summary is wanted.
        reports: the kinds of reports to write.
        token: what the file ``.fleet`` in that folder holds; the worker must see it there.
        timeout: after how many seconds the district is given up; never where absent.
        stamp: what it is judged by, to recognize an earlier result.
    """

    name: str
    source: str
    settings: Settings
    slug: str
    out: Path | None = None
    reports: tuple[ReportKind, ...] = ()
    token: str | None = None
    timeout: float | None = None
    stamp: str | None = None

    def files(self) -> dict[ReportKind, str]:
        """The reports' files by kind, relative to the folder that is written."""
        return {kind: f"{FOLDER}/{self.slug}{ENDINGS[kind]}" for kind in self.reports}


def slugs(names: Iterable[str]) -> list[str]:
    """Names for files, one for each district: plain ASCII, and no two alike in any case."""
    taken: set[str] = set()
    made = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        base = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip(".-")[:_LONGEST] or "district"
        base = f"district-{base}" if _RESERVED.match(base) else base
        slug, number = base, 1
        while slug.casefold() in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug.casefold())
        made.append(slug)
    return made
