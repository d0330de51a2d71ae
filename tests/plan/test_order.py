"""The order of the steps: held against trying every set of causes."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from roster_lint.report.plan import Plan
from roster_lint.report.plan_changes import Changes, Counted, Group, Standings, Term, Untaught, Way
from roster_lint.report.planning import in_order
from tests.report.samples import cause

CAUSES = 5
NOW = {"student": (1000, 0), "teacher": (100, 0), "section": (50, 10)}

ways = st.frozensets(st.integers(0, CAUSES - 1), min_size=1, max_size=3)
groups = st.lists(
    st.builds(
        Group,
        st.sampled_from(("student", "teacher", "section")),
        st.lists(ways, min_size=1, max_size=2).map(tuple),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=6,
)


def way(*causes: int) -> Way:
    return frozenset(causes)


def of(population: str, records: int, *each: Way) -> Group:
    return Group(population, each, records)


def changes(
    *made: Group,
    counted: tuple[Counted, ...] = (),
    classes: tuple[Untaught, ...] = (),
    records: tuple[int, ...] = (1,) * CAUSES,
) -> Changes:
    causes = [cause(f"AA00{n}", school_id=n, records=records[n]) for n in range(CAUSES)]
    return Changes(causes, made, counted, classes, NOW)


def planned(*made: Group, records: tuple[int, ...] = (1,) * CAUSES) -> Plan:
    return in_order(changes(*made, records=records))


def steps(plan: Plan) -> list[tuple[int, ...]]:
    return [step.causes for step in plan.steps]


def test_students_and_classes_come_before_other_people() -> None:
    plan = planned(of("teacher", 9, way(0)), of("student", 1, way(1)), of("section", 2, way(2)))
    assert steps(plan) == [(2,), (1,), (0,)]


def test_between_equals_other_people_decide_then_less_work_then_code() -> None:
    made = [of("student", 2, way(n)) for n in range(4)]
    plan = planned(*made, of("teacher", 1, way(3)), records=(5, 1, 1, 9, 1))
    assert steps(plan) == [(3,), (1,), (2,), (0,)]


def test_where_no_single_cause_frees_anyone_the_fewest_are_one_step() -> None:
    plan = planned(
        of("student", 2, way(0, 1)), of("student", 3, way(1, 2)), of("student", 90, way(0, 3, 4))
    )
    assert steps(plan) == [(1, 2), (0,), (3, 4)]
    assert [dict(step.brings_back) for step in plan.steps] == [
        {"student": 3},
        {"student": 2},
        {"student": 90},
    ]


def test_either_of_two_ways_is_enough() -> None:
    plan = planned(of("student", 1, way(0, 1), way(2)), of("student", 1, way(0, 2)))
    assert steps(plan) == [(2,), (0,)]


def test_what_is_never_brought_back_stays() -> None:
    plan = planned(Group("student", (), 3), of("student", 1, way(0)))
    assert plan.stays == {"student": 3}
    assert plan.after["student"].available == 1


def test_records_that_join_or_leave_change_the_total_alone() -> None:
    counted = (
        Counted("section", (Term(way(), way(0)),), 2),
        Counted("teacher", (Term(way(0)),), 4),
    )
    plan = in_order(changes(of("section", 1, way(0)), counted=counted))
    assert (plan.after["section"].total, plan.after["section"].available) == (48, 11)
    assert (plan.after["teacher"].total, plan.after["teacher"].available) == (104, 0)


def test_who_has_got_another_role_leaves_no_longer() -> None:
    """Other staff without any role: the role Teacher (0) ends it, another role (1) keeps it."""
    one = changes(counted=(Counted("teacher", (Term(way(), way(0)), Term(way(1))), 4),))
    totals = [Standings(one).after(fixed)["teacher"].total for fixed in (set(), {0}, {1}, {0, 1})]
    assert totals == [100, 96, 100, 100]


def test_a_class_without_a_teacher_is_counted_once_it_is_sent() -> None:
    classes = (
        Untaught((way(0),), (way(1),), 2),
        Untaught((way(),), (way(1),), 3),
        Untaught((way(),), (), 1),
    )
    held = (of("section", 2, way(0)), of("teacher", 1, way(1)))
    plan = in_order(changes(*held, classes=classes))
    reported = [plan.now, *(step.then for step in plan.steps)]
    assert [standing["section"].without_teacher for standing in reported] == [4, 6, 1]
    assert plan.now["student"].without_teacher is None


@settings(max_examples=200, derandomize=True, deadline=None)
@given(groups)
def test_every_step_is_the_best_of_all_the_smallest_sets(made: list[Group]) -> None:
    plan = planned(*made)
    fixed: set[int] = set()
    for step in plan.steps:
        sizes = range(1, CAUSES + 1)
        sets = [set(c) for size in sizes for c in combinations(range(CAUSES), size)]
        useful = [one for one in sets if _freed(made, fixed | one) > _freed(made, fixed)]
        fewest = min(map(len, useful))
        best = max(_freed(made, fixed | one) for one in useful if len(one) == fewest)
        fixed |= set(step.causes)
        assert len(step.causes) == fewest
        assert _freed(made, fixed) == best
        back = [step.brings_back.get(entity, 0) for entity in NOW]
        before = Standings(changes(*made)).after(fixed - set(step.causes))
        assert back == [step.then[e].available - before[e].available for e in NOW]
    assert _freed(made, fixed) == _freed(made, set(range(CAUSES)))


some = st.frozensets(st.integers(0, CAUSES - 1), max_size=3)
some_ways = st.lists(some, max_size=3).map(tuple)
some_terms = st.lists(st.builds(Term, some, some), min_size=1, max_size=3).map(tuple)
number = st.integers(1, 9)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    st.lists(st.builds(Group, st.sampled_from(sorted(NOW)), some_ways, number), max_size=6),
    st.lists(st.builds(Counted, st.sampled_from(sorted(NOW)), some_terms, number), max_size=6),
    st.lists(st.builds(Untaught, some_ways, some_ways, number), max_size=6),
    st.lists(some, max_size=8),
)
def test_what_is_counted_step_by_step_is_what_stands_when_counted_anew(
    held: list[Group], counted: list[Counted], classes: list[Untaught], steps: list[Way]
) -> None:
    made = changes(*held, counted=tuple(counted), classes=tuple(classes))
    standings, fixed = Standings(made), set[int]()
    for step in (frozenset[int](), *steps):
        fixed |= step
        reported = standings.after(step)
        for entity, (total, available) in made.now.items():
            joined = sum(
                c.number(fixed) - c.number(set()) for c in counted if c.population == entity
            )
            back = sum(g.number(fixed) for g in held if g.population == entity)
            assert (reported[entity].total, reported[entity].available) == (
                total + joined,
                available + back,
            )
        assert reported["section"].without_teacher == sum(c.number(fixed) for c in classes)


def _freed(made: list[Group], fixed: set[int]) -> tuple[int, int]:
    """How many students and classes, and how many other people, sync once causes are fixed."""
    back = [g for g in made if any(one <= fixed for one in g.ways)]
    first = sum(g.records for g in back if g.population != "teacher")
    return first, sum(g.records for g in back) - first
