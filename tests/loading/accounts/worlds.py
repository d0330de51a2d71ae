"""Little rosters and directories that collide, what the model offers for them, and an oracle.

The oracle is written from the rules in words, not from the model's SQL.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.accounts.loading import create_account_tables
from roster_lint.model.addresses import address_model

DOMAIN = "example.org"

_INPUTS = """
CREATE TABLE payload_active_person (
    population VARCHAR, sourcedId VARCHAR, schoolID VARCHAR, email VARCHAR, identifier VARCHAR,
    givenName VARCHAR, familyName VARCHAR
);
CREATE VIEW payload_user AS SELECT * FROM payload_active_person;
CREATE TABLE other_email (personID VARCHAR, email VARCHAR);
CREATE TABLE vendor_need AS
SELECT 'v' AS vendor, unnest(['student', 'teacher']) AS population, 'email' AS field;
CREATE TABLE vendor_match AS FROM vendor_need;
CREATE TABLE vendor_value (vendor VARCHAR, population VARCHAR, field VARCHAR, pattern VARCHAR);
CREATE TABLE vendor_accounts AS
SELECT vendor, population, 'google' AS directory, 'error' AS severity, '' AS consequence
FROM vendor_need;
CREATE TABLE district_domain (domain VARCHAR);
"""

# A bundle has no second address; Campus has, and the two share all that follows.
_SECOND = """
UPDATE addressed_person SET otherEmail = o.email
FROM other_email o WHERE o.personID = addressed_person.personID;
CREATE OR REPLACE VIEW used_address AS
SELECT sourcedId AS personID, lower(trim(email)) AS emailKey
FROM payload_user WHERE email IS NOT NULL
UNION ALL SELECT personID, email FROM other_email;
"""


@dataclass(frozen=True)
class Person:
    """Somebody on the roster: a student or a teacher."""

    kind: str
    name: tuple[str, str]
    number: str | None
    email: str | None
    other: str | None


@dataclass(frozen=True)
class Account:
    """A person's account; a name, number or kind that the file does not have is None."""

    email: str
    name: tuple[str, str] | None
    number: str | None
    kind: str | None
    active: bool | None
    alias: str | None

    @property
    def addresses(self) -> set[str | None]:
        return {self.email, self.alias}


@dataclass(frozen=True)
class World:
    """A roster and a directory."""

    people: tuple[Person, ...]
    accounts: tuple[Account, ...]

    def others(self, person: int) -> Iterator[Person]:
        return (one for place, one in enumerate(self.people) if place != person)

    def own(self, address: str | None) -> Account | None:
        return next((a for a in self.accounts if a.email == address), None)


def offers(worlds: Sequence[World], *, has_domain: bool) -> list[dict[int, str]]:
    """What the model offers in each world, by the person's place.

    Args:
        worlds: no two share a name, a number or an address, so one run judges them all.
        has_domain: whether the district's domain is set.
    """
    engine = DuckEngine()
    try:
        engine.run(_INPUTS)
        create_account_tables(engine)
        engine.run("INSERT INTO accounts_file VALUES (0, 'users.csv', 'x', 'google', 1, TRUE)")
        if has_domain:
            engine.run("INSERT INTO district_domain VALUES (?)", (DOMAIN,))
        for number, world in enumerate(worlds):
            _fill(engine, number, world)
        for path, sql in address_model("bundle"):
            engine.run(sql)
            if path.stem == "10_sent_address":
                engine.run(_SECOND)
        found = engine.rows("SELECT personID, suggestion FROM email_suggestion")
    finally:
        engine.close()
    offered: list[dict[int, str]] = [{} for _ in worlds]
    for key, address in found:
        number, person = map(int, str(key).split(":"))
        offered[number][person] = address.removeprefix(f"{number}.")
    return offered


def _fill(engine: DuckEngine, number: int, world: World) -> None:
    """Puts a world's people and accounts into the engine, with its number before all they have."""

    def own(text: str | None) -> str | None:
        return text and f"{number}.{text}"

    for place, one in enumerate(world.people):
        key, kind = f"{number}:{place}", "student" if one.kind == "student" else "teacher"
        row = (kind, key, "1", own(one.email), own(one.number), own(one.name[0]), one.name[1])
        engine.run("INSERT INTO payload_active_person VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        if one.other:
            engine.run("INSERT INTO other_email VALUES (?, ?)", (key, own(one.other)))
    for place, a in enumerate(world.accounts, 100 * number):
        given, family = a.name or (None, None)
        row = (place, *[own(a.email)] * 2, a.active, own(given), family, own(a.number), a.kind)
        engine.run("INSERT INTO account VALUES (?, 0, 'google', ?, ?, ?, ?, ?, ?, ?)", row)
        if a.alias:
            row = (place, *[own(a.alias)] * 2)
            engine.run("INSERT INTO account_alias VALUES (?, ?, ?, FALSE)", row)


def _kind_fits(one: Person, account: Account) -> bool:
    return account.kind in (None, one.kind) or (one.kind, account.kind) == ("student", "cohort")


def _contradicts(world: World, person: int, account: Account) -> bool:
    """Whether number, name or kind of an account are somebody else's."""
    one = world.people[person]
    if not _kind_fits(one, account) or account.name not in (None, one.name):
        return True
    if account.number is None:
        return False
    if one.number is not None:
        return account.number != one.number
    return any(
        other.number == account.number and _kind_fits(other, account)
        for other in world.others(person)
    )


def _signs(world: World, person: int, account: Account) -> set[str]:
    """What speaks for an account that nothing contradicts."""
    one = world.people[person]
    signs = set()
    if account.number is not None and account.number == one.number:
        signs.add("number")
    if account.name == one.name:
        signs.add("name")
    if account.alias is not None and account.alias == one.email:
        signs.add("alias")
    if one.other == account.email:
        signs.add("other")
    return signs


def objection(world: World, person: int, address: str, *, has_domain: bool) -> str | None:
    """Why an address must not be offered to a person; None where it may."""
    account = world.own(address)
    if account is None:
        return "nobody's account"
    if account.active is False:
        return "suspended"
    if _contradicts(world, person, account):
        return "somebody else's number, name or kind"
    if any({o.email, o.other} & (account.addresses - {None}) for o in world.others(person)):
        return "somebody else is known by it"
    one, signs = world.people[person], _signs(world, person, account)
    shared = any(o.name == one.name for o in world.others(person))
    facts = signs - {"name"} if shared and not signs >= {"number", "name"} else signs
    agrees = account.kind is not None and account.kind == one.kind
    enough = len(facts) + agrees >= 2 and facts & {"number", "name"}
    if not enough and not ("other" in signs and has_domain):
        return "too little speaks for it"
    for rival in world.accounts:
        if rival == account or _contradicts(world, person, rival):
            continue
        for_rival = _signs(world, person, rival)
        if for_rival and not (signs >= {"number", "name"} and for_rival == {"name"}):
            return "another account may be theirs"
    return None


def clearly(world: World, person: int) -> str | None:
    """The account that must be offered: number and name, and nothing else in sight."""
    one = world.people[person]
    if world.own(one.email) or one.other or one.number is None:
        return None
    akin = [
        a
        for a in world.accounts
        if a.number == one.number or a.name == one.name or one.email in a.addresses - {None}
    ]
    if len(akin) != 1 or akin[0].number != one.number or akin[0].name != one.name:
        return None
    if any(o.number == one.number or o.name == one.name for o in world.others(person)):
        return None
    address = akin[0].email
    return address if objection(world, person, address, has_domain=False) is None else None
