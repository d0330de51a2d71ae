"""The ten rules in pandas and pandera: prints as JSON how many records break each.

Only the columns that the rules need are read, by pyarrow, which is pandas's fastest reader.
"""

import json
import sys
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

DATE = r"\d{4}-\d{2}-\d{2}"
ROLES = ["administrator", "proctor", "student", "teacher"]

BUILT_IN = ["field_uniqueness", "not_nullable"]
NAMES = {
    "sourcedId field_uniqueness": "user-repeated",
    "givenName not_nullable": "given-name-blank",
    "email field_uniqueness": "email-repeated",
}
"""What pandera calls its built-in checks, and the rules that they stand for here."""

folder = Path(sys.argv[1])


def read(file: str, columns: list[str]) -> pd.DataFrame:
    """Some columns of a file as text, of which only the empty cell is missing."""
    path = folder / file
    return pd.read_csv(
        path, usecols=columns, dtype=str, engine="pyarrow", keep_default_na=False, na_values=[""]
    )


def known(ids: pd.Series, rule: str) -> pa.Check:
    """A check that a value is among these."""
    return pa.Check(lambda column: column.isin(ids), error=rule)


def broken(schema: pa.DataFrameSchema, table: pd.DataFrame) -> dict[str, int]:
    """How many rows break each check of the schema."""
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        rule = cases["check"].where(
            ~cases["check"].isin(BUILT_IN), cases["column"] + " " + cases["check"]
        )
        rows = cases.assign(rule=rule.replace(NAMES)).drop_duplicates(["rule", "index"])
        return {str(name): int(count) for name, count in rows["rule"].value_counts().items()}
    return {}


orgs = read("orgs.csv", ["sourcedId"])
classes = read("classes.csv", ["sourcedId"])
users = read("users.csv", ["sourcedId", "orgSourcedIds", "role", "givenName", "email"])
dated = ["beginDate", "endDate"]
enrollments = read("enrollments.csv", ["classSourcedId", "userSourcedId", "role", *dated])

users_schema = pa.DataFrameSchema(
    {
        "sourcedId": pa.Column(str, unique=True, report_duplicates="exclude_first"),
        "givenName": pa.Column(str, nullable=False),
    }
)
user_orgs = (
    users[["orgSourcedIds"]].assign(org=users["orgSourcedIds"].str.split(",")).explode("org")
)
user_orgs_schema = pa.DataFrameSchema(
    {"org": pa.Column(str, known(orgs["sourcedId"], "user-org-unknown"))}
)
students_schema = pa.DataFrameSchema(
    {"email": pa.Column(str, unique=True, nullable=True, report_duplicates="exclude_first")}
)
taught = enrollments.loc[enrollments["role"] == "teacher", "classSourcedId"]
classes_schema = pa.DataFrameSchema(
    {"sourcedId": pa.Column(str, known(taught, "class-without-teacher"))}
)
enrollments_schema = pa.DataFrameSchema(
    {
        "classSourcedId": pa.Column(str, known(classes["sourcedId"], "enrollment-class-unknown")),
        "userSourcedId": pa.Column(str, known(users["sourcedId"], "enrollment-user-unknown")),
        "role": pa.Column(str, pa.Check.isin(ROLES, error="enrollment-role")),
        "beginDate": pa.Column(
            str, pa.Check.str_matches(DATE + "$", error="enrollment-date-format"), nullable=True
        ),
        "endDate": pa.Column(
            str, pa.Check.str_matches(DATE + "$", error="enrollment-date-format"), nullable=True
        ),
    },
    # Dates of this form are in the order of their letters.
    checks=pa.Check(
        lambda table: (
            ~(table["beginDate"].str.fullmatch(DATE) & (table["beginDate"] >= table["endDate"]))
        ),
        error="enrollment-dates-reversed",
    ),
)

found: dict[str, int] = {}
for schema, table in (
    (users_schema, users),
    (user_orgs_schema, user_orgs),
    (students_schema, users[users["role"] == "student"]),
    (classes_schema, classes),
    (enrollments_schema, enrollments),
):
    found |= broken(schema, table)
print(json.dumps(found))
