"""Codes and names that checks had in earlier releases: they still work wherever a check is named.

A check's header lists them (``formerly``). What is a code or a name now is never one of these.
"""

from collections.abc import Iterable, Sequence

from roster_lint.checks.catalog import Check
from roster_lint.settings.settings import Settings


def former_names(checks: Iterable[Check]) -> dict[str, Check]:
    """The check that is meant by each former code and name, in lower case."""
    checks = tuple(checks)
    now = {name.casefold() for check in checks for name in (check.code, check.name)}
    return {
        name.casefold(): check
        for check in checks
        for name in check.formerly
        if name.casefold() not in now
    }


def current_codes(checks: Iterable[Check]) -> dict[str, str]:
    """The code that a check has now, by each code that it had: files of earlier runs have those."""
    meant = former_names(checks)
    return {
        former: check.code
        for check in meant.values()
        for former in check.former_codes
        if meant.get(former.casefold()) is check
    }


def renamed_notice(place: str, former: str, check: Check) -> str:
    """What to say where a former code or name was used.

    Args:
        place: the setting or the command that has it.
        former: as it was written.
        check: the check that is meant.
    """
    return f"{place}: {former} is now {check.code} ({check.name}); change it."


def with_current_codes(
    checks: Sequence[Check], settings: Settings
) -> tuple[Settings, tuple[str, ...]]:
    """The settings with the codes that the checks have now.

    Where a table has a former code and the current one, the current one's value stays.

    Args:
        checks: all there are.
        settings: of the run, in whose ``select``, ``ignore``, ``suppress`` and tables by check
            former codes may stand.

    Returns:
        The settings, and a sentence for each former code that was used.
    """
    names = _Names(checks)
    changed: dict[str, object] = {
        "select": names.of_prefixes("select", settings.select),
        "ignore": names.of_prefixes("ignore", settings.ignore),
        "suppress": tuple(
            entry.model_copy(update={"code": names.of("suppress", entry.code)})
            for entry in settings.suppress
        ),
    }
    for table in _TABLES:
        by_code = getattr(settings, table)
        renamed = {names.of(table, code): value for code, value in by_code.items()}
        changed[table] = renamed | {code: v for code, v in by_code.items() if code in renamed}
    if not names.notices:
        return settings, ()
    return settings.model_copy(update=changed), tuple(names.notices)


class _Names:
    """Current codes for former ones, with a notice for each that was asked for.

    Attributes:
        notices: the sentences, each once, in their order.
    """

    def __init__(self, checks: Sequence[Check]) -> None:
        self.notices: dict[str, None] = {}
        self._former = former_names(checks)
        self._codes = [check.code.casefold() for check in checks]

    def of(self, place: str, code: str) -> str:
        """The code that a check has now; the same where no check had this one."""
        check = self._former.get(code.strip().casefold())
        if check is None:
            return code
        self.notices[renamed_notice(place, code.strip(), check)] = None
        return check.code

    def of_prefixes(self, place: str, prefixes: Iterable[str]) -> tuple[str, ...]:
        """The prefixes; in place of one that only former codes begin with, the codes meant."""
        return tuple(code for prefix in prefixes for code in self._of_prefix(place, prefix))

    def _of_prefix(self, place: str, prefix: str) -> list[str]:
        typed = prefix.strip().casefold()
        if not typed or any(code.startswith(typed) for code in self._codes):
            return [prefix]
        return [
            self.of(place, name.upper()) for name in self._former if name.startswith(typed)
        ] or [prefix]


_TABLES = ("tolerance", "severity")
"""The settings that are tables by a check's code."""
