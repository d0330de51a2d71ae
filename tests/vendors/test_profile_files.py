"""A district's own profile files: what may stand in them, and what is said where it may not."""

from pathlib import Path

import pytest

from roster_lint.errors import UsageError
from roster_lint.vendors.lines_as_tables import write_vendor_tables
from roster_lint.vendors.loading import load_profile
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors
from tests.case_engine import OneConnection

BY = 'source = "our contract"\nbasis = "quoted"\n'
NEED = '[[need]]\npopulation = "student"\nfield = "username"\nlevel = "required"\n'


def read(folder: Path, text: str, name: str = "own") -> Profile:
    """The profile of a file with this text."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return load_profile(str(path))


def rows(profile: Profile, sql: str) -> list[tuple[object, ...]]:
    """What is asked of the tables that the checks read."""
    engine = OneConnection()
    write_vendor_tables(engine, Vendors((profile,)), "campus")
    return engine.rows(sql)


def need_rows(profile: Profile) -> list[tuple[object, ...]]:
    """The vendor's needs, as the model reads them."""
    return rows(profile, "SELECT vendor, population, field, level, consequence FROM vendor_need")


def complaint(folder: Path, text: str) -> str:
    """What is said of a file with this text."""
    with pytest.raises(UsageError) as error:
        read(folder, text)
    return str(error.value)


def test_a_file_of_its_own_is_named_after_it(tmp_path: Path) -> None:
    profile = read(tmp_path, f'display = "Ours"\n{NEED}{BY}', "Our-Vendor")
    assert (profile.name, profile.display) == ("our-vendor", "Ours")
    assert ("our-vendor", "student", "username", "required", "") in need_rows(profile)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('displai = "x"', ["own.toml: 'displai' is unknown", "Did you mean display?"]),
        ('display = "x"\nextends = "canvas"', ["'extends' is unknown", "Did you mean extend?"]),
        (
            f'display = "x"\n{NEED}{BY}levle = "used"',
            ["need 1: 'levle' is unknown", "Did you mean level?"],
        ),
        (
            f'display = "x"\n{NEED}{BY}zzz = 1',
            ["need 1: 'zzz' is unknown", "Known are source, basis, rule"],
        ),
        (f'display = "x"\n{NEED}basis = "quoted"', ["need 1: source is missing."]),
        (f'display = "x"\n{NEED}source = " "\nbasis = "quoted"', ["need 1, source:"]),
        (f'display = "x"\n{NEED}source = "x"', ["need 1: basis is missing."]),
        (NEED + BY, ["display is missing"]),
        (
            f'display = "x"\n{NEED.replace("username", "usernam")}{BY}',
            ["need 1: 'usernam' is no field of a student: known are record,"],
        ),
        (
            f'display = "x"\n[[limit]]\nof = "dogs"\nmost = 3\n{BY}',
            ["limit 1, of: Input should be 'teachers-per-class'"],
        ),
        (
            'display = "x"\n[[value]]\npopulations = ["org"]\nfields = ["name"]\nmeans = "y"\n'
            + BY,
            ["value 1: a value line needs least, most, pattern, forbidden or among"],
        ),
        ("display = x", ["own.toml is no TOML"]),
        ('extend = "canvs"', ["own.toml: extend: there is no profile 'canvs'", "canvas"]),
        ('extend = "gone.toml"', ["there is no profile file gone.toml"]),
        ("extend = 3", ["extend is the name or the file of a profile"]),
        (
            'extend = "canvas"\nwithout = ["login-requird"]',
            ["there is no rule 'login-requird'", "Did you mean login-required?"],
        ),
    ],
)
def test_a_wrong_file_is_reported_in_one_sentence(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    said = complaint(tmp_path, text)
    assert [word for word in words if word not in said] == []


def test_what_a_profile_extends_stands_beneath_its_own_lines(tmp_path: Path) -> None:
    canvas = load_profile("canvas")
    own = read(tmp_path, f'extend = "canvas"\n{NEED.replace("required", "used")}{BY}')
    assert (own.name, own.display) == ("own", "Canvas")
    assert len(own.needs) == len(canvas.needs)
    assert ("own", "student", "username", "used", "") in need_rows(own)
    assert ("own", "teacher", "username", "required", "drops-record") in need_rows(own)
    assert own.limits == canvas.limits


def test_a_rule_of_the_extended_profile_can_be_left_out(tmp_path: Path) -> None:
    own = read(tmp_path, 'extend = "canvas"\nwithout = ["or-enrol-dates"]')
    assert "enrollment" not in {need.population for need in own.needs}
    assert "enrollment" in {need.population for need in load_profile("canvas").needs}


def test_files_extend_files_beside_them(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(f'extend = "google-classroom"\n{NEED}{BY}')
    own = read(tmp_path, 'extend = "base.toml"\ndisplay = "Ours"')
    assert own.display == "Ours"
    assert ("own", "student", "username", "required", "") in need_rows(own)
    assert ("own", "student", "email", "required", "drops-record") in need_rows(own)


def test_a_loop_names_its_chain(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('extend = "own.toml"')
    said = complaint(tmp_path, 'extend = "other.toml"')
    assert said == (
        "Profiles extend each other in a loop: own.toml extends other.toml extends own.toml."
    )


def test_a_file_that_extends_itself_is_a_loop(tmp_path: Path) -> None:
    assert "own.toml extends own.toml" in complaint(tmp_path, 'extend = "own.toml"')


@pytest.mark.parametrize("basis", ["inferred", "memory"])
def test_a_line_that_was_not_quoted_makes_no_error(tmp_path: Path, basis: str) -> None:
    by = f'source = "somebody"\nbasis = "{basis}"\n'
    match = '[[match]]\nfield = "email"\npopulations = ["student"]\n'
    limit = '[[limit]]\nof = "members-per-class"\nmost = 3\nseverity = "error"\n'
    own = read(tmp_path, f'display = "x"\n{NEED}{by}{match}{by}{limit}{by}')
    assert ("own", "student", "username", "used", "") in need_rows(own)
    assert rows(own, "SELECT * FROM vendor_match") == []
    assert not own.matches_on("email")
    assert [line.severity for line in (*own.needs, *own.matches, *own.limits)] == ["warning"] * 3


def test_students_and_teachers_are_required_by_everybody(tmp_path: Path) -> None:
    own = read(tmp_path, 'display = "x"')
    assert sorted(need_rows(own)) == [
        ("own", "student", "record", "required", ""),
        ("own", "teacher", "record", "required", ""),
    ]
    assert own.uses("student", "record")
    assert not own.uses("staff", "record")
