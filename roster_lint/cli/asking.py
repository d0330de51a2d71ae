"""The questions that ``init`` asks on a terminal. A blank answer leaves a setting open."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.prompt import InvalidResponse, PromptBase
from rich.text import Text

from roster_lint.cli.answers import Answers, oneroster, source, vendors
from roster_lint.cli.output import console_for
from roster_lint.errors import UsageError
from roster_lint.report.formats.text.wording import plain
from roster_lint.vendors.loading import profile_names
from roster_lint.vendors.profile import NOBODY

T = TypeVar("T")


class _Question(PromptBase[Any]):
    """Asks until it gets a usable answer, and says in a sentence what is wrong with the others."""

    def __init__(self, words: str, understood: Callable[[str], T], console: Console) -> None:
        super().__init__(Text(words, style="bold"), console=console)
        self._understood = understood

    def process_response(self, value: str) -> Any:  # noqa: ANN401  (Rich's own type)
        """The answer as a setting has it."""
        try:
            return self._understood(value)
        except UsageError as error:
            raise InvalidResponse(str(error)) from None

    def on_validate_error(self, value: str, error: InvalidResponse) -> None:
        """Prints the sentence as it stands: an answer may look like markup."""
        self.console.print(Text(plain(str(error.message)), style="bold red"))


def ask() -> Answers:
    """Asks for the source, the OneRoster version and the vendor.

    Raises:
        KeyboardInterrupt: the user quits with Ctrl-C or ends the input.
    """
    console = console_for(sys.stdout)
    try:
        return _asked(console)
    except (KeyboardInterrupt, EOFError):
        console.print()
        raise KeyboardInterrupt from None


def _asked(console: Console) -> Answers:
    console.print(
        "Three questions. Enter alone leaves a setting open: the file then has it commented out."
    )
    console.print(
        "\nWhere the data is: a database URL such as mssql://lint@sis.example.org/campus, a "
        "folder or zip with one CSV file for each Campus table, or a OneRoster bundle."
    )
    where = _Question("Source", _source, console)()
    console.print(
        "\nThe OneRoster version of the connection, 1.1 or 1.2. Campus shows it in Digital "
        "Learning Applications Configuration. If left open, runs judge 1.1, the stricter, and say "
        "so."
    )
    version = _Question("OneRoster version", _version, console)()
    names = ", ".join(name for name in profile_names() if name != NOBODY)
    console.print(
        f"\nThe vendor whose requirements apply: {names}; or a profile file of your own. Separate "
        f"several with commas."
    )
    vendor = _Question("Vendor", _vendors, console)()
    return Answers(where, version, vendor)


def _source(text: str) -> str | None:
    typed = source(text, "The source")
    from roster_lint.settings.source_name import is_url

    if typed is not None and not is_url(typed) and not Path(typed).expanduser().exists():
        raise UsageError(f"There is no file or folder '{typed}'.")
    return typed


def _version(text: str) -> str | None:
    return oneroster(text, "The OneRoster version")


def _vendors(text: str) -> tuple[str, ...]:
    return vendors(text.split(","), "Vendor")
