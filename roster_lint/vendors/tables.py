"""A profile's needs and matches as the tables that the checks of Campus's own conditions read."""

from collections.abc import Iterator

from roster_lint.vendors.profile import ALWAYS_REQUIRED, Profile

Row = tuple[str, ...]


def need_rows(profile: Profile) -> Iterator[Row]:
    """Rows of ``profile(vendor, population, field, level, consequence)``.

    A need that is required but not quoted counts as merely used, since it makes no error.
    """
    for population in ALWAYS_REQUIRED:
        yield profile.name, population, "record", "required", ""
    for need in profile.all_needs():
        if need.field == "record" and need.population in ALWAYS_REQUIRED:
            continue
        level = "required" if need.severity == "error" else "used"
        yield profile.name, need.population, need.field, level, need.consequence or ""


def match_rows(profile: Profile) -> Iterator[Row]:
    """Rows of ``vendor_match(vendor, population, field)``: what accounts are known to match on."""
    for match in profile.matches:
        if match.severity == "error":
            for population in match.populations:
                yield profile.name, population, match.field
