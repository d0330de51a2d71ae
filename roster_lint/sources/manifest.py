"""The manifest of a OneRoster bundle: which version it is of, and what each file holds.

The rules are those of CSV Binding 1.2, section 3.1; 1.1 has the same with fewer files.
"""

import csv
import difflib
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from roster_lint import __version__
from roster_lint.contracts.oneroster_files import FILES
from roster_lint.sources.bundle_fault import BundleFault
from roster_lint.vocabulary import OneRoster

FILE = "manifest.csv"
SERVED = "A OneRoster API, as roster-lint has read it"
"""What a bundle calls its source that holds what an API served, status and dates included."""

_HEADER = ["propertyName", "value"]
_VERSION = "oneroster.version"
_MODES = ("absent", "bulk", "delta")
_OPTIONAL = ("source.systemName", "source.systemCode")
_LONGEST_SHOWN = 40
_PROPERTY = re.compile(r"(manifest|oneroster|file|source)[.][\w.-]+", re.IGNORECASE)
_VERSION_LIKE = re.compile(r"v?\d{1,2}([.]\d{1,2}){0,2}", re.IGNORECASE)
_ALIKE = 0.85
_VERSIONS: Mapping[str, OneRoster] = {"1.1": "1.1", "1.2": "1.2", "1.2.1": "1.2"}


@dataclass(frozen=True)
class Property:
    """One row of the manifest."""

    line: int
    name: str
    value: str


@dataclass(frozen=True)
class Manifest:
    """A manifest as it was read.

    Attributes:
        properties: its rows below the header.
        faults: what is wrong with it as a file.
    """

    properties: tuple[Property, ...]
    faults: tuple[BundleFault, ...] = ()

    @property
    def version(self) -> OneRoster | None:
        """The version that it names, if that is one of ours."""
        return _VERSIONS.get(self._values().get(_VERSION, ("", 0))[0])

    @property
    def version_line(self) -> int | None:
        """The line that names the version."""
        return self._values().get(_VERSION, ("", None))[1]

    @property
    def is_served(self) -> bool:
        """Whether the bundle is what roster-lint has read from an API."""
        return self._values().get("source.systemName", ("", 0))[0] == SERVED

    @property
    def lists(self) -> OneRoster | None:
        """The version whose files its rows are about, each of them and no other."""
        named = {name.removeprefix("file.") for name in self._values() if name.startswith("file.")}
        return next((version for version, files in FILES.items() if named == set(files)), None)

    @property
    def system_name(self) -> str:
        """The name of the system that wrote the bundle; empty where it does not say."""
        return self._values().get("source.systemName", ("", 0))[0]

    def mode(self, file: str) -> tuple[str, int] | None:
        """What it says of a file (absent, bulk or delta), and in which line."""
        value = self._values().get(f"file.{file}")
        return value if value and value[0] in _MODES else None

    def _values(self) -> dict[str, tuple[str, int]]:
        known = {name.casefold(): name for name in _known("1.2")}
        values: dict[str, tuple[str, int]] = {}
        for row in self.properties:
            name = known.get(row.name.strip().casefold(), row.name)
            values.setdefault(name, (row.value, row.line))
        return values


def read_manifest(data: bytes) -> Manifest:
    """Reads a manifest's bytes; what is no sound CSV comes as a fault."""
    try:
        text = data.decode("utf-8-sig")
        rows = list(_rows(text))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Manifest((), (BundleFault("manifest-unreadable", FILE, line, None, "not UTF-8"),))
    except csv.Error:
        return Manifest((), (BundleFault("manifest-unreadable", FILE, None, None, "torn"),))
    if "\0" in text or not rows:
        detail = "a NUL byte" if rows else "empty"
        return Manifest((), (BundleFault("manifest-unreadable", FILE, 1, None, detail),))
    faults = []
    first_line, first = rows[0]
    headed = first[0].strip().casefold() not in {name.casefold() for name in _known("1.2")}
    if first != _HEADER:
        faults.append(BundleFault("manifest-header", FILE, first_line))
    properties = []
    for line, row in rows[1:] if headed else rows:
        if len(row) != len(_HEADER):
            faults.append(BundleFault("manifest-row", FILE, line, None, str(len(row))))
        properties.append(Property(line, row[0], row[1] if len(row) > 1 else ""))
    return Manifest(tuple(properties), tuple(faults))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, with the line that each begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    for row in reader:
        if row:
            yield begins, row
        begins = reader.line_num + 1


