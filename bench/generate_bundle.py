"""Writes a believable, mostly healthy OneRoster CSV bundle of any number of students.

The bulk files of school year 2026-27, with a small, counted share of faults. The same arguments
give the same files. Every person in it is invented.
"""

import json
from pathlib import Path

from bundle_sql import FILES, PLANTED, SCAFFOLD
from writing import parser_of, write_folder, write_with

SIZES = {"students_per_school": 600, "students_per_class": 4}
"""Students a school, and students for each class of theirs: with 7 classes each, 28 a class."""

FAULT_SHARE = 0.001
"""The share of the records of its kind that each fault befalls."""

NAMES = {
    "1.1": "academicSessions categories classes classResources courses courseResources"
    " demographics enrollments lineItems orgs resources results users",
    "1.2": "academicSessions categories classes classResources courses courseResources"
    " demographics enrollments lineItemLearningObjectiveIds lineItems lineItemScoreScales orgs"
    " resources resultLearningObjectiveIds results resultScoreScales roles scoreScales"
    " userProfiles userResources users",
}
"""The files that a manifest of each version must speak of, in its order."""


def manifest(oneroster: str) -> str:
    """The SELECT of manifest.csv: its versions, and which files are there."""
    properties = {"manifest.version": "1.0", "oneroster.version": oneroster}
    for name in NAMES[oneroster].split():
        properties[f"file.{name}"] = "bulk" if name in FILES[oneroster] else "absent"
    properties |= {"source.systemName": "Sample SIS", "source.systemCode": "sample"}
    rows = ", ".join(f"('{name}', '{value}')" for name, value in properties.items())
    return f"SELECT * FROM (VALUES {rows}) AS t (propertyName, value)"


def planted_file(folder: Path) -> Path:
    """Where the counts of a bundle's planted faults stand: beside its folder."""
    return folder.with_name(f"{folder.name}-planted.json")


def generate(students: int, folder: Path, oneroster: str = "1.1", seed: int = 1) -> None:
    """Write the bundle, and beside it how many records have each fault.

    Args:
        students: how many; there are 0.94 guardians and 0.06 teachers for each.
        folder: where the files go; must not exist.
        oneroster: the version, "1.1" or "1.2".
        seed: another seed spreads the faults over other records.

    Raises:
        FileExistsError: the folder exists.
    """
    settings = SIZES | {"students": students, "seed": seed, "fault_share": FAULT_SHARE}
    files = {"manifest": manifest(oneroster)} | FILES[oneroster]
    planted = write_folder(folder, settings, SCAFFOLD, files, PLANTED)
    planted_file(folder).write_text(json.dumps(dict(planted), indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Run from the command line."""
    parser = parser_of((__doc__ or "").split("\n")[0])
    parser.add_argument("--oneroster", choices=sorted(FILES), default="1.1")
    write_with(generate, parser)


if __name__ == "__main__":
    main()
