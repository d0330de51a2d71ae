"""The commands that README and the hand-written pages show, as they stand in their blocks."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GENERATED = ("oneroster-fields.md", "vendors.md")
"""Pages that a script writes, which show no command."""

_BLOCK = re.compile(r"^```(sh|powershell)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """One line of a block.

    Attributes:
        page: where it stands.
        line: as it is written, without a comment behind it.
    """

    page: str
    line: str

    @property
    def words(self) -> list[str]:
        """What the shell makes of it, up to where its output goes."""
        words = shlex.split(self.line, posix=True)
        return words[: words.index(">")] if ">" in words else words

    @property
    def is_ours(self) -> bool:
        """Whether it runs roster-lint and nothing else."""
        return self.words[:1] == ["roster-lint"]


def pages() -> list[Path]:
    """README and the pages that are written by hand."""
    by_hand = [path for path in sorted(DOCS.rglob("*.md")) if path.name not in GENERATED]
    return [ROOT / "README.md", *by_hand]


def commands() -> Iterator[Command]:
    """All commands, page by page."""
    for path in pages():
        name = path.relative_to(ROOT).as_posix()
        for _shell, block in _BLOCK.findall(path.read_text(encoding="utf-8")):
            for line in block.replace("\\\n", "").splitlines():
                reported = re.sub(r"\s+#.*$", "", line).strip()
                if reported and not reported.startswith("#"):
                    yield Command(name, reported)
