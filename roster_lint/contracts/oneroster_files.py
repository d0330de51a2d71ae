"""The names of the files of a OneRoster CSV bundle, by version, in the order of the manifest.

The tables are those of the CSV binding, section 3.1. This knows no pandera, so that a source can
be recognized without waiting for it.
"""

from collections.abc import Mapping

from roster_lint.vocabulary import OneRoster

MANIFEST = "manifest"

_ALL = (
    "academicSessions",
    "categories",
    "classes",
    "classResources",
    "courses",
    "courseResources",
    "demographics",
    "enrollments",
    "lineItemLearningObjectiveIds",
    "lineItems",
    "lineItemScoreScales",
    "orgs",
    "resources",
    "resultLearningObjectiveIds",
    "results",
    "resultScoreScales",
    "roles",
    "scoreScales",
    "userProfiles",
    "userResources",
    "users",
)

ONLY_1P2 = (
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "roles",
    "scoreScales",
    "userProfiles",
    "userResources",
)
"""The files that came with 1.2."""

FILES: Mapping[OneRoster, tuple[str, ...]] = {
    "1.1": tuple(name for name in _ALL if name not in ONLY_1P2),
    "1.2": _ALL,
}
"""Every data file of a version, without ``.csv``."""

ANY_FILE = {name.casefold(): name for name in (MANIFEST, *FILES["1.2"])}
"""The names of all files, the manifest's included, by their lower case."""
