"""How much memory the engine may hold, and what to say where it was not enough.

The machine's memory is what DuckDB knows of it: on Linux, macOS and Windows, and in a container
its cgroup's limit, of version 1 or 2.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from roster_lint.engine.address_space import address_space
from roster_lint.errors import ResourceError

_SHARE_OF_DUCKDB = 0.8
"""The share of the machine's memory that DuckDB would take by default."""

_LEAST, _MOST = 1_000_000_000, 8_000_000_000
_AMOUNT = re.compile(r"([0-9.]+) ?([KMGTP]?)(i?)B?(?:ytes)?", re.IGNORECASE)


def bytes_of(text: str) -> int:
    """How many bytes an amount such as ``2GB``, ``500 MB`` or ``1.5 GiB`` is; raises ValueError."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is no amount of memory")
    number, unit, binary = found.groups()
    return int(float(number) * (1024 if binary else 1000) ** " KMGTP".index(unit.upper() or " "))


def of_the_machine(connection: duckdb.DuckDBPyConnection) -> int:
    """The memory of the machine or the container, in bytes.

    Args:
        connection: one without a memory limit yet.
    """
    [(limit,)] = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    machine = int(bytes_of(str(limit)) / _SHARE_OF_DUCKDB)
    return min(machine, address_space() or machine)


def default(machine: int) -> int:
    """What the engine may hold where no setting says it: a quarter, but 1 GB to 8 GB."""
    return min(max(machine // 4, _LEAST), _MOST)


def free() -> int | None:
    """The memory that is free now, in bytes, where the system says so: Linux does."""
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
    found = re.search(r"^MemAvailable: +(\d+) kB$", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else None


def shown(size: int) -> str:
    """An amount for people: ``2.4 GB``, ``500 MB``."""
    return f"{size / 1e9:.1f} GB" if size >= 1_000_000_000 else f"{size // 1_000_000} MB"


@contextmanager
def enough(memory: int, folder: Path) -> Iterator[None]:
    """Says in a sentence that the memory, or the folder for what does not fit it, is full.

    Args:
        memory: what the engine may hold, in bytes.
        folder: where it spills to.

    Raises:
        ResourceError: it was not enough.
    """
    try:
        yield
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise ResourceError(_sentence(str(error), memory, folder)) from None
    except duckdb.Error as error:
        if "No space left" not in str(error):
            raise
        raise ResourceError(_no_space(memory, folder)) from None


def _sentence(said: str, memory: int, folder: Path) -> str:
    if "offload" in said or "max_temp_directory_size" in said:
        return _no_space(memory, folder)
    available = free()
    left = f", {shown(available)} of the machine's is free" if available is not None else ""
    limit = address_space()
    if limit is not None:
        left += f", and this process may have {shown(limit)} of addresses (ulimit -v)"
    return (
        f"The memory is not enough: the engine may hold {shown(memory)}{left}. See the setting "
        "memory: raise it where memory is free, else lower it or free some."
    )


def _no_space(memory: int, folder: Path) -> str:
    return (
        f"The temporary folder {folder.parent} is full. What does not fit in the engine's "
        f"{shown(memory)} of memory is written there: free some space, let TMPDIR name a folder "
        f"with more space, or raise the setting memory."
    )
