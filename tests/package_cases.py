"""Cases of the checks of a bundle and its files: one thing changed, and what must be found."""

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

from tests.bundle_checks import Case, More
from tests.bundles import Bundle

ON_DISK: More = {"on_disk": True}
V12: More = {"version": "1.2"}
WARNING: More = {"severity": "warning"}


def declared(name: str, value: str) -> Callable[[Bundle], None]:
    return lambda made: made.declare(name, value)


def renamed(file: str, old: str, new: str) -> Callable[[Bundle], None]:
    """Spells one column of a header otherwise; the rows stay as they are."""

    def change(made: Bundle) -> None:
        place = made.headers[file].index(old)
        made.headers[file][place] = new
        for row in made.rows[file]:
            row[new] = row.pop(old, "")

    return change


def dropped(file: str, column: str) -> Callable[[Bundle], None]:
    return lambda made: made.headers[file].remove(column)


def added(file: str, column: str, place: int) -> Callable[[Bundle], None]:
    return lambda made: made.headers[file].insert(place, column)


def swapped(file: str, first: str, second: str) -> Callable[[Bundle], None]:
    def change(made: Bundle) -> None:
        names = made.headers[file]
        one, two = names.index(first), names.index(second)
        names[one], names[two] = second, first

    return change


def edited(file: str, edit: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Changes the bytes of a written file."""

    def change(folder: Path) -> None:
        path = folder / f"{file}.csv"
        before = path.read_bytes()
        path.write_bytes(edit(before))
        assert path.read_bytes() != before

    return change


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    return edited(file, lambda data: data.replace(old.encode(), new.encode(), 1))


def moved(file: str, to: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / to).parent.mkdir(exist_ok=True)
        (folder / f"{file}.csv").rename(folder / to)

    return change


def all_in(inside: str) -> Callable[[Path], None]:
    """Moves every file into a folder."""

    def change(folder: Path) -> None:
        files = list(folder.iterdir())
        (folder / inside).mkdir()
        for path in files:
            path.rename(folder / inside / path.name)

    return change


def beside(name: str, data: bytes = b"not ours") -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(data)


def manifest_row(name: str, value: str) -> Callable[[Bundle], None]:
    return lambda made: made.manifest.append([name, value])


def property_named(old: str, new: str) -> Callable[[Bundle], None]:
    def change(made: Bundle) -> None:
        next(row for row in made.manifest if row[0] == old)[0] = new

    return change


def without_row(name: str) -> Callable[[Bundle], None]:
    def change(made: Bundle) -> None:
        made.manifest[:] = [row for row in made.manifest if row[0] != name]

    return change


def manifest_alone(made: Bundle) -> None:
    for file in list(made.headers):
        made.remove(file)


def emptied(file: str) -> Callable[[Bundle], None]:
    return lambda made: made.rows[file].clear()


def filled(made: Bundle) -> None:
    for row in made.rows["orgs"]:
        row |= {"status": "active", "dateLastModified": "2026-08-01T06:30:00.000Z"}


def filled_delta(made: Bundle) -> None:
    filled(made)
    made.declare("file.orgs", "delta")


def with_1p2p0_column(made: Bundle) -> None:
    header = made.headers["users"]
    header.insert(header.index("preferredGivenName"), "resourceSourcedIds")


def of_1p0(folder: Path) -> None:
    """Makes a bundle of version 1.0 of one of 1.1, as far as its headers tell."""
    (folder / "manifest.csv").unlink()
    path = folder / "users.csv"
    header, rows = path.read_bytes().split(b"\r\n", 1)
    for new, old in (
        (b"userIds", b"userId"),
        (b"agentSourcedIds", b"agents"),
        (b"grades", b"grade"),
    ):
        header = header.replace(new, old)
    path.write_bytes(header + b"\r\n" + rows)


def removed(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).unlink()


def package(
    code: str, name: str, change: Callable[..., object], *found: str, **more: Unpack[More]
) -> Case:
    """A case whose findings are named as ``file`` or ``file subject``, with ``.csv`` left out."""
    keys = []
    for each in found:
        file, _, subject = each.partition(" ")
        keys.append({"file": f"{file}.csv", **({"subject": subject} if subject else {})})
    named = {file for file, _, _ in (each.partition(" ") for each in found)} - {"manifest"}
    return Case(code, name, change, tuple(keys), **{"only": tuple({"orgs", *named}), **more})


def small(
    code: str,
    name: str,
    change: Callable[..., object],
    finds: tuple[dict[str, object], ...],
    **more: Unpack[More],
) -> Case:
    """A case of what is told of no one file of OneRoster's."""
    return Case(code, name, change, finds, only=("orgs",), **more)


def unreadable(what: str, change: Callable[..., object], line: str, **more: Unpack[More]) -> Case:
    """A case of a file that cannot be read."""
    return package(
        "OB014", what, change, "users", says=(line,), lacking="users.csv", **ON_DISK, **more
    )


MANIFEST_1P1 = "propertyName,value"

CASES = (
    package("OB001", "no manifest", removed("manifest.csv"), "manifest", **ON_DISK),
    small(
        "OB002",
        "another header",
        replaced("manifest", MANIFEST_1P1, "property,value"),
        ({"file": "manifest.csv", "line": 1, "problem": "manifest-header"},),
        **ON_DISK,
    ),
    small(
        "OB002",
        "no header",
        replaced("manifest", f"{MANIFEST_1P1}\r\n", ""),
        ({"file": "manifest.csv", "line": 1, "problem": "manifest-header"},),
        **ON_DISK,
    ),
    small(
        "OB002",
        "three values in a row",
        replaced("manifest", "file.orgs,bulk", "file.orgs,bulk,"),
        ({"file": "manifest.csv", "line": 13, "problem": "manifest-row"},),
        **ON_DISK,
    ),
    small(
        "OB002",
        "not UTF-8",
        edited("manifest", lambda data: data.replace(b"A sample", b"A \xff")),
        ({"file": "manifest.csv", "line": 17, "problem": "manifest-unreadable"},),
        **ON_DISK,
    ),
    package(
        "OB002",
        "a byte order mark is fine",
        edited("manifest", lambda data: b"\xef\xbb\xbf" + data),
        **ON_DISK,
    ),
    package("OB003", "a file unsaid", without_row("file.orgs"), "manifest file.orgs"),
    package("OB003", "no version", without_row("manifest.version"), "manifest manifest.version"),
    package("OB003", "the system's name is optional", without_row("source.systemName")),
    package(
        "OB004",
        "the same again",
        manifest_row("file.orgs", "bulk"),
        "manifest file.orgs",
        **WARNING,
    ),
    package("OB004", "another value", manifest_row("file.orgs", "absent"), "manifest file.orgs"),
    package(
        "OB005", "misspelled", manifest_row("fiel.orgs", "bulk"), "manifest 'fiel.orgs'", **WARNING
    ),
    package(
        "OB005",
        "misspelled, in place of the right one",
        property_named("file.orgs", "fiel.orgs"),
        "manifest 'fiel.orgs'",
        says=("file.orgs is meant",),
    ),
    package(
        "OB005",
        "in capitals",
        property_named("file.orgs", "File.Orgs"),
        "manifest 'File.Orgs'",
        says=("file.orgs is meant",),
    ),
    package(
        "OB005",
        "a file of 1.2",
        manifest_row("file.roles", "absent"),
        "manifest 'file.roles'",
        **WARNING,
    ),
    package("OB006", "a mode in capitals", declared("file.orgs", "Bulk"), "manifest file.orgs"),
    package("OB006", "a blank mode", declared("file.orgs", ""), "manifest file.orgs"),
    package("OB006", "1 for 1.0", declared("manifest.version", "1"), "manifest manifest.version"),
    package("OB006", "1.0", declared("oneroster.version", "1.0"), "manifest oneroster.version"),
    package(
        "OB006",
        "1.2.1",
        declared("oneroster.version", "1.2.1"),
        "manifest oneroster.version",
        **V12,
        **WARNING,
    ),
    package("OB006", "any name of the system", declared("source.systemName", "")),
    package(
        "OB007",
        "1.2 that is called 1.1",
        declared("oneroster.version", "1.1"),
        "manifest",
        only=("orgs", "users"),
        **V12,
        says=("judged as 1.2",),
    ),
    package(
        "OB007",
        "1.1 that is called 1.2",
        declared("oneroster.version", "1.2"),
        "manifest",
        only=("orgs", "users"),
    ),
    small(
        "OB007",
        "1.2 that is called 1.1, without users",
        declared("oneroster.version", "1.1"),
        ({"file": "manifest.csv"},),
        **V12,
        says=("manifest.csv says 1.1; judged as 1.2",),
    ),
    small(
        "OB007",
        "1.1 that is called 1.2, without users",
        declared("oneroster.version", "1.2"),
        ({"file": "manifest.csv"},),
        says=("manifest.csv says 1.2; judged as 1.1",),
    ),
    package("OB008", "declared bulk", removed("resources.csv"), "resources", **ON_DISK),
    package("OB008", "all absent", manifest_alone),
    package("OB009", "declared absent", declared("file.resources", "absent"), "resources"),
    small(
        "OB010", "a letter", beside("README.pdf"), ({"file": "README.pdf"},), **ON_DISK, **WARNING
    ),
    small(
        "OB010",
        "another table",
        beside("notes.csv", b"a,b\n1,2\n"),
        ({"file": "notes.csv"},),
        **ON_DISK,
        **WARNING,
    ),
    package("OB010", "what a system hides", beside(".DS_Store"), **ON_DISK),
    small("OB011", "all files", all_in("export"), ({"subject": "export"},), **ON_DISK),
    small(
        "OB011", "one file", moved("orgs", "export/orgs.csv"), ({"subject": "export"},), **ON_DISK
    ),
    package("OB012", "a capital", moved("orgs", "Orgs.csv"), "orgs", **ON_DISK),
    package("OB012", "capitals behind", moved("orgs", "orgs.CSV"), "orgs", **ON_DISK),
    small(
        "OB013",
        "twice",
        beside("Orgs.csv", b"sourcedId\n1\n"),
        ({"file": "orgs.csv", "subject": "Orgs.csv"},),
        **ON_DISK,
    ),
    unreadable(
        "a byte of Latin-1",
        edited("users", lambda data: data.replace(b"Ben", b"B\xe9n")),
        "line 3 of users.csv",
    ),
    unreadable(
        "a NUL", edited("users", lambda data: data.replace(b"Ben", b"B\0n")), "line 3 of users.csv"
    ),
    unreadable(
        "no header",
        edited("users", lambda data: data.split(b"\r\n", 1)[1]),
        "the first row names none of the columns",
    ),
    package(
        "OB014",
        "a byte order mark is fine",
        edited("orgs", lambda data: b"\xef\xbb\xbf" + data),
        **ON_DISK,
    ),
    package(
        "OB014",
        "line feeds alone are fine",
        edited("orgs", lambda data: data.replace(b"\r\n", b"\n")),
        **ON_DISK,
    ),
    package(
        "OB014",
        "no line end at the end is fine",
        edited("orgs", lambda data: data.removesuffix(b"\r\n")),
        **ON_DISK,
    ),
    package("OB015", "a header alone", emptied("resources"), "resources", says=("no row",)),
    package(
        "OB015", "nothing", beside("resources.csv", b""), "resources", **ON_DISK, says=("empty",)
    ),
    package("OB015", "a file of the roster is OP111's", emptied("courses"), only=("courses",)),
    package("OB016", "a required column", dropped("orgs", "type"), "orgs type"),
    package("OB016", "an optional one", dropped("users", "sms"), "users sms"),
    package("OB016", "the columns of bulk", dropped("orgs", "status"), "orgs status"),
    package("OB016", "of 1.2.0 alone", with_1p2p0_column, **V12, only=("users",)),
    package("OB017", "an own column", added("orgs", "city", 7), "orgs city"),
    package("OB017", "a nameless column", added("orgs", "", 7), "orgs column 8, which has no name"),
    package("OB017", "an extension", added("orgs", "metadata.city", 7)),
    package("OB018", "two columns", swapped("orgs", "name", "type"), "orgs", says=("type", "name")),
    package("OB019", "the same", added("orgs", "type", 5), "orgs type"),
    package("OB019", "another case", added("orgs", "Type", 5), "orgs type"),
    package("OB020", "a capital", renamed("orgs", "name", "Name"), "orgs name", says=("'Name'",)),
    package("OB020", "a blank", renamed("orgs", "name", " name"), "orgs name"),
    package(
        "OB021",
        "in the middle",
        added("orgs", "metadata.city", 4),
        "orgs metadata.city",
        says=("before type",),
    ),
    package("OB021", "two at the right", added("orgs", "metadata.city", 7)),
    package(
        "OB022",
        "semicolons",
        edited("orgs", lambda data: data.replace(b",", b";")),
        "orgs",
        **ON_DISK,
        says=("';'",),
    ),
    package(
        "OB022",
        "tabs",
        edited("orgs", lambda data: data.replace(b",", b"\t")),
        "orgs",
        **ON_DISK,
        says=("a tab",),
    ),
    package(
        "OB022", "semicolons within a value", replaced("orgs", "High", "High; School"), **ON_DISK
    ),
    package(
        "OB023", "UTF-16", edited("orgs", lambda d: d.decode().encode("utf-16")), "orgs", **ON_DISK
    ),
    package("OB023", "letters with accents", replaced("orgs", "High", "Hïgh"), **ON_DISK),
    package("OB024", "bulk that is filled", filled, "orgs", says=("filled in every row",)),
    package(
        "OB024", "delta that is blank", declared("file.orgs", "delta"), "orgs", says=("blank",)
    ),
    package("OB024", "delta that is filled", filled_delta),
    package("OB030", "at the right", added("orgs", "metadata.", 7), "orgs column 8"),
    package("OB030", "a blank for a name", added("orgs", "metadata. ", 7), "orgs column 8"),
    package(
        "OB031",
        "three columns of it",
        of_1p0,
        "users",
        says=("userId, agents and grade",),
        lacking="OneRoster 1.0",
        **ON_DISK,
    ),
    package("OB030", "a short name", added("orgs", "metadata.x", 7)),
)
