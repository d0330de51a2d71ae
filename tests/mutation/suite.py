"""The tests of the model, run on a mutant in a copy of the project: what no case may notice.

That costs seconds a mutant, not milliseconds, so it is the last resort.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.case_model import statements
from tests.mutation.mutants import Mutant

_ROOT = Path(__file__).parent.parent.parent
_PARTS = ("roster_lint", "checks", "fixtures", "tests", "pyproject.toml", "README.md", "docs")
_TESTS = ("tests/model", "tests/explain")


def kills(mutant: Mutant) -> bool:
    """Whether a test of the model or of ``explain`` fails with a mutant of the model.

    Raises:
        RuntimeError: the tests could not be run.
    """
    with tempfile.TemporaryDirectory(prefix="roster-lint-mutant-") as name:
        copy = Path(name)
        for part in _PARTS:
            source = _ROOT / part
            if source.is_dir():
                shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / part)
        _put(mutant, copy / "roster_lint" / "model" / "campus" / f"{mutant.file}.sql")
        command = [sys.executable, "-m", "pytest", "-x", "-n", "0", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, *_TESTS], cwd=copy, check=False, capture_output=True, text=True
        )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{mutant.file} {mutant.name}: {done.stdout}{done.stderr}")
    return done.returncode == 1


def _put(mutant: Mutant, path: Path) -> None:
    statement = next(one for one in statements() if one.table == mutant.table)
    original = statement.sql.strip().rstrip(";")
    text = path.read_text(encoding="utf-8")
    if text.count(original) != 1:
        raise RuntimeError(f"{path.name} does not hold the statement of {mutant.table} once")
    changed = f"CREATE {statement.kind} {statement.table} AS {mutant.sql}"
    path.write_text(text.replace(original, changed), encoding="utf-8")
