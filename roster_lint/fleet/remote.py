"""Sources that neither this machine's folders nor a database hold: fetched by fsspec, then linted.

``s3://``, ``gs://``, ``abfs://``, ``sftp://`` and others: fsspec comes with the extra ``fleet``;
what it needs for each of them is a package of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from roster_lint.errors import SourceError, UsageError, no_room, scrub
from roster_lint.files.private import private_folder
from roster_lint.settings.source_name import is_api_url, is_url
from roster_lint.sources.opening import is_bundle

if TYPE_CHECKING:
    from roster_lint.sources.base import Source

_DATABASES = (
    "mssql",
    "sqlserver",
    "postgres",
    "postgresql",
    "mysql",
    "mariadb",
    "sqlite",
    "oracle",
)
_USUAL = ("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "http", "https", "sftp", "ssh", "ftp")


def is_remote(source: str) -> bool:
    """Whether a source is a URL that fsspec reads, and not a database's."""
    if not is_url(source):
        return False
    if is_api_url(source):
        # A web server can hold a file, too; all else is asked for as a OneRoster API.
        return urlsplit(source).path.lower().endswith(".zip")
    scheme = source.partition("://")[0].partition("+")[0].casefold()
    if scheme in _DATABASES:
        return False
    try:
        from fsspec import available_protocols  # type: ignore[import-untyped]
    except ImportError:
        return scheme in _USUAL
    return scheme in available_protocols()


def shown(url: str) -> str:
    """A URL without a user, a password or a signature in it."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return scrub(f"{parts.scheme}://{host}{parts.path}")


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it.

    Raises:
        UsageError: fsspec, or what it needs for such a URL, is not installed.
        SourceError: it cannot be reached.
    """
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError(
            f"{shown(url)} is read by fsspec, which is not installed: install roster-lint[fleet]."
        ) from None
    try:
        found: tuple[Any, str] = url_to_fs(url)
    except ImportError as error:
        # fsspec says itself which package it needs.
        raise UsageError(f"{shown(url)} cannot be read: {error}.") from None
    except Exception as error:
        raise _unreadable(url, error) from None
    return found


def matching(url: str) -> list[tuple[str, int | None]]:
    """The entries of a folder, or those that a pattern fits, as URLs with their sizes in bytes.

    Raises:
        UsageError, SourceError: it cannot be read.
    """
    files, path = file_system(url)
    try:
        if any(sign in path for sign in "*?["):
            found = list(files.glob(path, detail=True).values())
        else:
            found = files.ls(path, detail=True)
    except Exception as error:
        raise _unreadable(url, error) from None
    entries = {
        files.unstrip_protocol(one["name"].rstrip("/")): one.get("size") or None
        for one in found
        if not PurePosixPath(one["name"]).name.startswith(".")
    }
    return sorted(entries.items())


@contextmanager
def fetched(url: str) -> Iterator["Source"]:
    """A remote source as one on disk, in a private folder that goes away at the end.

    Raises:
        UsageError, SourceError, ResourceError: it cannot be fetched.
    """
    files, path = file_system(url)
    with private_folder() as folder:
        name = PurePosixPath(path.rstrip("/")).name or "source"
        local = Path(folder) / name
        try:
            if not name.lower().endswith(".zip") and files.isdir(path):
                files.get(path.rstrip("/") + "/", f"{local}/", recursive=True)
            else:
                files.get_file(path, str(local))
        except OSError as error:
            raise no_room(error) or _unreadable(url, error) from None
        except Exception as error:
            raise _unreadable(url, error) from None
        yield _source(local, shown(url))


def mark(url: str) -> str | None:
    """What changes when a remote file does; None where that is not known."""
    try:
        files, path = file_system(url)
        return None if files.isdir(path) else str(files.ukey(path))
    except Exception:
        # Linting it says what is wrong with it.
        return None


def _source(path: Path, name: str) -> "Source":
    if is_bundle(path):
        from roster_lint.sources.bundle import BundleSource

        return BundleSource(path, name)
    from roster_lint.sources.snapshot import SnapshotSource

    return SnapshotSource(path, name)


def _unreadable(url: str, error: Exception) -> SourceError:
    """Without the error's own text: it can hold a signed address."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else None
    if isinstance(error, FileNotFoundError):
        reason = "there is nothing there"
    return SourceError(f"{shown(url)} could not be fetched: {reason or type(error).__name__}.")
