"""Refuses, before anything is read, to write where it cannot be done or where an input stands."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from roster_lint.errors import UsageError
from roster_lint.files.private import new_part
from roster_lint.files.whole import resolved, stream_number

_Identity = tuple[int, int]
_STANDARD = {1: "standard output", 2: "standard error"}


@dataclass(frozen=True)
class Target:
    """What a run will write.

    Attributes:
        path: a file, or a folder that is written as a whole.
        option: what names it, such as ``--output-file``.
        folder: whether it is a folder.
    """

    path: Path
    option: str
    folder: bool = False


@dataclass(frozen=True)
class Input:
    """What a run reads.

    Attributes:
        path: a file or a folder, which need not exist.
        words: what it is, as in "report.txt is the source".
        reads: of a folder: whether a file of that name, anywhere in it, would be read.
    """

    path: Path
    words: str
    reads: Callable[[str], bool] = lambda _: False


def check_targets(targets: Sequence[Target], inputs: Sequence[Input]) -> None:
    """Refuses targets that cannot be written, that are read, or that would replace each other.

    Links are followed, and names that differ only in case count as one: on some systems they are.

    Args:
        targets: all that the run writes.
        inputs: all that it reads.

    Raises:
        UsageError: one of them will not do; the sentence says which and why. Whether a folder can
            be written is for the one who fills it.
    """
    _refuse_streams_onto(inputs)
    places = {target: resolved(target.path, target.option) for target in targets}
    for target, place in places.items():
        if stream_number(target.path) is not None:
            continue
        if not target.folder:
            check_file(target.path, target.option)
        for read in inputs:
            if _same(place, resolved(read.path)):
                raise UsageError(
                    f"{target.option}: {target.path} is {read.words}, which would be overwritten."
                )
        for read in inputs:
            _refuse_within(target, place, read)
        _refuse_stream(target, place)
    for number, target in enumerate(targets):
        for other in targets[:number]:
            _refuse_both(target, places[target], other, places[other])


def check_file(path: Path, option: str) -> None:
    """Refuses a file that cannot be written.

    Raises:
        UsageError: it is a folder, is protected, or its folder is absent or cannot be written to.
    """
    place = resolved(path, option)
    try:
        if place.exists():
            if place.is_dir():
                raise UsageError(f"{option}: {path} is a folder; name a file in it.")
            if not os.access(place, os.W_OK):
                raise UsageError(f"{option}: {path} is protected and cannot be written to.")
            if not place.is_file():
                return
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{option}: {path} cannot be written: {reason}.") from None
    refuse_unwritable(place.parent, path, option)


def refuse_unwritable(folder: Path, path: Path, option: str) -> None:
    """Refuses a folder that no file can be written to, by trying it.

    Args:
        folder: the folder.
        path: what shall be written there, for the sentence.
        option: what names it.

    Raises:
        UsageError: there is no such folder, or it cannot be written to.
    """
    try:
        if not folder.is_dir():
            raise UsageError(f"{option}: there is no folder {_shown(folder, path)}.")
        descriptor, part = new_part(folder)
        os.close(descriptor)
        part.unlink()
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(
            f"{option}: the folder {_shown(folder, path)} cannot be written to: {reason}."
        ) from None


def _shown(folder: Path, path: Path) -> Path:
    """The folder as it was named, where no link led elsewhere."""
    return path.parent if path.parent.absolute() == folder else folder


def _refuse_within(target: Target, place: Path, read: Input) -> None:
    """Refuses what would be a part of an input, and a folder that holds one."""
    option, path = target.option, target.path
    source = _identity(read.path)
    if source is None:
        return
    if source in _above(place) and read.reads(place.name):
        raise UsageError(
            f"{option}: {path} would be in {read.words} and be read as a part of it: name another "
            "place."
        )
    if target.folder and _identity(place) in _above(resolved(read.path)):
        raise UsageError(f"{option}: {read.words} is in the folder {path}, which is replaced.")


def _refuse_both(target: Target, place: Path, other: Target, other_place: Path) -> None:
    if _is_device(place) or _is_device(other_place):
        return
    if _same(place, other_place):
        raise UsageError(
            f"{target.option} and {other.option} both name {target.path}: name two places."
        )
    for inner, outer, inner_place, outer_place in (
        (target, other, place, other_place),
        (other, target, other_place, place),
    ):
        if outer.folder and outer_place in inner_place.parents:
            raise UsageError(
                f"{inner.option}: {inner.path} is in the folder of {outer.option}, which is "
                "written as a whole: name another place."
            )


def _refuse_stream(target: Target, place: Path) -> None:
    """Refuses a file that the shell already writes to."""
    for number, found in _streams():
        if found == _identity(place):
            raise UsageError(
                f"{target.option}: {target.path} is where {_STANDARD[number]} goes; name another "
                "file."
            )


def _refuse_streams_onto(inputs: Sequence[Input]) -> None:
    for number, found in _streams():
        for read in inputs:
            if found == _identity(read.path):
                raise UsageError(
                    f"{_STANDARD[number].capitalize()} goes to {read.path}, which is {read.words}: "
                    "send it elsewhere."
                )


def _streams() -> Iterator[tuple[int, _Identity]]:
    """The standard streams that the shell sends to a file, and which file."""
    for number in _STANDARD:
        try:
            found = os.fstat(number)
        except OSError:
            continue
        if stat.S_ISREG(found.st_mode):
            yield number, (found.st_dev, found.st_ino)


def _same(place: Path, other: Path) -> bool:
    """Whether two resolved paths are one file or folder, or would be if they existed."""
    identity = _identity(place)
    if identity is not None and identity == _identity(other):
        return True
    folder = _identity(place.parent)
    is_beside = folder is not None and folder == _identity(other.parent)
    return is_beside and place.name.casefold() == other.name.casefold()


def _above(place: Path) -> list[_Identity]:
    found = (_identity(parent) for parent in place.parents)
    return [identity for identity in found if identity is not None]


def _identity(path: Path) -> _Identity | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _is_device(path: Path) -> bool:
    try:
        return stat.S_ISCHR(path.stat().st_mode)
    except OSError:
        return False
