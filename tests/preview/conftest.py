"""The sample districts with the payload over them, and bundles read back as a consumer would."""

import csv
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fixtures.build import HERE
from fixtures.healthy import AS_OF
from roster_lint.loading.campus import load
from roster_lint.prepare import Prepared, build
from roster_lint.preview.bundle import write_bundle
from roster_lint.preview.preview import Preview, preview
from roster_lint.settings.settings import Settings
from roster_lint.sources.opening import open_source
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import OneRoster, no_progress
from tests.remembering import RememberingEngine

Bundle = dict[str, list[dict[str, str]]]
"""The rows of each file by its name without ``.csv``."""


class Sample:
    """One sample district, loaded once; a change lasts until a test wants another one."""

    def __init__(self, name: str) -> None:
        """Loads the district."""
        self.engine = RememberingEngine().begin()
        self._source = open_source(str(HERE / name), Settings())
        with self._source as source:
            self._loaded = load(self.engine, source, no_progress)
        self._built: object = None
        self._preview: Preview | None = None

    def prepared(self, change: str = "", **settings: object) -> Prepared:
        """The model over the changed tables, without the payload."""
        self.forget()
        chosen = Settings.model_validate({"as_of": date.fromisoformat(AS_OF), **settings})
        vendors = Vendors.named(chosen.vendor)
        self.engine.run("BEGIN")
        self._built = (change, chosen)
        if change:
            self.engine.run(change)
        build(self.engine, chosen, vendors)
        return Prepared(self.engine, self._loaded, chosen, vendors, self._source)

    def preview(self, change: str = "", **settings: object) -> Preview:
        """The payload over the changed tables, counted.

        Args:
            change: SQL on the district's tables, which are typed.
            settings: those that differ from the defaults; the as-of date is the district's.
        """
        chosen = Settings.model_validate({"as_of": date.fromisoformat(AS_OF), **settings})
        if self._built != (change, chosen) or self._preview is None:
            self._preview = preview(self.prepared(change, **settings))
        return self._preview

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """A query's result."""
        return self.engine.rows(sql)

    def forget(self) -> None:
        """Takes back the change and what was built over it."""
        if self._built is not None:
            self.engine.run("ROLLBACK")
        self._built = self._preview = None


@pytest.fixture(scope="session")
def healthy() -> Iterator[Sample]:
    """The district in which all is well."""
    sample = Sample("ready")
    yield sample
    sample.engine.close()


@pytest.fixture(scope="session")
def august() -> Iterator[Sample]:
    """The district with the mistakes of August."""
    sample = Sample("back-to-school")
    yield sample
    sample.engine.close()


@pytest.fixture
def bundle(tmp_path: Path) -> Callable[..., Bundle]:
    """Writes the payload that stands in a sample's engine, and reads it back."""

    def written(sample: Sample, oneroster: OneRoster = "1.1", *, delta: bool = False) -> Bundle:
        path = tmp_path / f"bundle{len(list(tmp_path.iterdir()))}"
        write_bundle(sample.engine, oneroster, path, delta=delta)
        return read(path)

    return written


def read(path: Path) -> Bundle:
    """All files of a bundle, in a folder or a zip."""
    if path.is_dir():
        texts = {file.name: file.read_bytes() for file in path.iterdir()}
    else:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            texts = {name: archive.read(name) for name in archive.namelist()}
    return {
        name.removesuffix(".csv"): list(
            csv.DictReader(text.decode("utf-8").splitlines(keepends=True), strict=True)
        )
        for name, text in texts.items()
    }


def by_id(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """The rows by sourcedId, each of which stands once."""
    found = {row["sourcedId"]: row for row in rows}
    assert len(found) == len(rows)
    return found
