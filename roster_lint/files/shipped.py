"""Where the files that come with the package are: in the wheel, or in the checkout."""

from pathlib import Path


def shipped(name: str) -> Path:
    """The folder ``checks`` or ``fixtures``, from the installed wheel or the checkout."""
    package = Path(__file__).parents[1]
    installed = package / "shipped" / name
    return installed if installed.is_dir() else package.parent / name
