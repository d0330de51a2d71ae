"""Generated districts of many sizes, of both families, and some that nobody can read."""

import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
AS_OF = "2026-09-15"
BROKEN = ("torn", "poisoned", "endless", "refused", "absent")
"""Districts that nobody can read."""

_SMALL = 700


def generate(place: Path, districts: int, largest: int, seed: int) -> Path:
    """The list of so many districts, which are generated where they are not there yet.

    Args:
        place: the folder for them.
        districts: how many that can be read.
        largest: students of the largest; most are small, as districts are.
        seed: another one makes other districts.
    """
    chance = random.Random(seed)
    lines = ["name,source"]
    for number in range(districts):
        # Half of the districts of the country have fewer than a thousand students.
        most = largest if number % 20 == 0 else 5_000 if number % 4 == 0 else _SMALL
        students = int(chance.triangular(500, min(most, largest), 500))
        kind = ("campus", "bundle")[number % 2]
        size = "small" if students <= _SMALL else "large"
        name = f"{size}-{kind}-{number}"
        lines.append(f"{name},{_written(place, kind, students, seed * 1000 + number)}")
    lines += _broken(place)
    listing = place / "list.csv"
    listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return listing


def _written(place: Path, kind: str, students: int, seed: int) -> str:
    """The name of the district's folder, or of its zip, in the place."""
    name = f"{kind}-{students}-{seed}"
    if not (place / name).exists() and not (place / f"{name}.zip").exists():
        script = ROOT / "bench" / f"generate_{kind}.py"
        command = [sys.executable, str(script), str(students), str(place / name)]
        subprocess.run([*command, "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)
    return name


def _broken(place: Path) -> list[str]:
    (place / "torn.zip").write_bytes(b"PK\3\4" + bytes(range(256)) * 9)
    with zipfile.ZipFile(place / "poisoned.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        # A name that leads out of the folder, and a file that is a thousand times its size.
        archive.writestr("../../Person.csv", "personID\n1\n")
        with archive.open("Enrollment.csv", "w") as stream:
            for _ in range(64):
                stream.write(b"0" * (1 << 20))
    pipe = place / "endless.zip"
    if not pipe.exists():
        os.mkfifo(pipe)
    return [
        "torn,torn.zip",
        "poisoned,poisoned.zip",
        "endless,endless.zip",
        "refused,postgresql://reader@127.0.0.1:9/none",
        "absent,nothing-here",
    ]
