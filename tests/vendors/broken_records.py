"""Records of a good bundle, one broken for each line of a profile, all in one bundle."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from roster_lint.vendors.lines import Line, Match, Need, Unique, Value
from tests.bundles import Bundle
from tests.vendors.breaking import bad_values

Key = tuple[object, ...]
"""What is broken: how, of which populations, which field, and with which value."""

_FILES = {
    **dict.fromkeys(("student", "teacher", "staff", "guardian", "relative"), "users"),
    "class": "classes",
    "course": "courses",
    "session": "academicSessions",
    "org": "orgs",
    "enrollment": "enrollments",
}
_FIRST = {
    **{"student": "stu-1", "teacher": "tea-1", "staff": "adm-1", "guardian": "par-1"},
    **{"relative": "rel-1", "class": "class-1", "course": "course-1", "session": "fall"},
    **{"org": "school-1", "enrollment": "e-1"},
}
_COLUMNS = {
    "grade": "grades",
    "school": "orgSourcedIds",
    "building": "orgSourcedIds",
    "course": "courseSourcedId",
    "term": "termSourcedIds",
}
_SCHOOLS = {"class": "schoolSourcedId", "course": "orgSourcedId"}
_REFERENCES = ("school", "course", "term")
_MEMBERS = ("student", "teacher", "primary_teacher")


@dataclass
class About:
    """What findings on a broken record name.

    Attributes:
        names: its sourcedId, and what it refers to that is not there.
        place: its file and line.
    """

    names: set[str]
    place: tuple[str, int]

    def names_it(self, key: dict[str, object]) -> bool:
        """Whether a finding's key is of the record."""
        named = {key.get(name) for name in ("sourcedId", "target", "classSourcedId")}
        return bool(named & self.names) or (key.get("file"), key.get("line")) == self.place


def record_keys(line: Line) -> Iterator[Key]:
    """What must be broken of records for a line, each of which must be found."""
    match line:
        case Need() if line.field != "record":
            yield from _missing(line.population, line.field)
        case Match():
            for need in line.needs():
                yield from _missing(need.population, need.field)
                if line.field == "email":
                    yield ("value", need.population, "email", "n/a")
            yield ("shared", line.populations[0], line.field)
        case Unique():
            yield ("shared", line.populations[0], line.field)
        case Value():
            for population, name in product(line.populations, line.fields):
                yield from (("value", population, name, value) for value in bad_values(line))


def _missing(population: str, name: str) -> Iterator[Key]:
    yield ("blank", population, name)
    if name in _REFERENCES:
        yield ("dangling", population, name)
    elif name not in ("building", "class", "sourcedId", *_MEMBERS):
        yield ("space", population, name)


def prepare(made: Bundle) -> None:
    """Adds what the good bundle need not have: a relative, phones, dates, a second teacher."""
    relative = {"sourcedId": "rel-1", "role": "relative", "username": "rel1", "givenName": "Fay"}
    relative["email"] = "rel1@example.org"
    made.rows["users"].append({**row(made, "users", "par-1"), **relative})
    for user in made.rows["users"]:
        user["phone"] = "+15555550100"
    for seat in made.rows["enrollments"]:
        seat |= {"beginDate": "2026-08-10", "endDate": "2026-12-20"}
    teacher = {"sourcedId": "tea-9", "username": "tea9", "identifier": "2009", "givenName": "Gil"}
    teacher["email"] = "tea9@example.org"
    made.rows["users"].append({**row(made, "users", "tea-1"), **teacher})
    seat = {"sourcedId": "e-9", "userSourcedId": "tea-9", "classSourcedId": "class-1"}
    made.rows["enrollments"].append({**row(made, "enrollments", "e-5"), **seat})


def row(made: Bundle, file: str, sourced_id: str) -> dict[str, str]:
    """The row with a sourcedId."""
    return next(one for one in made.rows[file] if one["sourcedId"] == sourced_id)


