"""A server that is an API, and what a connection to it needs."""

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.api.fetching import fetch
from roster_lint.settings.settings import Settings
from roster_lint.sources.api.asking import Patience
from roster_lint.sources.api.source import ApiSource
from roster_lint.vocabulary import OneRoster
from tests.api.credentials import CLIENT_ID, SECRET
from tests.api.server import ApiServer, running
from tests.bundles import bundle

QUICK = Patience(attempts=3, first=0.001, longest=0.05, answer=5.0)
"""Patience for tests, which wait for nothing."""

VERSIONS: tuple[OneRoster, ...] = ("1.1", "1.2")


@pytest.fixture(scope="module")
def api() -> Iterator[ApiServer]:
    """The server of a module's tests."""
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[OneRoster, Path]:
    """A small good bundle of each version, with two to five records a file."""
    folder = tmp_path_factory.mktemp("bundles")
    return {version: bundle(version).write(folder / version) for version in VERSIONS}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, a server that is not waited for long, and no keyring."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("roster_lint.sources.api.asking.USUAL", QUICK)
    monkeypatch.setitem(sys.modules, "keyring", None)
    return tmp_path


def settings_for(**values: object) -> Settings:
    """Settings with the client ID and the secret that the server knows."""
    known = {"client_id": CLIENT_ID, "client_secret": SECRET, "api_grade_book": True}
    return Settings.model_validate(known | values)


def fetched(url: str, settings: Settings | None = None) -> tuple[dict[str, str], tuple[str, ...]]:
    """The texts of the files that are made of what an API serves, and the source's notes."""
    settings = settings or settings_for()
    with ApiSource(url, settings, QUICK) as source, closing(DuckEngine()) as engine:
        fetch(engine, source, settings)
        return read_all(source.folder), tuple(source.notes)


def read_all(folder: Path) -> dict[str, str]:
    """The texts of a folder's files."""
    return {file.name: file.read_bytes().decode() for file in sorted(folder.iterdir())}


def as_rows(texts: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """Files as rows, without the columns that only an API fills."""
    return {
        name: [
            {
                column: value
                for column, value in row.items()
                if column not in ("status", "dateLastModified")
            }
            for row in csv.DictReader(io.StringIO(text))
        ]
        for name, text in texts.items()
        if name != "manifest.csv"
    }
