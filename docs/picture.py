"""Makes docs/report.svg, the README's picture, from a real run on the broken sample district.

It shows the whole default report, below the command that prints it where roster-lint.toml names the
source, the OneRoster version, the domains and the accounts.

Run it from anywhere: ``python docs/picture.py``. The same code gives the same file, byte for byte.
"""

from contextlib import chdir
from datetime import date
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from roster_lint import lint
from roster_lint.report.formats.text import write_summary

ROOT = Path(__file__).parent.parent
WIDTH = 96
COMMAND = "roster-lint --vendor google-classroom"


def main() -> None:
    """Lints the sample district and writes its report."""
    # By its relative path, so that the picture tells nothing of the machine it was made on.
    with chdir(ROOT):
        picture(report_in_colour())


def report_in_colour() -> str:
    """The report with the escape sequences of a color terminal."""
    stream = StringIO()
    console = Console(file=stream, width=WIDTH, force_terminal=True, color_system="standard")
    with lint(
        "fixtures/back-to-school",
        as_of=date(2026, 8, 10),
        vendor="google-classroom",
        oneroster="1.1",
        domains=("example.org",),
        accounts=("fixtures/accounts/back-to-school-workspace.csv",),
    ) as report:
        write_summary(report, console)
    return stream.getvalue()


def picture(report: str) -> None:
    """Writes a report as an SVG."""
    console = Console(file=StringIO(), width=WIDTH, record=True, force_terminal=True)
    console.print(Text.assemble(("$ ", "dim"), COMMAND, "\n"))
    for line in report.splitlines():
        console.print(Text.from_ansi(line), crop=False)
    svg = console.export_svg(title="roster-lint", theme=MONOKAI, unique_id="roster-lint")
    Path("docs/report.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
