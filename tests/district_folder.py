"""A folder of CSV files that holds one district after the other, each as its snapshot."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures.district import District


class DistrictFolder:
    """Writes only the files that differ from those of the district before."""

    def __init__(self, path: Path) -> None:
        """Takes a folder that is empty or not there yet."""
        self.path = path
        self._here = District({})

    def put(self, district: District) -> Path:
        """Writes a district in place of the one before, whose rows must be as they were."""
        before, after = self._here.tables, district.tables
        District({n: r for n, r in after.items() if r != before.get(n)}).write(self.path)
        for name in before.keys() - after.keys():
            (self.path / f"{name}.csv").unlink()
        self._here = district
        return self.path


@cache
def folder_of_process() -> DistrictFolder:
    """One folder for all that a process tries; it goes when the process ends."""
    return DistrictFolder(Path(_temporary().name))


@cache
def _temporary() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="districts-")
