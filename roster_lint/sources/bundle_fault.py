"""What is wrong with a OneRoster bundle as a package: its files, its manifest, its headers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BundleFault:
    """One fault that is not of a cell.

    Attributes:
        fault: which one; the OB checks select by it.
        file: the file that it is in, or is about.
        line: the physical line, where there is one.
        subject: the column, property or file that is meant.
        detail: what else a message says: never a value that may be personal.
    """

    fault: str
    file: str
    line: int | None = None
    subject: str | None = None
    detail: str | None = None
