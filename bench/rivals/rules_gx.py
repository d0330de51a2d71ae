"""The ten rules as Great Expectations suites on pandas: prints as JSON how many records break each.

No expectation looks into a second table of a pandas batch, and one that holds a large set of known
values is slow, so pandas looks up the references. Where it counts every record that shares a value,
the first is counted with the rest.
"""

import json
import os
import sys
from pathlib import Path

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.row_conditions import Column

DATE = r"^\d{4}-\d{2}-\d{2}$"
ROLES = ["administrator", "proctor", "student", "teacher"]

folder = Path(sys.argv[1])
context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = ProgressBarsConfig(globally=False)
source = context.data_sources.add_pandas("bundle")


def read(file: str, columns: list[str]) -> pd.DataFrame:
    """Some columns of a file as text, of which only the empty cell is missing."""
    path = folder / file
    return pd.read_csv(
        path, usecols=columns, dtype=str, engine="pyarrow", keep_default_na=False, na_values=[""]
    )


def broken(name: str, table: pd.DataFrame, rules: dict[str, gxe.Expectation]) -> dict[str, int]:
    """How many records of a table break each rule."""
    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
    suite = context.suites.add(gx.ExpectationSuite(name=name))
    for rule, expectation in rules.items():
        expectation.meta = {"rule": rule}
        suite.add_expectation(expectation)
    definition = gx.ValidationDefinition(name=name, data=batch, suite=suite)
    validation = context.validation_definitions.add(definition)
    result = validation.run(batch_parameters={"dataframe": table}, result_format="BASIC")
    counts = {}
    for outcome in result.results:
        if outcome.exception_info and "unexpected_count" not in outcome.result:
            raise RuntimeError(outcome.exception_info)
        counts[outcome.expectation_config.meta["rule"]] = int(outcome.result["unexpected_count"])
    return counts


orgs = read("orgs.csv", ["sourcedId"])
classes = read("classes.csv", ["sourcedId"])
users = read("users.csv", ["sourcedId", "orgSourcedIds", "role", "givenName", "email"])
dated = ["beginDate", "endDate"]
enrollments = read("enrollments.csv", ["classSourcedId", "userSourcedId", "role", *dated])
for parsed, column in (("begin", "beginDate"), ("end", "endDate")):
    enrollments[parsed] = pd.to_datetime(enrollments[column], format="%Y-%m-%d", errors="coerce")
enrollments["user known"] = enrollments["userSourcedId"].isin(users["sourcedId"])
enrollments["class known"] = enrollments["classSourcedId"].isin(classes["sourcedId"])
user_orgs = users["orgSourcedIds"].str.split(",").explode().to_frame()
user_orgs["org known"] = user_orgs["orgSourcedIds"].isin(orgs["sourcedId"])
taught = enrollments.loc[enrollments["role"] == "teacher", "classSourcedId"]
classes["taught"] = classes["sourcedId"].isin(taught)


def true(column: str) -> gxe.Expectation:
    """The expectation that this column holds nothing but True."""
    return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=[True])


found = broken(
    "users",
    users,
    {
        "user-repeated": gxe.ExpectColumnValuesToBeUnique(column="sourcedId"),
        "given-name-blank": gxe.ExpectColumnValuesToNotBeNull(column="givenName"),
        "email-repeated": gxe.ExpectColumnValuesToBeUnique(
            column="email", row_condition=Column("role") == "student"
        ),
    },
)
found |= broken("user orgs", user_orgs, {"user-org-unknown": true("org known")})
found |= broken("classes", classes, {"class-without-teacher": true("taught")})
found |= broken(
    "enrollments",
    enrollments,
    {
        "enrollment-user-unknown": true("user known"),
        "enrollment-class-unknown": true("class known"),
        "enrollment-role": gxe.ExpectColumnValuesToBeInSet(column="role", value_set=ROLES),
        "enrollment-date-format": gxe.ExpectColumnValuesToMatchRegex(
            column="beginDate", regex=DATE
        ),
        "enrollment-dates-reversed": gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="end",
            column_B="begin",
            ignore_row_if="either_value_is_missing",
        ),
    },
)
print(json.dumps(found))
