"""Makes docs/report.svg, the README's picture, from a real run on the broken sample district.

It shows the report's beginning down to the funnel, and the findings of one topic, below the command
that prints it where roster-lint.toml names the source, the OneRoster version, the domains and the
accounts.

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
from roster_lint.catalog import TOPICS
from roster_lint.reporters.text import write_details

ROOT = Path(__file__).parent.parent
WIDTH = 96
COMMAND = "roster-lint --vendor google-classroom"
SHOWN = "Accounts"
"""The topic whose findings are shown below the funnel."""


def main() -> None:
    """Lints the sample district and writes the first screens of its report."""
    # By its relative path, so that the picture tells nothing of the machine it was made on.
    with chdir(ROOT):
        picture(report_in_colour())


def report_in_colour() -> str:
    """The report with the escape sequences of a colour terminal."""
    stream = StringIO()
    console = Console(file=stream, width=WIDTH, force_terminal=True, color_system="standard")
    with lint(
        "fixtures/back-to-school",
        as_of=date(2026, 8, 10),
        vendor="google-classroom",
        oneroster="1.2",
        domains=("example.org",),
        accounts=("fixtures/accounts/back-to-school-workspace.csv",),
    ) as report:
        write_details(report, console)
    return stream.getvalue()


def picture(report: str) -> None:
    """Writes a part of a report as an SVG."""
    console = Console(file=StringIO(), width=WIDTH, record=True, force_terminal=True)
    lines = [Text.from_ansi(line) for line in report.splitlines()]
    titles = [place for place, line in enumerate(lines) if line.plain in TOPICS.values()]
    begins = next(place for place in titles if lines[place].plain == SHOWN)
    ends = next((place for place in titles if place > begins), len(lines))
    console.print(Text.assemble(("$ ", "dim"), COMMAND, "\n"))
    for line in lines[: titles[0]]:
        console.print(line, crop=False)
    console.print(Text("…\n", style="dim"))
    for line in lines[begins:ends]:
        console.print(line, crop=False)
    console.print(Text("…", style="dim"))
    svg = console.export_svg(title="roster-lint", theme=MONOKAI, unique_id="roster-lint")
    Path("docs/report.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
