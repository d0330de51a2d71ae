"""The options that say how a OneRoster API is read, for every command that reads one."""

from typing import Annotated

from roster_lint.cli.help import API
from roster_lint.cli.option import option

ClientIdOption = Annotated[
    str | None,
    option(
        API,
        "ID",
        "The client ID of a OneRoster API; its secret stands in ROSTER_LINT_CLIENT_SECRET or the "
        "keyring.",
        "--client-id",
    ),
]
TokenUrlOption = Annotated[
    str | None,
    option(
        API,
        "URL",
        "Where the API issues tokens. Not set: roster-lint looks for it beside the API.",
        "--token-url",
    ),
]
ApiAuthOption = Annotated[
    str | None,
    option(
        API,
        "oauth2|oauth1",
        "How to log in to the API; OAuth 1 on older 1.1 connections. Default: oauth2.",
        "--api-auth",
    ),
]
ApiConcurrencyOption = Annotated[
    str | None,
    option(
        API,
        "N",
        "Pages of the API to request at the same time. Default: 4.",
        "--api-concurrency",
    ),
]
ApiHttpOption = Annotated[
    bool | None,
    option(
        API,
        None,
        "Read an API over plain http, where others can read the token and the data.",
        "--api-http/--no-api-http",
    ),
]
ApiGradeBookOption = Annotated[
    bool | None,
    option(
        API,
        None,
        "Also read the API's line items and results, which hold scores.",
        "--api-grade-book/--no-api-grade-book",
    ),
]

API_FLAGS = (
    "client_id",
    "token_url",
    "api_auth",
    "api_concurrency",
    "api_http",
    "api_grade_book",
)
"""How an API is read."""

API_OPTIONS = (*API_FLAGS, "oneroster")
"""The run options of a command that reads an API and lints nothing."""
