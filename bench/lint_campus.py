"""Measures the whole lint of a Campus snapshot against DuckDB merely loading the same files."""

from load_and_lint import Subject, parser_of, report


def main() -> None:
    """Run from the command line."""
    arguments = parser_of((__doc__ or "").strip()).parse_args()
    report(arguments, Subject("generate_campus.py", ["--as-of=2026-09-15"], aim=5.0))


if __name__ == "__main__":
    main()
