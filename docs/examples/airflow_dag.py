"""Airflow: a task that holds the sync back where the roster is not ready."""

from datetime import datetime

from airflow.exceptions import AirflowFailException
from airflow.sdk import dag, task

from roster_lint import lint


@task
def check_roster(source: str, vendor: str) -> dict[str, int]:
    """Lints the source; trying again would not help, so the task fails for good."""
    with lint(source, vendor=vendor) as report:
        if report.exit_code:
            raise AirflowFailException(f"roster-lint: {report.verdict}")
        return {"warnings": report.count("warning"), "checks": report.checks_run}


@dag(schedule="30 2 * * *", start_date=datetime(2026, 8, 1), catchup=False)
def roster() -> None:
    """Other tasks follow the check: ``check_roster(...) >> send()``."""
    check_roster("/srv/roster/bundle.zip", "clever")


roster()
