"""Dagster: a check of the asset that writes the bundle; it blocks what comes after."""

from dagster import AssetCheckResult, Definitions, asset, asset_check

from roster_lint import lint


@asset
def bundle() -> str:
    """Stands for whatever writes the bundle: says where it is."""
    return "/srv/roster/bundle.zip"


@asset_check(asset=bundle, blocking=True)
def roster_is_ready(bundle: str) -> AssetCheckResult:
    """Passes where the bundle is ready for the vendor; its numbers stand beside the check."""
    with lint(bundle, vendor="clever") as report:
        numbers = {f"{level}s": report.count(level) for level in ("error", "warning", "info")}
        return AssetCheckResult(
            passed=report.exit_code == 0, metadata={"verdict": report.verdict, **numbers}
        )


defs = Definitions(assets=[bundle], asset_checks=[roster_is_ready])
