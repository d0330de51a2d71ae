"""The exports that an accounts file can be, recognized by their headers.

Headers are compared without regard to case, blanks and what Google puts in brackets behind them:
``Email Address [Required]`` is ``emailaddress``.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from roster_lint.vocabulary import AccountColumn, Directory

Says = Literal["enabled", "disabled", "status", "deleted"]
"""What a column says about an account: that it works, that it does not, its state, or when it was
deleted."""

_STOPPED: Mapping[str, Says] = {"suspended": "disabled", "archived": "disabled"}
_ENTRA: Mapping[str, Says] = {"accountenabled": "enabled", "blockcredential": "disabled"}
_DELETED: Mapping[str, Says] = {
    "softdeletiontimestamp": "deleted",
    "whensoftdeleted": "deleted",
    "deleteddatetime": "deleted",
    "deletiontime": "deleted",
}

_GAM_LIST = re.compile(r"(?:noneditable)?aliases(?:\.\d+)?")
_GAM_TYPE = re.compile(r"organizations\.\d+\.description")
_GAM_VALUE = re.compile(r"externalids\.(\d+)\.value")


@dataclass(frozen=True)
class Number:
    """A column of employee or student numbers.

    Attributes:
        column: the file's own spelling.
        kind_column: a column that must say "organization" for the number to be one.
    """

    column: str
    kind_column: str | None = None


@dataclass(frozen=True)
class Columns:
    """Where an accounts file has what, in the file's own spelling.

    Attributes:
        email: the primary email address, or the user principal name.
        mails: further addresses under which the directory knows the account as its own.
        aliases: lists of addresses that lead to the account without being its own.
        states: columns that say whether the account works.
        given: the first name.
        family: the last name.
        numbers: employee or student numbers; the first that holds something counts.
        org_unit: where in the directory the account is.
        types: what sort of person has the account, in words.
    """

    email: str
    mails: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    states: tuple[tuple[str, Says], ...] = ()
    given: str | None = None
    family: str | None = None
    numbers: tuple[Number, ...] = ()
    org_unit: str | None = None
    types: tuple[str, ...] = ()


Own = Mapping[str, str]
"""A file's headers: as they are compared, to the file's own spelling."""


@dataclass(frozen=True)
class Shape:
    """One kind of export.

    Attributes:
        name: what it is called in reports.
        directory: whose accounts it lists; None where that is unknown.
        looked_for: the headers that show it, as the export spells them.
        columns: finds the columns in a header that has all of these.
    """

    name: str
    directory: Directory | None
    looked_for: tuple[str, ...]
    columns: Callable[[Own], Columns]


def _google(own: Own) -> Columns:
    return Columns(
        email=own["emailaddress"],
        aliases=_all(own, ("aliases", "emailaliases")),
        states=_states(own, {"status": "status", **_STOPPED, **_DELETED}),
        given=own.get("firstname"),
        family=own.get("lastname"),
        numbers=_numbers(own, "employeeid"),
        org_unit=own.get("orgunitpath"),
        types=_all(own, ("employeetype",)),
    )


def _gam(own: Own) -> Columns:
    values = (match for name in own if (match := _GAM_VALUE.fullmatch(name)))
    return Columns(
        email=own["primaryemail"],
        aliases=tuple(spelled for name, spelled in own.items() if _GAM_LIST.fullmatch(name)),
        states=_states(own, {**_STOPPED, **_DELETED}),
        given=own.get("name.givenname") or own.get("firstname"),
        family=own.get("name.familyname") or own.get("lastname"),
        numbers=tuple(
            Number(own[match[0]], own.get(f"externalids.{match[1]}.type")) for match in values
        ),
        org_unit=own.get("orgunitpath"),
        types=tuple(spelled for name, spelled in own.items() if _GAM_TYPE.fullmatch(name)),
    )


def _entra(own: Own) -> Columns:
    return Columns(
        email=own["userprincipalname"],
        mails=_all(own, ("mail", "primarysmtpaddress")),
        aliases=_all(own, ("proxyaddresses",)),
        states=_states(own, {**_ENTRA, **_DELETED}),
        given=own.get("givenname") or own.get("firstname"),
        family=own.get("surname") or own.get("lastname"),
        numbers=_numbers(own, "employeeid"),
        types=_all(own, ("employeetype", "usertype")),
    )


SHAPES = (
    Shape("Google Admin export", "google", ("Email Address", "Org Unit Path"), _google),
    Shape("GAM export", "google", ("primaryEmail",), _gam),
    Shape("Entra ID export", "microsoft", ("userPrincipalName",), _entra),
)
"""The exports that are recognized, in the order in which they are tried."""


def compared(header: str) -> str:
    """A header as it is compared with those that are looked for."""
    return re.sub(r"\s+", "", re.sub(r"\[.*?\]|\*", "", header)).casefold()


def known_headers() -> frozenset[str]:
    """Headers in lower case under which a file's delimiter shows."""
    names = {name.casefold() for shape in SHAPES for name in shape.looked_for}
    return frozenset(names | {f"{name} [required]" for name in names})


def recognized(header: Sequence[str]) -> tuple[Shape, Columns] | None:
    """The shape that a header has, and where its columns are; None where it has none."""
    own = {compared(name): name for name in header}
    for shape in SHAPES:
        if all(compared(name) in own for name in shape.looked_for):
            return shape, shape.columns(own)
    return None


def mapped(
    header: Sequence[str], mapping: Mapping[AccountColumn, str]
) -> tuple[Columns | None, list[str]]:
    """The columns that the settings name, and the names that the header does not have.

    The columns are None where the one for the email address is missing.
    """
    own = {name.strip().casefold(): name for name in header}
    found: dict[str, str] = {
        what: own[name.strip().casefold()]
        for what, name in mapping.items()
        if name.strip().casefold() in own
    }
    lacking = [name for what, name in mapping.items() if what not in found]
    if "email" not in found:
        return None, lacking
    says: Mapping[str, Says] = {"suspended": "disabled", "enabled": "enabled"}
    columns = Columns(
        email=found["email"],
        aliases=_all(found, ("aliases",)),
        states=_states(found, says),
        given=found.get("given_name"),
        family=found.get("family_name"),
        numbers=_numbers(found, "number"),
    )
    return columns, lacking


def _all(own: Own, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(own[name] for name in names if name in own)


def _states(own: Own, says: Mapping[str, Says]) -> tuple[tuple[str, Says], ...]:
    return tuple((own[name], what) for name, what in says.items() if name in own)


def _numbers(own: Own, name: str) -> tuple[Number, ...]:
    return (Number(own[name]),) if name in own else ()
