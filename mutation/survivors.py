"""The mutants that are known to live, each with the reason, in ``survivors.toml``."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from mutation.mutants import Mutant
from roster_lint.settings.entries import Closed

PATH = Path(__file__).with_suffix(".toml")


class Survivors(Closed):
    """Mutants of one file that live for one reason.

    Attributes:
        file: the check's code or the model's file, as in Mutant.
        reason: why nothing can distinguish them from the original.
        mutants: their names.
    """

    file: str
    reason: str = Field(pattern=r"\S")
    mutants: tuple[str, ...] = Field(min_length=1)


def listed(path: Path = PATH) -> dict[tuple[str, str], str]:
    """The reasons by file and name; raises ValueError where a mutant is listed twice."""
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    reasons: dict[tuple[str, str], str] = {}
    for entry in map(Survivors.model_validate, facts.get("survivor", ())):
        for name in entry.mutants:
            if (entry.file, name) in reasons:
                raise ValueError(f"{path.name} lists {entry.file} {name} twice")
            reasons[entry.file, name] = entry.reason
    return reasons


def complaints(mutants: Iterable[Mutant], alive: Iterable[Mutant]) -> list[str]:
    """What the list of survivors and a run do not agree on.

    Args:
        mutants: those that were tried.
        alive: those that survived.
    """
    reasons = set(listed())
    tried = {(mutant.file, mutant.name) for mutant in mutants}
    living = {(mutant.file, mutant.name) for mutant in alive}
    wrong = [f"{f}: no case distinguishes it from the original: {n}" for f, n in living - reasons]
    wrong += [f"{f}: listed as a survivor, but killed: {n}" for f, n in (reasons & tried) - living]
    return sorted(wrong)
