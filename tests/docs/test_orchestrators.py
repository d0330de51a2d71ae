"""The examples for Airflow and Dagster, loaded without those packages and run."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.docs.test_automation import BAD, BUNDLE, EXAMPLES


class _Failed(Exception):
    """Stands for Airflow's exception."""


def _airflow() -> dict[str, ModuleType]:
    """As much of Airflow as the example uses: decorators that leave the function as it is."""
    sdk, exceptions = ModuleType("airflow.sdk"), ModuleType("airflow.exceptions")
    sdk.task = lambda function: lambda *args: None if _IN_DAG else function(*args)  # type: ignore[attr-defined]
    sdk.dag = lambda **_: lambda function: function  # type: ignore[attr-defined]
    exceptions.AirflowFailException = _Failed  # type: ignore[attr-defined]
    return {"airflow": ModuleType("airflow"), "airflow.sdk": sdk, "airflow.exceptions": exceptions}


_IN_DAG: list[bool] = []
"""Not empty while the file is loaded, when Airflow runs no task."""


def _dagster() -> dict[str, ModuleType]:
    dagster = ModuleType("dagster")

    def result(**facts: object) -> dict[str, object]:
        return facts

    dagster.asset = lambda function: function  # type: ignore[attr-defined]
    dagster.asset_check = lambda **_: lambda function: function  # type: ignore[attr-defined]
    dagster.AssetCheckResult = result  # type: ignore[attr-defined]
    dagster.Definitions = result  # type: ignore[attr-defined]
    return {"dagster": dagster}


def loaded(
    name: str, modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    for module, stand_in in modules.items():
        monkeypatch.setitem(sys.modules, module, stand_in)
    space: dict[str, Any] = {"__name__": name}
    text = (EXAMPLES / f"{name}.py").read_text(encoding="utf-8")
    exec(compile(text, name, "exec", dont_inherit=True), space)
    return space


def test_airflow_fails_where_the_roster_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    _IN_DAG.append(True)
    space = loaded("airflow_dag", _airflow(), monkeypatch)
    _IN_DAG.clear()
    check: Callable[..., Any] = space["check_roster"]
    assert check(str(BUNDLE), "clever")["checks"] > 100
    with pytest.raises(_Failed, match="roster-lint: not-ready"):
        check(str(BAD), "clever")


def test_dagster_checks_the_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    space = loaded("dagster_checks", _dagster(), monkeypatch)
    assert space["bundle"]().endswith(".zip")
    good, bad = (space["roster_is_ready"](str(source)) for source in (BUNDLE, BAD))
    assert (good["passed"], bad["passed"]) == (True, False)
    assert good["metadata"]["verdict"] == "ready" and bad["metadata"]["errors"] > 0
