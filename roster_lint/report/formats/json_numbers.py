"""The keys of the JSON report that hold numbers: who will sync, and what to fix first."""

from typing import NotRequired

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

described = with_config(ConfigDict(use_attribute_docstrings=True))
"""Of a dictionary's type: the docstring below a key is what the schema says of it."""


@described
class Criterion(TypedDict):
    """How many records fail at one criterion, having passed those before it."""

    name: str
    """The criterion."""
    title: str
    """The criterion in a few words."""
    failed: int | None
    """How many fail here; null where that is unknown."""
    fails: str
    """What is said about those that fail here."""
    unknown: str | None
    """Why it is unknown which records meet it; null where that is known."""


@described
class Counted(TypedDict):
    """How many records there are, and what becomes of them.

    ``available``, ``held_back``, ``to_be_deleted``, ``left_out`` and ``not_used`` add up to
    ``total``. They are null where ``select`` or ``ignore`` leave checks out or a column is missing.
    """

    total: int | None
    """How many there are."""
    available: int | None
    """How many will sync."""
    to_be_deleted: int | None
    """How many of the rest are sent as ToBeDeleted."""
    held_back: int | None
    """How many of the rest a fault holds back, which an error or a warning names."""
    left_out: int | None
    """How many of the rest are left out as they are marked: No Show, excluded, no Portal."""
    not_used: int | None
    """How many of the rest belong to a population that the vendor does not use."""


@described
class SchoolFacts(Counted):
    """One population at one school."""

    school_id: int | str | None
    """The school; null gathers the records that belong to none."""
    school: str
    """Its name."""
    failed: dict[str, int]
    """How many fail at each criterion, by its name."""


@described
class Population(Counted):
    """One population: how many there are, and how many will sync."""

    entity: str
    """student, teacher, staff, guardian, relative or section."""
    criteria: list[Criterion]
    """Where the rest fail, in the article's order."""
    schools: list[SchoolFacts] | None
    """The same at each school, largest first; null where any of it is unknown."""
    unknown: str | None
    """Why it is unknown how many will sync; null where that is known."""
    no_account: dict[str, int]
    """With an accounts file, by vendor: how many of those who will sync have no account there."""


@described
class RecordsFacts(TypedDict):
    """The rows of one table that are of the judged school year."""

    total: int | None
    """How many there are."""
    available: int | None
    """Enrollments that meet their criteria; roster records and classes that are sent."""
    drafts: int | None
    """Sections of inactive trials beside an active one, and their roster records."""


@described
class StandingFacts(TypedDict):
    """One population once some steps are taken."""

    total: int
    """How many there are."""
    available: int
    """How many will sync."""
    without_teacher: NotRequired[int]
    """Of classes that are sent, how many have no teacher who is; a class whose terms are over needs
    none."""


@described
class CauseFacts(TypedDict):
    """A check and a place: what is fixed in one go."""

    code: str
    """The check."""
    action: str
    """What to do, in a few words."""
    fix: str
    """Where in Campus."""
    school_id: int | str | None
    """The school."""
    calendar_id: int | None
    """The calendar, where there is no school; with neither, the cause is the district's."""
    place: str | None
    """The name of school or calendar."""
    detail: str | None
    """The one record to correct where it is a structure, grade level, course or section."""
    records: int
    """How many records to correct in Campus."""
    alone: dict[str, int]
    """By population, how many records only this cause holds back."""
    together: dict[str, int]
    """By population, how many it holds back together with other causes."""


@described
class StepFacts(TypedDict):
    """What to fix next: one cause, or where none brings anyone back alone, the fewest that do."""

    causes: list[int]
    """Their places in the plan's ``causes``, from 0 on."""
    brings_back: dict[str, int]
    """By population, how many records sync once these are fixed, too."""
    then: dict[str, StandingFacts]
    """By population, what stands after this step and all before it."""


@described
class PlanFacts(TypedDict):
    """What to fix first, for Campus data."""

    now: dict[str, StandingFacts]
    """By population that a vendor uses, before anything is fixed."""
    causes: list[CauseFacts]
    """All causes, by code and place."""
    steps: list[StepFacts]
    """The next step is the cause that brings back most students and classes, then most other
    people, then the one with fewest records to correct, then by code and place."""
    stays: dict[str, int]
    """By population, how many are held back that no step brings back: it takes more than to meet
    the article's criteria."""
