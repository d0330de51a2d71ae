"""A Dask cluster on loopback: its worker is a thread here, what it lints is a process of its own.

``python -m tests.fleet`` tries one of separate processes, and kills one of them.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from typer.testing import CliRunner

from roster_lint.cli.app import app
from roster_lint.fleet import on_worker
from tests.fleet.conftest import AS_OF, Place
from tests.fleet.test_command import rows


@pytest.fixture
def address() -> Iterator[str]:
    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_finds_what_this_machine_does_and_its_tasks_name_nobody(
    address: str, place: Place, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports = place(secretvalley="bundle-1p1")
    (exports / "torn.zip").write_bytes(b"torn")
    keys: list[str] = []
    submit = Client.submit

    def noted(client: Client, *args: object, key: str, **options: object) -> object:
        keys.append(key)
        return submit(client, *args, key=key, **options)

    monkeypatch.setattr(Client, "submit", noted)

    def run(*args: str) -> int:
        words = ["fleet", "exports", "--as-of", AS_OF, "--quiet", *args]
        return CliRunner().invoke(app, words, prog_name="roster-lint").exit_code

    assert run("--dask", address, "--out", "far") == run("--workers", "1", "--out", "near") == 3
    assert rows(folder / "far" / "summary.json") == rows(folder / "near" / "summary.json")
    assert (folder / "far" / "districts" / "secretvalley.json").exists()
    assert len(keys) == 2 and not any("valley" in key or "torn" in key for key in keys)
    # Its processes have ended with the run.
    assert on_worker._slots == {}


def test_a_worker_that_is_unlike_is_refused_before_anything_is_linted(
    address: str, place: Place, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(north="bundle-1p1")
    words = ["fleet", "exports", "--dask", address, "--out", "out"]
    monkeypatch.setattr(on_worker, "__version__", "99")
    done = CliRunner().invoke(app, words, prog_name="roster-lint")
    assert (done.exit_code, "A worker has roster-lint 99" in done.stderr) == (2, True)
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("roster_lint.fleet.judging.TOKEN_FILE", ".elsewhere")
    done = CliRunner().invoke(app, words, prog_name="roster-lint")
    assert (done.exit_code, "does not see the folder" in done.stderr) == (2, True)
    assert json.loads((folder / "out" / "summary.json").read_text())["not_run"] == ["north"]
