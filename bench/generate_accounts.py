"""Writes invented accounts files: ``python -m bench.generate_accounts 500000 FOLDER``."""

import sys
from pathlib import Path

from fixtures import directory
from fixtures.directory import Account

_GIVEN = ("Testa", "Ficta", "Mocka", "Proba", "Ipso", "Dema", "Zoë")
_FAMILY = ("Mockfield", "Samplewood", "Stubley", "O'Test", "Dummyberg")


def invented(number: int) -> Account:
    """One account, with an alias for one in ten."""
    given, family = _GIVEN[number % len(_GIVEN)], f"{_FAMILY[number % len(_FAMILY)]}{number % 997}"
    local = f"person.{number}"
    return Account(
        person_id=number,
        email=f"{local}@example.org",
        given=given,
        family=family,
        number=str(700_000 + number),
        org_unit=f"/Students/School {number % 60}" if number % 10 else "/Staff",
        active=number % 50 != 0,
        aliases=(f"old.{local}@example.org",) if number % 10 == 0 else (),
    )


def main(number: int, folder: Path) -> None:
    """Writes google.csv, gam.csv and entra.csv with so many accounts each."""
    for name, write in (
        ("google", directory.google),
        ("gam", directory.gam),
        ("entra", directory.entra),
    ):
        (folder / f"{name}.csv").write_text(write(map(invented, range(number))), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
