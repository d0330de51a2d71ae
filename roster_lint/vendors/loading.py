"""Finds profiles: those that are shipped by name, a district's own by its file."""

import difflib
from functools import cache
from pathlib import Path

from roster_lint.errors import UsageError
from roster_lint.files.kinds import refuse_special
from roster_lint.files.shipped import shipped
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.reading import read_profile


@cache
def profile_names() -> tuple[str, ...]:
    """The names of the shipped profiles."""
    return tuple(sorted(path.stem for path in shipped("checks").glob("vendors/*.toml")))


def load_profile(name: str | None, label: str = "--vendor") -> Profile:
    """The profile of that name, or from that file; ``generic`` where no vendor is named.

    Args:
        name: a shipped profile's name in any case, or the path of a file.
        label: the option or setting, for the error message.

    Raises:
        UsageError: there is no such profile (the nearest are named), or its file is malformed.
    """
    return read_profile(_found(name or "generic", Path(), label), _extended)


def profile_files(name: str, label: str = "--vendor") -> tuple[Path, ...]:
    """The file of a profile and those that it extends; raises UsageError as reading it does."""
    files = [_found(name, Path(), label)]

    def noted(extended: str, path: Path) -> Path:
        files.append(_extended(extended, path))
        return files[-1]

    read_profile(files[0], noted)
    return tuple(files)


def _extended(name: str, path: Path) -> Path:
    """The file that ``extend`` names, from the folder of the file that names it."""
    return _found(name, path.parent, f"The profile {path.name}: extend")


def _found(text: str, folder: Path, label: str) -> Path:
    """The file of a profile.

    Args:
        text: a shipped profile's name in any case, or the path of a file.
        folder: where a relative path begins.
        label: who asks, for the complaint.
    """
    if text.lower().endswith(".toml"):
        path = folder / Path(text).expanduser()
        refuse_special(path, label)
        if not path.is_file():
            raise UsageError(f"{label}: there is no profile file {text}.")
        return path.resolve()
    if text.casefold() in profile_names():
        return shipped("checks") / "vendors" / f"{text.casefold()}.toml"
    near = difflib.get_close_matches(text.casefold(), profile_names(), 3, 0.4)
    hint = (
        f"Did you mean {' or '.join(near)}?"
        if near
        else "The profiles are: " + ", ".join(profile_names())
    )
    raise UsageError(f"{label}: there is no profile '{text}'. {hint}")
