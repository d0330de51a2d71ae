"""What ``init`` knows about a district's connection, from flags and answers."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from roster_lint.errors import UsageError
from roster_lint.vocabulary import OneRoster


@dataclass(frozen=True)
class Answers:
    """The settings that every district has to make; what is blank stays commented out.

    Attributes:
        source: a database URL without a password, or a path from this folder.
        oneroster: the version of the connection.
        vendor: names of shipped profiles, or paths of profile files from this folder.
    """

    source: str | None = None
    oneroster: str | None = None
    vendor: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return self != Answers()

    def in_file(self, folder: Path) -> Mapping[str, str | Sequence[str]]:
        """The settings by key, with paths as a file in that folder has to name them."""
        values: dict[str, str | Sequence[str]] = {}
        if self.source is not None:
            values["source"] = _seen_from(folder, self.source)
        if self.vendor:
            values["vendor"] = [
                _seen_from(folder, name) if _is_file(name) else name for name in self.vendor
            ]
        if self.oneroster is not None:
            values["oneroster"] = self.oneroster
        return values

    @property
    def open(self) -> tuple[str, ...]:
        """What is left to set before a run is more than a guess, in words."""
        unset = (("source", self.source), ("OneRoster version", self.oneroster))
        return tuple(words for words, value in unset if value is None)


def source(text: str, label: str) -> str | None:
    """The source of that name; None where it is blank.

    Args:
        text: as typed.
        label: what to call it in a complaint.

    Raises:
        UsageError: a URL that cannot be read, or that holds a password; a connection string.
    """
    from roster_lint.settings.source_name import is_api_url, is_url, source_name

    text = source_name(text, label)
    if is_api_url(text):
        from roster_lint.sources.api.address import parse_address

        parse_address(text, plain_http=True)
    elif is_url(text):
        from roster_lint.sources.database_url import parse_url, secrets

        if secrets(parse_url(text)):
            raise UsageError(
                f"{label} holds a password, which does not belong in a file: leave it out, and put "
                "it into ROSTER_LINT_PASSWORD or the keyring."
            )
    return text or None


def oneroster(text: str, label: str) -> str | None:
    """The version of that name; None where it is blank. Raises UsageError where there is none."""
    text, versions = text.strip(), get_args(OneRoster)
    if text and text not in versions:
        raise UsageError(f"{label} is '{text}', but must be {' or '.join(versions)}.")
    return text or None


def vendors(names: Sequence[str], label: str) -> tuple[str, ...]:
    """The profiles of these names and files, each once; blank names are left out.

    Raises:
        UsageError: there is no such profile, a file is malformed, or two have one name.
    """
    from roster_lint.vendors.loading import load_profile
    from roster_lint.vendors.several import Vendors

    wanted = [name.strip() for name in names if name.strip()]
    profiles = [load_profile(name, label) for name in wanted]
    known = [
        name if _is_file(name) else profile.name
        for name, profile in zip(wanted, profiles, strict=True)
    ]
    Vendors.named(known)
    return tuple(dict.fromkeys(known))


def _is_file(vendor: str) -> bool:
    return vendor.lower().endswith(".toml")


def _seen_from(folder: Path, path: str) -> str:
    """A path from this folder, as it is called in another one."""
    from roster_lint.settings.source_name import is_url

    here = folder.resolve() == Path.cwd()
    if here or is_url(path) or path.startswith("~") or Path(path).is_absolute():
        return path
    return os.path.relpath(path, folder)
