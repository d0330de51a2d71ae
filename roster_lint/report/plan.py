"""What to fix first, as values that every format reads: causes, steps, what stands after each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cause:
    """A check and a place: what is fixed in one go.

    Attributes:
        code: the check of the criterion that fails.
        action: what to do, in a few words.
        fix: where in Campus.
        school_id: the school; None where the records belong to none.
        calendar_id: the calendar, where there is no school; None means the district.
        place: the name of school or calendar; None means the district.
        detail: what the one record is called that has to be corrected (a schedule structure, a
            course, a section, a grade level); None where it is about people, or about several.
        records: how many records have to be corrected in Campus.
        alone: by population, how many only this cause holds back.
        together: by population, how many it holds back together with other causes.
    """

    code: str
    action: str
    fix: str
    school_id: int | None
    calendar_id: int | None
    place: str | None
    detail: str | None
    records: int
    alone: Mapping[str, int]
    together: Mapping[str, int]


@dataclass(frozen=True)
class Standing:
    """One population once some steps are taken.

    Attributes:
        total: how many there are.
        available: how many will be served as active.
        without_teacher: of classes that will be sent, how many have no teacher who is.
    """

    total: int
    available: int
    without_teacher: int | None = None


@dataclass(frozen=True)
class Step:
    """What to fix next: one cause, or the fewest that bring anyone back.

    Attributes:
        causes: by their places in the plan's.
        brings_back: by population, how many records sync once these are fixed, too.
        then: by population, what stands after this step and all before it.
    """

    causes: tuple[int, ...]
    brings_back: Mapping[str, int]
    then: Mapping[str, Standing]


@dataclass(frozen=True)
class Plan:
    """What would bring back the records that are held back.

    Attributes:
        now: by population, what stands before anything is fixed.
        causes: everything that holds a record back, by code and place.
        steps: in the order of what they bring back.
        stays: by population, how many are held back that no step brings back, since no criterion
            says what would.
    """

    now: Mapping[str, Standing]
    causes: tuple[Cause, ...] = ()
    steps: tuple[Step, ...] = ()
    stays: Mapping[str, int] = field(default_factory=dict)

    @property
    def after(self) -> Mapping[str, Standing]:
        """What stands once every step is taken."""
        return self.steps[-1].then if self.steps else self.now

    @property
    def held_back_by_code(self) -> dict[str, int]:
        """How many records each check holds back, alone or with others."""
        held: Counter[str] = Counter()
        for cause in self.causes:
            held[cause.code] += sum(cause.alone.values()) + sum(cause.together.values())
        return dict(held)

    def of(self, step: Step) -> tuple[Cause, ...]:
        """A step's causes."""
        return tuple(self.causes[place] for place in step.causes)