@dataclass
class Breaking:
    """Breaks a record of its own for each key.

    Attributes:
        made: the bundle.
        about: what findings on each key's record name.
    """

    made: Bundle
    about: dict[Key, About] = field(default_factory=dict)

    def break_all(self, keys: Iterable[Key]) -> None:
        """Makes a copy of a good record for each key, and breaks that."""
        for number, key in enumerate(keys):
            how, population, name, *value = key
            copy = self._copy(str(population), f"x{number}")
            self.about[key] = self._about(str(population), copy)
            if how == "shared":
                self._share(str(population), str(name), copy, key)
            elif how == "blank":
                self._blank(str(population), str(name), copy)
            elif how == "dangling":
                gone = f"gone-{number}"
                copy[_column(str(population), str(name))] = gone
                self.about[key].names.add(gone)
            elif how == "space":
                self._cell(str(population), str(name), copy)
            else:
                text = str(value[0])
                self._cell(str(population), str(name), copy, text)
                self.about[key].names |= {text} if name == "sourcedId" else set()

    def _copy(self, population: str, mark: str) -> dict[str, str]:
        file = _FILES[population]
        first = row(self.made, file, _FIRST[population])
        copy = {**first, "sourcedId": f"{mark}-{population}"}
        if file == "users":
            copy |= {"username": mark, "identifier": mark, "email": f"{mark}@example.org"}
            copy["givenName"] = f"Given{mark}"
            birth = row(self.made, "demographics", "stu-1")
            self.made.rows["demographics"].append({**birth, "sourcedId": copy["sourcedId"]})
        self.made.rows[file].append(copy)
        if population == "enrollment":
            # A class of its own, since findings on dates are of classes.
            klass = self._copy("class", f"{mark}c")
            copy["classSourcedId"] = klass["sourcedId"]
        elif population in ("class", "student", "teacher"):
            self._seat(population, copy, mark)
        return copy

    def _seat(self, population: str, copy: dict[str, str], mark: str) -> None:
        """Puts students and teachers into a copied class, a copied person into a class."""
        seats = self.made.rows["enrollments"]
        good = [s for s in seats if s["sourcedId"] in ("e-1", "e-3", "e-9")]
        for seat in good:
            if population == "class":
                own = {"sourcedId": f"{mark}-{seat['sourcedId']}"}
                seats.append({**seat, **own, "classSourcedId": copy["sourcedId"]})
            elif seat["role"] == copy["role"] and seat["sourcedId"] != "e-3":
                own = {"sourcedId": f"{mark}-seat", "userSourcedId": copy["sourcedId"]}
                seats.append({**seat, **own})

    def _about(self, population: str, copy: dict[str, str]) -> About:
        file = _FILES[population]
        names = {copy["sourcedId"], copy.get("classSourcedId", copy["sourcedId"])}
        return About(names, (f"{file}.csv", self.made.rows[file].index(copy) + 2))

    def _blank(self, population: str, name: str, copy: dict[str, str]) -> None:
        seats = self.made.rows["enrollments"]
        if population == "class" and name in _MEMBERS:
            for seat in [s for s in seats if s["classSourcedId"] == copy["sourcedId"]]:
                if name == "primary_teacher":
                    seat["primary"] = ""
                elif seat["role"] == name:
                    seats.remove(seat)
        elif name == "class" and population != "course":
            seats[:] = [s for s in seats if s["userSourcedId"] != copy["sourcedId"]]
        elif name == "building":
            copy["orgSourcedIds"] = "district-1"
        elif name != "class":
            self._cell(population, name, copy, "")

    def _cell(self, population: str, name: str, copy: dict[str, str], text: str = " ") -> None:
        if name != "birthDate":
            column = _column(population, name)
            if column == "sourcedId":
                _rename(self.made, copy["sourcedId"], text)
            copy[column] = text
            return
        birth = row(self.made, "demographics", copy["sourcedId"])
        birth["birthDate"] = text
        if text:
            line = self.made.rows["demographics"].index(birth) + 2
            self.about[("space", population, name)].place = ("demographics.csv", line)

    def _share(self, population: str, name: str, copy: dict[str, str], key: Key) -> None:
        twin = self._copy(population, f"{copy['sourcedId']}t")
        if name == "sourcedId":
            _rename(self.made, twin["sourcedId"], copy["sourcedId"].upper())
            twin["sourcedId"] = copy["sourcedId"].upper()
        else:
            copy[name] = twin[name] = f"Shared {population}" if name == "title" else twin[name]
        self.about[key].names.add(twin["sourcedId"])


def _column(population: str, name: str) -> str:
    if name == "school":
        return _SCHOOLS.get(population, "orgSourcedIds")
    return _COLUMNS.get(name, name)


def _rename(made: Bundle, before: str, after: str) -> None:
    """A sourcedId, wherever it stands: the record must not lose what belongs to it."""
    for file in ("enrollments", "demographics"):
        for one in made.rows[file]:
            for column in ("sourcedId", "userSourcedId", "classSourcedId"):
                if one.get(column) == before:
                    one[column] = after
