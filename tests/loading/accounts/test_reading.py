"""Every export that is recognized, read from a file as its program writes it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.accounts.loading import load_accounts
from roster_lint.vocabulary import AccountColumn, no_progress

GOOGLE = """\
First Name [Required],Last Name [Required],Email Address [Required],Password [Required],\
Org Unit Path [Required],Status [READ ONLY],Last Sign In [READ ONLY],Employee ID
Testa,Mockfield,testa@example.org,****,/Students,Active,Never logged in,701
Ficta,Samplewood,Ficta@example.org,****,/Staff,Suspended,2026/05/01 10:00:00,
Mocka,Stubley,mocka@example.org,****,/Staff,Archived,2026/05/01 10:00:00,803
"""
OLD_GOOGLE = """\
First Name,Last Name,Email Address,Org Unit Path,Suspended
Testa,Mockfield,testa@example.org,/Students,False
Ficta,Samplewood,ficta@example.org,/Staff,True
"""
GAM = """\
primaryEmail,aliases,aliases.0,aliases.1,archived,externalIds,externalIds.0.type,\
externalIds.0.value,externalIds.1.type,externalIds.1.value,name.familyName,name.givenName,\
nonEditableAliases,nonEditableAliases.0,orgUnitPath,suspended
testa@example.org,2,t.m@example.org,tm@example.org,False,2,custom,x9,organization,701,Mockfield,\
Testa,1,testa@example.org.test-google-a.com,/Students,False
ficta@example.org,0,,,True,0,,,,,Samplewood,Ficta,0,,/Staff,False
"""
GAM_IN_LISTS = """\
primaryEmail,aliases,suspended
testa@example.org,t.m@example.org tm@example.org,True
"""
ENTRA = """\
userPrincipalName,displayName,surname,mail,givenName,objectId,userType,accountEnabled,employeeId,\
proxyAddresses
testa@example.org,Testa Mockfield,Mockfield,testa.mockfield@example.org,Testa,1,Member,True,701,\
SMTP:testa.mockfield@example.org;smtp:t.m@example.org;SIP:testa@example.org
ficta@example.org,Ficta Samplewood,Samplewood,,Ficta,2,Member,False,,
"""
ADMIN_CENTER = """\
Display name,User principal name,First name,Last name,Block credential,Proxy addresses
Testa Mockfield,testa@example.org,Testa,Mockfield,False,\
SMTP:testa.mockfield@example.org+smtp:testa+old@example.org
Ficta Samplewood,ficta@example.org,Ficta,Samplewood,True,
"""
POWERSHELL = """\
"UserPrincipalName","Mail","AccountEnabled","ProxyAddresses"
"testa@example.org","testa@example.org","True","System.String[]"
"""
OWN = """\
Login;Mail;On;First;Last;No
testa;testa@example.org;yes;Testa;Mockfield;701
ficta;ficta@example.org;no;Ficta;Samplewood;
"""
COLUMNS: dict[AccountColumn, str] = {
    "email": "mail",
    "enabled": "On",
    "given_name": "First",
    "family_name": "Last",
    "number": "No",
}


DELETED = """\
User principal name,Display name,Block credential,Soft deletion time stamp
testa@example.org,Testa Mockfield,False,
ficta@example.org,Ficta Samplewood,False,2026-06-30 08:00:00Z
"""


class Directory:
    """What the engine holds after loading."""

    def __init__(
        self, path: Path, text: str, mapping: dict[AccountColumn, str], encoding: str
    ) -> None:
        path.write_bytes(text.encode(encoding))
        engine = DuckEngine()
        load_accounts(engine, [path], mapping, no_progress)
        [self.file] = engine.rows(
            "SELECT shape, directory, accounts, knows_state FROM accounts_file"
        )
        self.accounts = engine.rows(
            "SELECT email, active, given, family, number, kind FROM account ORDER BY emailKey"
        )
        self.aliases = engine.rows(
            "SELECT a.email, s.alias, s.own FROM account_alias s JOIN account a USING (place)"
            " ORDER BY 1, 2"
        )
        engine.close()


Read = Callable[..., Directory]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(
        text: str, mapping: dict[AccountColumn, str] | None = None, encoding: str = "utf-8"
    ) -> Directory:
        return Directory(tmp_path / "users.csv", text, mapping or {}, encoding)

    return read


def test_a_download_of_the_google_admin_console(read: Read) -> None:
    directory = read(GOOGLE)
    assert directory.file == ("Google Admin export", "google", 3, True)
    assert directory.accounts == [
        ("Ficta@example.org", False, "Ficta", "Samplewood", None, "staff"),
        ("mocka@example.org", False, "Mocka", "Stubley", "803", "staff"),
        ("testa@example.org", True, "Testa", "Mockfield", "701", "student"),
    ]
    assert directory.aliases == []


def test_an_older_one_says_suspended(read: Read) -> None:
    assert [row[:2] for row in read(OLD_GOOGLE).accounts] == [
        ("ficta@example.org", False),
        ("testa@example.org", True),
    ]


def test_gam_print_users(read: Read) -> None:
    directory = read(GAM)
    assert directory.file == ("GAM export", "google", 2, True)
    assert directory.accounts == [
        ("ficta@example.org", False, "Ficta", "Samplewood", None, "staff"),
        ("testa@example.org", True, "Testa", "Mockfield", "701", "student"),
    ]
    assert [alias for _, alias, own in directory.aliases if not own] == [
        "t.m@example.org",
        "testa@example.org.test-google-a.com",
        "tm@example.org",
    ]


def test_gam_with_all_aliases_in_one_cell(read: Read) -> None:
    assert read(GAM_IN_LISTS).aliases == [
        ("testa@example.org", "t.m@example.org", False),
        ("testa@example.org", "tm@example.org", False),
    ]


def test_a_user_export_of_entra_id(read: Read) -> None:
    directory = read(ENTRA)
    assert directory.file == ("Entra ID export", "microsoft", 2, True)
    assert directory.accounts == [
        ("ficta@example.org", False, "Ficta", "Samplewood", None, None),
        ("testa@example.org", True, "Testa", "Mockfield", "701", None),
    ]
    assert directory.aliases == [
        ("testa@example.org", "t.m@example.org", False),
        ("testa@example.org", "testa.mockfield@example.org", True),
    ]


def test_an_export_of_the_microsoft_365_admin_center(read: Read) -> None:
    directory = read(ADMIN_CENTER)
    assert [row[:4] for row in directory.accounts] == [
        ("ficta@example.org", False, "Ficta", "Samplewood"),
        ("testa@example.org", True, "Testa", "Mockfield"),
    ]
    # A plus sign separates addresses, and can stand in one.
    assert directory.aliases == [
        ("testa@example.org", "testa+old@example.org", False),
        ("testa@example.org", "testa.mockfield@example.org", True),
    ]


def test_what_powershell_writes_of_a_list_is_no_address(read: Read) -> None:
    directory = read(POWERSHELL)
    assert directory.accounts[0][:2] == ("testa@example.org", True)
    assert directory.aliases == []


def test_any_export_whose_columns_the_settings_name(read: Read) -> None:
    directory = read(OWN, COLUMNS)
    assert directory.file == ("other export", None, 2, True)
    assert directory.accounts == [
        ("ficta@example.org", False, "Ficta", "Samplewood", None, None),
        ("testa@example.org", True, "Testa", "Mockfield", "701", None),
    ]


def test_named_columns_go_before_a_known_shape(read: Read) -> None:
    directory = read(ENTRA, {"email": "mail"})
    assert directory.file == ("other export", None, 1, False)


def test_named_columns_that_are_not_there_leave_the_known_shapes(read: Read) -> None:
    assert read(GAM, COLUMNS).file[0] == "GAM export"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_however_the_file_is_dressed(read: Read, encoding: str, delimiter: str, end: str) -> None:
    plain = read(GOOGLE)
    dressed = read(GOOGLE.replace(",", delimiter).replace("\n", end), encoding=encoding)
    assert dressed.accounts == plain.accounts


def test_rows_without_an_address_are_no_accounts(read: Read) -> None:
    assert read(GAM_IN_LISTS + ",,\n  ,,False\n").file[2] == 1


def test_a_file_without_suspensions_is_known_to_have_none(read: Read) -> None:
    assert read("primaryEmail\ntesta@example.org\n").file == ("GAM export", "google", 1, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "#TYPE System.Management.User"])
def test_a_first_line_of_excel_or_powershell(read: Read, first: str, encoding: str) -> None:
    text = GOOGLE.replace(",", ";")
    dressed = read(f"{first}\r\n{text}".replace("\n", "\r\n"), encoding=encoding)
    assert dressed.accounts == read(GOOGLE).accounts


def test_windows_1252_is_read_and_reported(read: Read) -> None:
    text = GOOGLE.replace("Mockfield", "Möckfield’s")
    directory = read(text, encoding="cp1252")
    assert directory.accounts == read(text).accounts
    assert directory.file[0] == "Google Admin export, read as Windows-1252"


def test_a_row_that_is_repeated_exactly_is_one_account(read: Read) -> None:
    directory = read(GAM + GAM.splitlines()[1] + "\n")
    assert (directory.accounts, directory.aliases) == (read(GAM).accounts, read(GAM).aliases)
    assert directory.file[2] == 2


def test_a_deleted_account_does_not_work(read: Read) -> None:
    assert [row[:2] for row in read(DELETED).accounts] == [
        ("ficta@example.org", False),
        ("testa@example.org", True),
    ]


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("/Students", "student"),
        ("/HS/All_Students/Grade 9", "student"),
        ("/Students/Class of 2031", "cohort"),
        ("/Staff/Bus Drivers", "staff"),
        ("/Student Services", None),
        ("/Staff/Student Services", None),
        ("/Lincoln", None),
        ("/Alumni", "nobody"),
        ("/Students/Graduated 2024", "nobody"),
        ("/Former Staff", "nobody"),
    ],
)
def test_whose_an_account_is_by_its_unit(read: Read, unit: str, kind: str | None) -> None:
    assert read(f"primaryEmail,orgUnitPath\ntesta@example.org,{unit}\n").accounts[0][5] == kind


@pytest.mark.parametrize(
    ("unit", "type_", "kind"),
    [
        ("/Lincoln", "Teacher", "staff"),
        ("/Students", "Employee", "nobody"),
        ("", "Student", "student"),
    ],
)
def test_whose_an_account_is_by_its_type(read: Read, unit: str, type_: str, kind: str) -> None:
    text = f"Email Address,Org Unit Path,Employee Type\ntesta@example.org,{unit},{type_}\n"
    assert read(text).accounts[0][5] == kind
