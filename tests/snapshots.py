"""Snapshots for the tests: copies of the sample districts, and folders packed into zips."""

import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from roster_lint.files.shipped import shipped


def sample(folder: Path, name: str = "ready") -> Path:
    """A copy of a sample district in a folder ``export``."""
    return Path(shutil.copytree(shipped("fixtures") / name, folder / "export"))


def change(path: Path, line: int, old: str, new: str) -> None:
    """Replaces text in one line of a file, counted from 1; the text must be there."""
    lines = path.read_text(encoding="utf-8").split("\n")
    assert old in lines[line - 1], lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def pack(folder: Path, archive: Path, inside: str = "") -> Path:
    """A zip of a folder's files, under a folder ``inside`` if one is named."""
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, f"{inside}{path.name}")
    return archive


def spoil(archive: Path, name: str, change: Callable[[ZipInfo], None]) -> Path:
    """Rewrites what a zip's directory says of one entry, and leaves its data alone."""
    with ZipFile(archive, "a") as packed:
        change(packed.getinfo(name))
        packed.comment = b"spoiled"  # or the directory would not be written again
    return archive


def damage(archive: Path, name: str, offset: int = 20) -> Path:
    """Turns over the bits of one byte of an entry's packed data."""
    with ZipFile(archive) as packed:
        begins = packed.getinfo(name).header_offset
    data = bytearray(archive.read_bytes())
    name_size, extra_size = struct.unpack_from("<HH", data, begins + 26)
    data[begins + 30 + name_size + extra_size + offset] ^= 0xFF
    archive.write_bytes(data)
    return archive
