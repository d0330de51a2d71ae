"""No stranger's account is offered, however names, numbers and addresses collide."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.loading.accounts.worlds import Account, Person, World, clearly, objection, offers

NAMES = (("Testa", "Mockfield"), ("Ficta", "Mockfield"), ("Mocka", "Stubley"))
NUMBERS = ("701", "702", "703")
OWN = tuple(f"own{n}@example.org" for n in range(4))
ALIASES = tuple(f"alias{n}@example.org" for n in range(4))
OUTSIDE = ("family@example.com", "gone@example.org")

people = st.builds(
    Person,
    kind=st.sampled_from(("student", "staff")),
    name=st.sampled_from(NAMES),
    number=st.sampled_from((*NUMBERS, None)),
    email=st.none() | st.sampled_from((*OWN, *ALIASES, *OUTSIDE)),
    other=st.none() | st.none() | st.sampled_from((*OWN, *OUTSIDE)),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """One to four people, one to four accounts with addresses of their own."""
    roster = draw(st.lists(people, min_size=1, max_size=4))
    accounts = [
        Account(
            email=OWN[place],
            # Most of the accounts belong to a person, and have gaps or faults.
            name=draw(st.sampled_from((one.name, one.name, *NAMES, None))),
            number=draw(st.sampled_from((one.number, one.number, *NUMBERS, None))),
            kind=draw(st.sampled_from((one.kind, None, "student", "cohort", "staff", "nobody"))),
            active=draw(st.sampled_from((True, True, True, None, False))),
            alias=draw(st.sampled_from((None, ALIASES[place]))),
        )
        for place, one in enumerate(draw(st.lists(st.sampled_from(roster), min_size=1, max_size=4)))
    ]
    return World(tuple(roster), tuple(accounts))


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(worlds(), min_size=8, max_size=12), st.booleans())
def test_what_is_offered_is_right_and_what_is_clear_is_offered(
    several: list[World], has_domain: bool
) -> None:
    for world, offered in zip(several, offers(several, has_domain=has_domain), strict=True):
        wrong = {p: objection(world, p, a, has_domain=has_domain) for p, a in offered.items()}
        assert wrong == dict.fromkeys(offered), world
        clear = {p: a for p in range(len(world.people)) if (a := clearly(world, p))}
        assert clear.items() <= offered.items(), world


STUDENT = Person("student", NAMES[0], "701", None, None)
THEIRS = Account(OWN[0], NAMES[0], "701", "student", True, None)


TRAPS = {
    "a bus driver of the student's name": (STUDENT, replace(THEIRS, number="88", kind="staff")),
    "a bus driver whose number is missing": (STUDENT, replace(THEIRS, number=None, kind="staff")),
    "a namesake of another number": (STUDENT, replace(THEIRS, number="88", kind=None)),
    "a cook whose employee ID is the number": (
        STUDENT,
        replace(THEIRS, name=("Cookie", "Stubley"), kind="staff"),
    ),
    "a cook whose file has no names": (STUDENT, replace(THEIRS, name=None, kind="staff")),
    "a number that may be anyone's": (STUDENT, replace(THEIRS, name=None, kind=None)),
    "an alumnus": (STUDENT, replace(THEIRS, number=None, kind="nobody")),
    "an alumnus of some year": (STUDENT, replace(THEIRS, number=None, kind="cohort")),
    "a teacher's account of school days": (replace(STUDENT, kind="staff"), THEIRS),
    "an alias of a stranger's account": (
        replace(STUDENT, email=ALIASES[0]),
        replace(THEIRS, name=NAMES[2], number="88", alias=ALIASES[0]),
    ),
    "an alias of an account of which nothing is known": (
        replace(STUDENT, email=ALIASES[0]),
        replace(THEIRS, name=None, number=None, alias=ALIASES[0]),
    ),
    "the family's mailbox": (
        replace(STUDENT, other="family@example.com"),
        replace(THEIRS, name=NAMES[2], number="88"),
    ),
    "another's account in the other field": (
        replace(STUDENT, other=OWN[0]),
        replace(THEIRS, name=NAMES[2], number=None),
    ),
    "a suspended account": (STUDENT, replace(THEIRS, active=False)),
}


RIGHT = {
    "number and name": (STUDENT, replace(THEIRS, kind=None)),
    "number and name of one year's students": (STUDENT, replace(THEIRS, kind="cohort")),
    "number among students": (STUDENT, replace(THEIRS, name=None)),
    "name among students": (STUDENT, replace(THEIRS, number=None)),
    "an alias of the account of the name": (
        replace(STUDENT, email=ALIASES[0]),
        replace(THEIRS, number=None, kind=None, alias=ALIASES[0]),
    ),
    "the other field, where the account is theirs": (
        replace(STUDENT, other=OWN[0]),
        replace(THEIRS, number=None, kind=None),
    ),
}


NAMESAKE = replace(THEIRS, email=OWN[1], number=None)

RANKED = {
    "the namesake's": (NAMESAKE, THEIRS),
    "the namesake's, since the right one is suspended": (NAMESAKE, replace(THEIRS, active=False)),
    "the namesake's, since the right one is put away": (NAMESAKE, replace(THEIRS, kind="nobody")),
    "one's name and the other's number": (NAMESAKE, replace(THEIRS, name=NAMES[2])),
}


def reported(
    cases: Mapping[str, tuple[Person, Account]], *, has_domain: bool
) -> dict[str, str | None]:
    """What each of these people is offered, all in one run."""
    several = [World((one,), (account,)) for one, account in cases.values()]
    found = offers(several, has_domain=has_domain)
    return {name: offered.get(0) for name, offered in zip(cases, found, strict=True)}


def test_a_strangers_account_is_offered_to_nobody() -> None:
    assert reported(TRAPS, has_domain=True) == dict.fromkeys(TRAPS)


def test_the_right_account_is_offered() -> None:
    assert reported(RIGHT, has_domain=False) == {name: a.email for name, (_, a) in RIGHT.items()}


def test_number_and_name_go_before_the_name_alone() -> None:
    several = [World((STUDENT,), accounts) for accounts in RANKED.values()]
    assert offers(several, has_domain=False) == [{0: OWN[0]}, {}, {}, {}]


def test_an_account_of_a_number_that_two_people_have_stands_in_the_way() -> None:
    other = replace(STUDENT, name=NAMES[1])
    nameless = replace(THEIRS, email=OWN[1], name=None)
    worlds = [World((STUDENT, other), (THEIRS, nameless)), World((STUDENT, other), (THEIRS,))]
    assert offers(worlds, has_domain=False) == [{}, {0: OWN[0]}]


def test_the_other_field_counts_inside_the_domains() -> None:
    case = {"": (replace(STUDENT, other=OWN[0]), replace(THEIRS, name=None, number=None))}
    assert reported(case, has_domain=True) == {"": OWN[0]}
    assert reported(case, has_domain=False) == {"": None}
