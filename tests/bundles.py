"""Small good OneRoster bundles for the tests: every file of a version filled, all names invented.

``bundle(version)`` builds one in memory; a test breaks it in one place and writes it as a folder or
a zip.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

from roster_lint.contracts.oneroster_files import FILES
from roster_lint.vocabulary import OneRoster

Rows = list[dict[str, str]]

Mode = Literal["bulk", "delta"]

_WHEN = "2026-08-01T06:30:00.000Z"

_COLUMNS = {
    "academicSessions": "title,type,startDate,endDate,parentSourcedId,schoolYear",
    "categories": "title",
    "classes": "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
    "termSourcedIds,subjects,subjectCodes,periods",
    "classResources": "title,classSourcedId,resourceSourcedId",
    "courses": "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    "courseResources": "title,courseSourcedId,resourceSourcedId",
    "demographics": "birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
    "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,"
    "hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,"
    "publicSchoolResidenceStatus",
    "enrollments": "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
    "lineItems": "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,"
    "gradingPeriodSourcedId,resultValueMin,resultValueMax",
    "orgs": "name,type,identifier,parentSourcedId",
    "resources": "vendorResourceId,title,roles,importance,vendorId,applicationId",
    "results": "lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment",
    "users": "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
    "identifier,email,sms,phone,agentSourcedIds,grades,password",
}

_COLUMNS_1P2 = {
    **_COLUMNS,
    "categories": "title,weight",
    "lineItemLearningObjectiveIds": "lineItemSourcedId,source,learningObjectiveId",
    "lineItems": "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,"
    "academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId",
    "lineItemScoreScales": "title,lineItemSourcedId,scoreScaleSourcedId",
    "resultLearningObjectiveIds": "resultSourcedId,source,learningObjectiveId,score,textScore",
    "results": "lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,"
    "classSourcedId,inProgress,incomplete,late,missing",
    "resultScoreScales": "title,resultSourcedId,scoreScaleSourcedId",
    "roles": "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
    "scoreScales": "title,type,orgSourcedId,courseSourcedId,classSourcedId,scoreScaleValue",
    "userProfiles": "userSourcedId,profileType,vendorId,applicationId,description,credentialType,"
    "username,password",
    "userResources": "userSourcedId,orgSourcedId,classSourcedId,resourceSourcedId",
    "users": "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,"
    "phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,"
    "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
}

_SHARED_ROWS = {
    "academicSessions": """
        year-2027;2026-2027;schoolYear;2026-08-10;2027-06-01;;2027
        fall;Fall;term;2026-08-10;2026-12-20;year-2027;2027
        spring;Spring;semester;2027-01-05;2027-06-01;year-2027;2027
        q1;Quarter 1;gradingPeriod;2026-08-10;2026-10-10;fall;2027""",
    "categories": """
        cat-1;Homework;40
        cat-2;Tests;60""",
    "classes": """
        class-1;Algebra I;09;course-1;ALG-1;scheduled;Room 12;school-1;fall,spring;Algebra;02052;1,3
        class-2;Homeroom 9A;09,10;course-2;HR-9A;homeroom;;school-1;fall;;;2""",
    "classResources": """
        cr-1;Algebra book;class-1;res-1
        cr-2;;class-2;res-2""",
    "courses": """
        course-1;year-2027;Algebra I;ALG;09,10;district-1;Algebra,Geometry;02052,02072
        course-2;;Homeroom;;;school-1;;""",
    "courseResources": """
        xr-1;Algebra book;course-1;res-1
        xr-2;;course-2;res-2""",
    "demographics": """
        stu-1;2011-03-04;female;false;true;false;false;true;true;false;US;MN;Sampleton;01652
        stu-2;2012-02-29;male;false;false;true;false;false;false;true;;;;""",
    "enrollments": """
        e-1;class-1;school-1;stu-1;student;;2026-08-10;2026-12-20
        e-2;class-1;school-1;stu-2;student;;;
        e-3;class-1;school-1;tea-1;teacher;true;2026-08-10;
        e-4;class-2;school-1;stu-1;student;;;
        e-5;class-2;school-1;tea-1;teacher;false;;""",
    "lineItems": """
        li-1;Worksheet 1;Fractions;2026-08-20;2026-08-27;class-1;cat-1;q1;0;10;school-1
        li-2;Test 1;;2026-09-01;2026-09-01;class-1;cat-2;q1;0.0;99.5;school-1""",
    "orgs": """
        district-1;Sample District;district;2700001;
        school-1;Sample High;school;270000100001;district-1""",
    "resources": """
        res-1;vr-1;Algebra book;student,teacher;primary;vendor-1;app-1
        res-2;vr-2;;;secondary;;""",
    "results": """
        r-1;li-1;stu-1;fully graded;9.5;2026-08-28;well done;A;class-1;false;false;true;false
        r-2;li-1;stu-2;submitted;0;2026-08-28;;;;;;;""",
}

_PEOPLE_1P1 = """
    stu-1;true;school-1;student;stu1;{SIS:1001},{LDAP:stu1};Ada;Testchild;May;1001;stu1@example.org;555-0101;555-0102;par-1;09;
    stu-2;true;school-1,district-1;student;stu2;{SIS:1002};Ben;Sample;;1002;stu2@example.org;;;;10;
    tea-1;true;school-1;teacher;tea1;;Cleo;Placeholder;;2001;tea1@example.org;;;;;
    par-1;false;school-1;parent;par1;;Dora;Testchild;;;par1@example.org;;;stu-1;;
    adm-1;true;district-1;administrator;adm1;;Eli;Invented;;2002;adm1@example.org;;;;;"""

_PEOPLE_1P2 = """
    stu-1;true;stu1;{SIS:1001},{LDAP:stu1};Ada;Testchild;May;1001;stu1@example.org;555-0101;555-0102;par-1;09;;m-1001;Addie;;Testchild;school-1;she/her
    stu-2;true;stu2;{SIS:1002};Ben;Sample;;1002;stu2@example.org;;;;10;;m-1002;;;;school-1;
    tea-1;true;tea1;;Cleo;Placeholder;;2001;tea1@example.org;;;;;;;;;;school-1;
    par-1;false;par1;;Dora;Testchild;;;par1@example.org;;;stu-1;;;;;;;;
    adm-1;true;adm1;;Eli;Invented;;2002;adm1@example.org;;;;;;;;;;district-1;"""

_ROWS_1P2 = {
    "lineItemLearningObjectiveIds": """
        lo-1;li-1;case;urn:uuid:6f1a2b3c-0000-4000-8000-000000000001
        lo-2;li-2;unknown;objective 7""",
    "lineItemScoreScales": """
        ls-1;Letters;li-1;scale-1
        ls-2;;li-2;scale-1""",
    "resultLearningObjectiveIds": """
        ro-1;r-1;case;urn:uuid:6f1a2b3c-0000-4000-8000-000000000001;9.5;good
        ro-2;r-2;unknown;objective 7;;""",
    "resultScoreScales": """
        rs-1;Letters;r-1;scale-1
        rs-2;;r-2;scale-1""",
    "roles": """
        role-1;stu-1;primary;student;2026-08-10;2027-06-01;school-1;prof-1
        role-2;stu-2;primary;student;;;school-1;
        role-3;tea-1;primary;teacher;;;school-1;
        role-4;par-1;primary;parent;;;school-1;
        role-5;adm-1;primary;districtAdministrator;;;district-1;""",
    "scoreScales": """
        scale-1;Letters;ordinal;district-1;course-1;class-1;{A+:100},{A:94}
        scale-2;Pass;ordinal;school-1;course-2;class-2;{P:1}""",
    "userProfiles": """
        prof-1;stu-1;learning;vendor-1;app-1;Reading;basic;stu1;
        prof-2;tea-1;learning;vendor-1;;;basic;tea1;""",
    "userResources": """
        ur-1;stu-1;school-1;class-1;res-1
        ur-2;tea-1;;;res-2""",
}


@dataclass
class Bundle:
    """A bundle in memory.

    Attributes:
        version: of OneRoster.
        headers: column names, by file without ``.csv``.
        rows: one dictionary a row, by file.
        manifest: its rows below the header; None where there is none.
    """

    version: OneRoster
    headers: dict[str, list[str]]
    rows: dict[str, Rows]
    manifest: list[list[str]] | None = field(default_factory=list)

    def text(self, file: str) -> str:
        """A file's text with the binding's line ends."""
        table = [[row.get(name, "") for name in self.headers[file]] for row in self.rows[file]]
        return csv_text([self.headers[file], *table])

    def texts(self) -> dict[str, str]:
        """Every file's text by its name, the manifest's too."""
        files = {f"{file}.csv": self.text(file) for file in self.headers}
        if self.manifest is None:
            return files
        return {"manifest.csv": csv_text([["propertyName", "value"], *self.manifest]), **files}

    def declare(self, name: str, value: str) -> None:
        """Changes the value of a manifest's property."""
        next(row for row in self.manifest or () if row[0] == name)[1] = value

    def remove(self, file: str) -> None:
        """Takes a file out, and declares it absent."""
        del self.headers[file], self.rows[file]
        self.declare(f"file.{file}", "absent")

    def write(self, folder: Path) -> Path:
        """Writes the bundle as a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.texts().items():
            (folder / name).write_bytes(text.encode())
        return folder

    def pack(self, archive: Path, inside: str = "") -> Path:
        """Writes the bundle as a zip, its files in a folder ``inside`` if one is named."""
        with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
            for name, text in self.texts().items():
                packed.writestr(f"{inside}{name}", text)
        return archive


def bundle(version: OneRoster, mode: Mode = "bulk") -> Bundle:
    """A good bundle with every file of the version, two to five rows each."""
    columns = _COLUMNS if version == "1.1" else _COLUMNS_1P2
    rows = {**_SHARED_ROWS, "users": _PEOPLE_1P1 if version == "1.1" else _PEOPLE_1P2}
    if version == "1.2":
        rows |= _ROWS_1P2
    beside = {"status": "active", "dateLastModified": _WHEN} if mode == "delta" else {}
    made = Bundle(version, {}, {}, _manifest(version, mode))
    for file in FILES[version]:
        names = columns[file].split(",")
        made.headers[file] = ["sourcedId", "status", "dateLastModified", *names]
        made.rows[file] = [
            # Columns that only 1.2 has stand last in the texts, and are cut off for 1.1.
            {**beside, **dict(zip(("sourcedId", *names), line.strip().split(";"), strict=False))}
            for line in rows[file].strip().splitlines()
        ]
    return made


def _manifest(version: OneRoster, mode: str) -> list[list[str]]:
    return [
        ["manifest.version", "1.0"],
        ["oneroster.version", version],
        *([f"file.{file}", mode] for file in FILES[version]),
        ["source.systemName", "A sample"],
        ["source.systemCode", "sample-1"],
    ]


def csv_text(rows: list[list[str]]) -> str:
    """Rows as RFC 4180 has them."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()
