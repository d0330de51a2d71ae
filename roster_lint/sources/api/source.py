"""A OneRoster API as a source: what it serves is put into a bundle's files, and is one then."""

from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from roster_lint.errors import UsageError
from roster_lint.files.private import private_folder
from roster_lint.settings.settings import Settings
from roster_lint.sources.api.address import parse_address
from roster_lint.sources.bundle import BundleSource
from roster_lint.vocabulary import OneRoster, SourceKind

if TYPE_CHECKING:
    from roster_lint.sources.api.asking import Patience
    from roster_lint.sources.api.connection import ApiConnection

_NEEDED = ("httpx2", "oauthlib", "tenacity")


class ApiSource(BundleSource):
    """An API whose records are fetched into a private folder, which goes away with the source.

    Until ``loading.api`` has filled the folder it holds no file.
    """

    kind: SourceKind = "oneroster-api"

    def __init__(self, url: str, settings: Settings, patience: "Patience | None" = None) -> None:
        """Sends nothing yet.

        Args:
            url: the base URL, taken as it is.
            settings: client ID, secret, and how to ask.
            patience: how long to try; the usual where absent.

        Raises:
            UsageError: the URL is no base URL, its version is not known or another one than the
                settings say, or the libraries of the extra ``api`` are missing.
        """
        self._address = parse_address(url, plain_http=settings.api_http)
        super().__init__(Path(), shown_as=self._address.base)
        if any(find_spec(name) is None for name in _NEEDED):
            raise UsageError(
                "A OneRoster API is read with packages that are missing: pip install"
                " 'roster-lint[api]'."
            )
        self.version = _version(self._address.version, settings)
        self._settings = settings
        self._patience = patience
        self._folder: TemporaryDirectory[str] | None = None
        self._connection: ApiConnection | None = None

    @property
    def folder(self) -> Path:
        """The private folder for the files."""
        assert self._folder is not None, "the source must be entered first"
        return Path(self._folder.name)

    @property
    def connection(self) -> "ApiConnection":
        """What asks for pages."""
        assert self._connection is not None, "the source must be entered first"
        return self._connection

    def __enter__(self) -> Self:
        """Makes the folder and gets ready to ask; raises UsageError where a secret is missing."""
        from roster_lint.sources.api.asking import USUAL
        from roster_lint.sources.api.connection import ApiConnection

        patience = self._patience or USUAL
        self._connection = ApiConnection(self._address, self.version, self._settings, patience)
        self._folder = private_folder()
        self._path = Path(self._folder.name)
        try:
            return super().__enter__()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *exc: object) -> None:
        """Closes the connection and removes what was fetched."""
        super().__exit__(*exc)
        if self._connection is not None:
            self._connection.close()
        if self._folder is not None:
            self._folder.cleanup()


def _version(named: OneRoster | None, settings: Settings) -> OneRoster:
    """The version of the API: its URL says so, or the settings do."""
    asked = settings.oneroster if settings.oneroster_set else None
    if named is None and asked is None:
        raise UsageError(
            "The URL of the API does not show its version (v1p1 or v1p2): add --oneroster 1.1 or"
            " --oneroster 1.2."
        )
    if named is not None and asked is not None and named != asked:
        raise UsageError(
            f"The URL of the API is one of OneRoster {named}, and --oneroster (or the setting"
            f" oneroster) says {asked}: leave it out, or name the URL of that version."
        )
    return named or asked or "1.1"
