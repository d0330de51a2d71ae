"""Writes generated tables as CSV files into a folder that appears only when it is complete."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

Setting = int | float | bool


def write_folder(
    folder: Path,
    settings: Mapping[str, Setting],
    scaffold: str,
    files: Mapping[str, str],
    numbers: str | None = None,
) -> list[tuple[str, int]]:
    """Write one CSV file a SELECT, with DuckDB in this process.

    Args:
        folder: where the files go; must not exist.
        settings: variables that the SQL asks for with getvariable.
        scaffold: statements that make what the SELECTs read.
        files: name without ".csv" and SELECT of each file, in order.
        numbers: a SELECT of names and numbers about what was written.

    Returns:
        What `numbers` gives.

    Raises:
        FileExistsError: the folder exists.
    """
    if folder.exists():
        raise FileExistsError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="unfinished-") as unfinished:
        written = Path(unfinished, "files")
        written.mkdir()
        with duckdb.connect(config={"temp_directory": str(Path(unfinished, "spill"))}) as con:
            for name, value in settings.items():
                con.execute(f"SET VARIABLE {name} = {value}")
            con.execute(scaffold)
            for name, select in files.items():
                con.sql(select).write_csv(str(written / f"{name}.csv"), header=True)
            facts = con.sql(numbers).fetchall() if numbers else []
        shutil.move(written, folder)
    return facts


def parser_of(description: str) -> argparse.ArgumentParser:
    """The arguments that every generator has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("students", type=int)
    parser.add_argument("folder", type=Path, help="where the files go; must not exist")
    parser.add_argument("--seed", type=int, default=1)
    return parser


def write_with(generate: Callable[..., None], parser: argparse.ArgumentParser) -> None:
    """Generate what the command line asks for, and print its size and how long it took."""
    arguments = parser.parse_args()
    begun = time.perf_counter()
    try:
        generate(**vars(arguments))
    except FileExistsError as error:
        parser.error(f"{error} exists: name a folder that does not")
    seconds = time.perf_counter() - begun
    size = sum(file.stat().st_size for file in arguments.folder.iterdir())
    print(f"{arguments.folder}: {size / 1e6:,.0f} MB in {seconds:.1f} s")
