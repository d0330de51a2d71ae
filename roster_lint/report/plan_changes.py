"""What fixing causes does to the numbers of a run, in whatever order they are fixed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from roster_lint.report.plan import Cause, Standing

Way = frozenset[int]
"""Causes, by their places among all, that together bring a record back."""


@dataclass(frozen=True)
class Term:
    """When a record is counted.

    Attributes:
        fixed: the causes that have to be fixed for it.
        unfixed: those that end it once they are.
    """

    fixed: Way
    unfixed: Way = frozenset()

    def holds(self, fixed: Set[int]) -> bool:
        """Whether it holds once these causes are fixed."""
        return self.fixed <= fixed and not self.unfixed & fixed


@dataclass(frozen=True)
class Group:
    """Records of a population that come back once all causes of one of several sets are fixed.

    Attributes:
        population: student, teacher, staff, guardian, relative or section.
        ways: each is enough; none where it is not known what is.
        records: how many.
    """

    population: str
    ways: tuple[Way, ...]
    records: int

    def number(self, fixed: Set[int]) -> int:
        """How many of them come back once these causes are fixed."""
        return self.records if any(way <= fixed for way in self.ways) else 0

    @property
    def causes(self) -> Way:
        """All that its number depends on."""
        return frozenset().union(*self.ways)


@dataclass(frozen=True)
class Counted:
    """Records of a population that are counted while one of some terms holds.

    Attributes:
        population: teacher, staff or section.
        terms: each is enough.
        records: how many.
    """

    population: str
    terms: tuple[Term, ...]
    records: int

    def number(self, fixed: Set[int]) -> int:
        """How many of them are counted once these causes are fixed."""
        return self.records if any(term.holds(fixed) for term in self.terms) else 0

    @property
    def causes(self) -> Way:
        """All that its number depends on."""
        return frozenset().union(*(term.fixed | term.unfixed for term in self.terms))


@dataclass(frozen=True)
class Untaught:
    """Classes that no teacher who syncs teaches.

    Attributes:
        ways: what has to be fixed for them to be sent; an empty way where they are sent already.
        taught: what has to be fixed for one of their teachers to sync.
        classes: how many.
    """

    ways: tuple[Way, ...]
    taught: tuple[Way, ...]
    classes: int

    def number(self, fixed: Set[int]) -> int:
        """How many of them are sent without a teacher once these causes are fixed."""
        is_sent = any(way <= fixed for way in self.ways)
        return self.classes if is_sent and not any(way <= fixed for way in self.taught) else 0

    @property
    def causes(self) -> Way:
        """All that its number depends on."""
        return frozenset().union(*self.ways, *self.taught)


@dataclass(frozen=True)
class Changes:
    """What fixing causes does to the numbers of a run.

    Attributes:
        causes: all, by code and place.
        groups: the records that are held back, and those that would come back with them.
        counted: the records whose being counted depends on causes.
        classes: those without a teacher, now or once they are sent.
        now: by population, how many there are, and how many will sync.
    """

    causes: Sequence[Cause]
    groups: Sequence[Group]
    counted: Sequence[Counted]
    classes: Sequence[Untaught]
    now: Mapping[str, tuple[int, int]]


class Standings:
    """The numbers as one cause after the other is fixed.

    A large district has thousands of steps: only what depends on a step's causes is counted anew.
    """

    def __init__(self, changes: Changes) -> None:
        """Begins where no cause is fixed."""
        self._fixed: set[int] = set()
        self._total = {entity: counts[0] for entity, counts in changes.now.items()}
        self._available = {entity: counts[1] for entity, counts in changes.now.items()}
        self._without = 0
        self._records: tuple[Counted | Group | Untaught, ...] = (
            *changes.counted,
            *changes.groups,
            *changes.classes,
        )
        self._behind: dict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(self._records):
            for cause in one.causes:
                self._behind[cause].append(place)
        self._numbers = [one.number(frozenset()) for one in self._records]
        for one, number in zip(self._records, self._numbers, strict=True):
            # ``now`` has those who are counted already.
            if not isinstance(one, Counted):
                self._add(one, number)

    def after(self, causes: Set[int]) -> dict[str, Standing]:
        """By population, what stands once these causes are fixed, too."""
        self._fixed |= causes
        for place in {place for cause in causes for place in self._behind[cause]}:
            one = self._records[place]
            number = one.number(self._fixed)
            self._add(one, number - self._numbers[place])
            self._numbers[place] = number
        return {
            entity: Standing(total, self._available[entity], self._without)
            if entity == "section"
            else Standing(total, self._available[entity])
            for entity, total in self._total.items()
        }

    def _add(self, one: Counted | Group | Untaught, number: int) -> None:
        if isinstance(one, Untaught):
            self._without += number
        elif isinstance(one, Group):
            self._available[one.population] += number
        else:
            self._total[one.population] += number
