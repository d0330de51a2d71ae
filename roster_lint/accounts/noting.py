"""What a report says of the accounts: which were compared, and what that leaves unknown."""

from collections.abc import Iterator

from roster_lint.engine.base import Engine
from roster_lint.profiles.several import Vendors

_DIRECTORIES = {"google": "Google", "microsoft": "Microsoft"}


def account_notes(engine: Engine, vendors: Vendors) -> tuple[str, ...]:
    """The report's notes on accounts, a sentence each."""
    return tuple(_notes(engine, vendors))


def _notes(engine: Engine, vendors: Vendors) -> Iterator[str]:
    files = engine.rows("SELECT name, shape, directory, accounts FROM accounts_file ORDER BY file")
    lines = [line for profile in vendors.profiles for line in profile.accounts]
    if not lines:
        if files:
            yield "The accounts were not used: the vendor is not known to find people by any."
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
    held = {directory for _, _, directory, _ in files}
    for directory in sorted(d for d in wanted if d is not None):
        if files and not held & {None, directory}:
            yield (
                f"Whether accounts exist at {_DIRECTORIES[directory]} was not checked: no accounts "
                "file lists any of them."
            )
    [(likely,)] = engine.rows("SELECT count(*) FROM email_suggestion")
    if likely:
        them = "the likely right address is" if likely == 1 else "likely right addresses are"
        people = "one person" if likely == 1 else f"{likely:,} people"
        yield f"For {people} {them} known: worklists and --show-personal-data tell."


def _who(vendors: Vendors) -> str:
    """Who finds accounts by email address, with the verb."""
    named = [profile.display for profile in vendors.profiles if profile.accounts]
    return f"{' and '.join(named)} {'finds' if len(named) == 1 else 'find'}"
