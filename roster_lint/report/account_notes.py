"""What a report says about the accounts: which were compared, and what that leaves unknown."""

from collections.abc import Iterator, Mapping

from roster_lint.checks.unknown import Unknown
from roster_lint.engine.base import Engine
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Directory

_DIRECTORIES: Mapping[Directory, str] = {"google": "Google", "microsoft": "Microsoft"}


def account_notes(engine: Engine, vendors: Vendors, unknown: Unknown) -> tuple[str, ...]:
    """The report's notes on accounts, a sentence each."""
    return tuple(_notes(engine, vendors, unknown))


def _notes(engine: Engine, vendors: Vendors, unknown: Unknown) -> Iterator[str]:
    files = engine.rows("SELECT name, shape, directory, accounts FROM accounts_file ORDER BY file")
    lines = [line for profile in vendors.profiles for line in profile.accounts]
    if not lines:
        if files:
            yield "The accounts were not used: the vendor is not known to find people by accounts."
        return
    if not files:
        yield (
            f"{_who(vendors)} people's accounts by email address; whether they exist was "
            "not checked, as there is no accounts file (--accounts)."
        )
    wanted = {line.directory for line in lines}
    for name, shape, directory, accounts in files:
        if directory is None or None in wanted or directory in wanted:
            yield f"Accounts: {accounts:,} in {name} ({shape})."
        if directory is None and len(wanted - {None}) > 1:
            yield f"{name} does not say whose accounts it lists: it counts for every directory."
    yield from _not_checked(vendors, {directory for _, _, directory, _ in files})
    suggestions = "SELECT count(*) FROM email_suggestion"
    [(likely,)] = engine.rows(suggestions)
    if likely and not unknown.of(suggestions):
        people = "one person" if likely == 1 else f"{likely:,} people"
        yield f"Suggested addresses for {people}: see the worklists, or use --show-personal-data."


def _not_checked(vendors: Vendors, held: set[Directory | None]) -> Iterator[str]:
    """A sentence for each vendor whose directory could not be looked into."""
    for profile in vendors.profiles:
        for directory in dict.fromkeys(line.directory for line in profile.accounts):
            if held and directory is not None and not held & {None, directory}:
                yield (
                    f"{profile.display}: whether people have accounts was not checked, as no "
                    f"accounts file lists those of {_DIRECTORIES[directory]}."
                )


def _who(vendors: Vendors) -> str:
    """Who finds accounts by email address, with the verb."""
    named = [profile.display for profile in vendors.profiles if profile.accounts]
    return f"{' and '.join(named)} {'finds' if len(named) == 1 else 'find'}"
