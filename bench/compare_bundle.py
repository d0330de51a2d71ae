"""Measures ten rules on one OneRoster bundle in roster-lint and in three other validators.

Each validator runs as a fresh process in an environment of its own, in turns. It reports and judges
nothing: the exit code is 0 whatever the figures are.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from generate_bundle import planted_file
from measuring import MEMORY, ROOT, Run, figures, generated, machine, run, table
from rivals.rules_roster_lint import RULES

RIVALS = ROOT / "bench" / "rivals"


@dataclass(frozen=True)
class Contender:
    """One validator with its rules.

    Attributes:
        name: what the table calls it.
        script: the file beside this one that runs it, where it is not roster-lint.
        packages: what its environment needs; the first one is the validator.
        aim: how many times as long as roster-lint it should take.
        pairs: rules of which it counts both records that share a value.
    """

    name: str
    script: str = ""
    packages: tuple[str, ...] = ()
    aim: int | None = None
    pairs: tuple[str, ...] = ()


TEN = Contender("roster-lint, these rules", pairs=("email-repeated",))
WHOLE = Contender("roster-lint, every check", pairs=("email-repeated",))
OTHERS = (
    Contender("pandas + pandera", "rules_pandera.py", ("pandera[pandas]", "pandas", "pyarrow"), 10),
    Contender("frictionless", "rules_frictionless.py", ("frictionless",), 50),
    Contender(
        "Great Expectations",
        "rules_gx.py",
        ("great-expectations", "pandas", "pyarrow"),
        50,
        ("user-repeated", "email-repeated"),
    ),
)

VERSIONS = """
import sys
from importlib.metadata import version
print(", ".join(f"{name} {version(name)}" for name in sys.argv[1:]))
"""


@dataclass(frozen=True)
class Result:
    """All runs of one contender.

    Attributes:
        contender: which it is.
        runs: its runs.
        found: how many records break each rule, by what it said.
        versions: of its packages.
    """

    contender: Contender
    runs: Sequence[Run]
    found: Mapping[str, int]
    versions: str = ""

    @property
    def cpu(self) -> float:
        """Median time on all cores."""
        return median(run.cpu_seconds for run in self.runs)

    @property
    def seconds(self) -> float:
        """Median wall time."""
        return median(run.seconds for run in self.runs)


def environment(contender: Contender, folder: Path) -> Path:
    """The Python of the contender's own environment, made with uv where it is not there yet.

    Raises:
        subprocess.CalledProcessError: it could not be made.
    """
    home = folder / contender.script.removesuffix(".py")
    python = home / "bin" / "python"
    if not python.exists():
        beside = Path(sys.executable).with_name("uv")
        uv = str(beside) if beside.exists() else shutil.which("uv") or "uv"
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(home)], check=True)
        install = [uv, "pip", "install", "-q", "--python", str(python), *contender.packages]
        subprocess.run(install, check=True)
    return python


def compare(
    bundle: Path,
    small: Path,
    runs: int,
    others: Sequence[Contender],
    environments: Path,
    temporary: Path,
) -> list[Result]:
    """Run all contenders in turns, so that whatever else the machine does hits them alike.

    Args:
        bundle: what is measured.
        small: a bundle that warms the caches of modules before that.
        runs: of each.
        others: the contenders beside roster-lint.
        environments: where those of the others are, or will be.
        temporary: for the report and compiled modules.
    """
    pythons = dict.fromkeys((TEN, WHOLE), sys.executable)
    pythons |= {other: str(environment(other, environments)) for other in others}
    done: dict[Contender, list[Run]] = {contender: [] for contender in pythons}
    found: dict[Contender, dict[str, int]] = {}
    bytecode, report = temporary / "bytecode", temporary / "report.json"
    for nth in range(runs + 1):
        for contender, python in pythons.items():
            ran = run(arguments(contender, bundle if nth else small, report), bytecode, python)
            print(f"run {nth}: {contender.name}: {ran.seconds:.1f} s", file=sys.stderr)
            if ran.problem:
                print(ran.problem, file=sys.stderr)
            elif nth:
                found[contender] = counts(contender, ran, report, bytecode)
            if nth:
                done[contender].append(ran)
    return [
        Result(each, done[each], found.get(each, {}), versions(each, python, bytecode))
        for each, python in pythons.items()
    ]


def arguments(contender: Contender, bundle: Path, report: Path) -> list[str]:
    """What follows the word python to check a bundle."""
    if contender.script:
        return [str(RIVALS / contender.script), str(bundle)]
    codes = sorted({code for code, _ in RULES.values()}) if contender is TEN else []
    options = ["--oneroster=1.1", "--as-of=2026-09-15", "--output-format=json", "--quiet"]
    options += [f"--memory={MEMORY}"]
    options += ["--fail-on=never", f"--output-file={report}", *(f"--select={c}" for c in codes)]
    return ["-m", "roster_lint", "check", str(bundle), *options]


def counts(contender: Contender, ran: Run, report: Path, bytecode: Path) -> dict[str, int]:
    """How many records break each rule, by what a contender printed or wrote."""
    if not contender.script:  # in a process of its own, or a large report would swell this one
        ran = run([str(RIVALS / "rules_roster_lint.py"), str(report)], bytecode)
    found: dict[str, int] = json.loads(ran.output.rpartition("\n")[2])
    return found


def versions(contender: Contender, python: str, bytecode: Path) -> str:
    """What is measured, with its versions."""
    packages = [name.partition("[")[0] for name in contender.packages or ("roster-lint", "duckdb")]
    return run(["-c", VERSIONS, *packages], bytecode, python).output


def agreement(result: Result, planted: Mapping[str, int]) -> list[str]:
    """Where the counts are not those of the planted faults, and which rules are left out."""
    said = []
    for rule in sorted(planted):
        expected = planted[rule] * (2 if rule in result.contender.pairs else 1)
        if rule not in result.found:
            said.append(f"{rule} left out")
        elif result.found[rule] != expected:
            said.append(f"{rule} {result.found[rule]:,} instead of {expected:,}")
    return said


def rows(results: Sequence[Result], planted: Mapping[str, int]) -> list[list[str]]:
    """The figures of all contenders under their header."""
    header = ["", "time", "memory", "CPU", "rules", "findings", "x time", "x CPU", "aim"]
    lines = [header]
    ten = results[0]
    for result in results:
        cells = figures(result.runs)
        if not cells:
            lines.append([result.contender.name, "failed", *[""] * 7])
            continue
        known = [rule for rule in planted if rule in result.found]
        aim = result.contender.aim
        compared = ["", ""]
        if figures(ten.runs):
            compared = [f"{result.seconds / ten.seconds:.1f}", f"{result.cpu / ten.cpu:.1f}"]
        lines.append(
            [
                result.contender.name,
                *cells,
                f"{result.cpu:.1f} s",
                str(len(known)),
                f"{sum(result.found[rule] for rule in known):,}",
                *compared,
                f">= {aim}" if aim else "",
            ]
        )
    return lines


def _short(contender: Contender) -> str:
    """What its script is called by."""
    return contender.script.removeprefix("rules_").removesuffix(".py")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--students", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--beside",
        choices=[_short(other) for other in OTHERS],
        nargs="+",
        help="these alone of the other validators: some take minutes for a large bundle",
    )
    parser.add_argument("--folder", type=Path, help="where data and environments are kept")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary, "data")).resolve()
        bundle = generated("generate_bundle.py", options.students, folder / "1.1")
        small = generated("generate_bundle.py", 1_000, folder / "1.1")
        planted = json.loads(planted_file(bundle).read_text(encoding="utf-8"))
        others = [o for o in OTHERS if options.beside is None or _short(o) in options.beside]
        environments = folder / "environments"
        results = compare(bundle, small, options.runs, others, environments, Path(temporary))
    planted = {rule: planted.get(rule, 0) for rule in RULES}
    print(f"{options.students:,} students, {sum(planted.values()):,} faults against the ten rules")
    print(table(rows(results, planted), options.markdown))
    print()
    for result in results:
        said = agreement(result, planted) or ["counts every planted fault, and no other"]
        said += [f"both records counted of {rule}" for rule in result.contender.pairs]
        print(f"{result.contender.name} ({result.versions}): {'; '.join(said)}")
    print(f"Median of {options.runs} runs in turns, warm cache; memory is the highest peak.")
    print(f"The engine of roster-lint may hold {MEMORY} (--memory).")
    print(f"Machine: {machine()}")


if __name__ == "__main__":
    main()