def _known(version: OneRoster) -> tuple[str, ...]:
    return (
        "manifest.version",
        _VERSION,
        *(f"file.{name}" for name in FILES[version]),
        *_OPTIONAL,
    )


def manifest_rows(
    version: OneRoster, present: Collection[str], mode: str, system_name: str
) -> list[list[str]]:
    """The rows of a manifest.csv, with its header: names of properties and their values.

    Args:
        version: of OneRoster.
        present: the files that there are, without ``.csv``.
        mode: theirs.
        system_name: what the source is called.
    """
    return [
        _HEADER,
        ["manifest.version", "1.0"],
        [_VERSION, version],
        *([f"file.{name}", mode if name in present else "absent"] for name in FILES[version]),
        ["source.systemName", system_name],
        ["source.systemCode", f"roster-lint-{__version__}"],
    ]


def check_manifest(manifest: Manifest, version: OneRoster) -> list[BundleFault]:
    """What is wrong with the manifest's rows, for a version."""
    known = {name.casefold(): name for name in _known(version)}
    faults: list[BundleFault] = []
    seen: dict[str, str] = {}
    absent = _absent(manifest, version)
    for row in manifest.properties:
        proper = known.get(row.name.strip().casefold())
        if proper != row.name:
            near = difflib.get_close_matches(row.name, absent, 1, _ALIKE)
            meant = proper or (near[0] if near else None)
            faults.append(_fault("property-unknown", row, _named(row.name), meant))
            absent = [name for name in absent if name != meant]
        if proper is None:
            continue
        if proper in seen:
            same = "again" if seen[proper] == row.value else "another value"
            faults.append(_fault("property-repeated", row, proper, same))
            continue
        seen[proper] = row.value
        if (expected := _expected(proper, row.value, version)) is not None:
            kind = "property-version" if row.value == "1.2.1" else "property-value"
            detail = f"{_said(row.value, expected)}, not {expected}"
            faults.append(_fault(kind, row, proper, detail))
    return faults + [BundleFault("property-missing", FILE, None, name) for name in absent]


def _absent(manifest: Manifest, version: OneRoster) -> list[str]:
    """What a manifest with any property must also have; one without properties is not judged."""
    named = {row.name.strip().casefold() for row in manifest.properties}
    required = [name for name in _known(version) if name not in _OPTIONAL]
    return [name for name in required if name.casefold() not in named] if named else []


def _fault(kind: str, row: Property, subject: str, detail: str | None) -> BundleFault:
    return BundleFault(kind, FILE, row.line, subject, detail)


def _named(name: str) -> str:
    """A property's name, quoted only where it is evidently one: a stray row can hold anything."""
    if not name:
        return "blank"
    known = [name.casefold() for name in _known("1.2")]
    near = difflib.get_close_matches(name.strip().casefold(), known, 1, _ALIKE)
    is_one = near or _PROPERTY.fullmatch(name)
    return f"'{name}'" if is_one and len(name) <= _LONGEST_SHOWN else "'something else'"


def _said(value: str, expected: str) -> str:
    """A value, quoted only where it is evidently meant to be what is expected, or a version."""
    if not value:
        return "blank"
    words = expected.replace(",", "").split()
    near = difflib.get_close_matches(value.strip().casefold(), words, 1, 0.6)
    is_plain = near or _VERSION_LIKE.fullmatch(value)
    return f"'{value}'" if is_plain and value.isprintable() else "'something else'"


def _expected(name: str, value: str, version: OneRoster) -> str | None:
    """What a property's value should be, or None where it is that."""
    if name in _OPTIONAL:
        return None
    if name == "manifest.version":
        return None if value == "1.0" else "1.0"
    if name == _VERSION:
        return None if value == version else version
    return None if value in _MODES else "absent, bulk or delta"
