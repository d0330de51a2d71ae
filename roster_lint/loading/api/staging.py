"""Puts pages of JSON into the CSV files of a bundle, some pages at a time, and holds no more."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import IO

import duckdb
import polars as pl

from roster_lint.contracts.oneroster_files import FILES
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.errors import no_room
from roster_lint.loading.api.collection import Disagreement, Overlap, Seen
from roster_lint.loading.api.fields import INSIDE_USERS, KEYS
from roster_lint.loading.api.page_sql import columns_of, rows_of
from roster_lint.loading.api.regular import Regular, taken_apart
from roster_lint.sources.api.connection import Page
from roster_lint.sources.manifest import SERVED, manifest_rows
from roster_lint.vocabulary import OneRoster

_PLAIN_KEY = "[A-Za-z_][0-9A-Za-z_]{0,99}"
_MOST_REPEATED = 100_000
_BATCH = 8 << 20
"""Characters of JSON that SQL turns into rows at once."""

_ODD = 3
"""After so many pages in a row that are not regular none of the collection is thought to be."""


class Staging:
    """The files of one collection: most have one, users of 1.2 three."""

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        name: str,
        version: OneRoster,
        columns: Mapping[str, Sequence[str]],
        *,
        marks: bool,
    ) -> None:
        """Opens nothing yet; see ``opened``.

        Args:
            engine: what takes the JSON apart; its tables are not touched.
            folder: where the files go.
            name: the collection.
            version: of OneRoster.
            columns: all columns by file, in the order of the binding.
            marks: say of a password that there is one.
        """
        self._engine = engine
        self._folder = folder
        self._name = name
        self._columns = columns
        self._streams: dict[str, IO[bytes]] = {}
        self._version = version
        self._left_out = frozenset(() if marks else ("password",))
        self._path = f"$.{name}"
        self._text = ""
        self._regular: Regular | None = None
        self._odd = 0
        self._pages: list[int] = []
        self._forget()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Makes the files anew, with their headers."""
        self._pages.clear()
        self._forget()
        try:
            for file, columns in self._columns.items():
                self._streams[file] = (self._folder / f"{file}.csv").open("wb")
                self._streams[file].write(_line(columns))
            yield
            self.write_kept()
            for stream in self._streams.values():
                stream.flush()
        except OSError as error:
            if full := no_room(error):
                raise full from None
            raise
        finally:
            for stream in self._streams.values():
                stream.close()
            self._streams.clear()

    def look(self, page: Page) -> Seen:
        """What a page holds; raises Disagreement where it is no list of records."""
        self._text = _text(page, self._name)
        self._regular = self._taken_apart()
        if (regular := self._regular) is not None:
            return Seen(regular.records, regular.first, regular.last)
        self._engine.register("api_page", pl.DataFrame({"page": [self._text]}))
        try:
            [(records, first, last)] = self._engine.rows(self._looking())
            if not records:
                self._find_list()
                [(records, first, last)] = self._engine.rows(self._looking())
        except (duckdb.InvalidInputException, duckdb.ConversionException, UnicodeDecodeError):
            # Their own words quote data, and may cut a character of it in two.
            raise Disagreement(f"/{self._name} sends a page that is no whole JSON") from None
        return Seen(int(records), first, last)

    def _taken_apart(self) -> Regular | None:
        """The page's rows if it is regular, which is not tried for ever where pages never are."""
        if self._odd >= _ODD:
            return None
        key = self._path.removeprefix("$").removeprefix(".")
        regular = taken_apart(self._text, self._name, self._version, key)
        self._odd = 0 if regular is not None else self._odd + 1
        return regular

    def _looking(self) -> str:
        """How many records a page has, and which are the first and the last: it is parsed once."""
        return (
            "SELECT len(records), json_extract_string(records[1], '$.sourcedId'),"
            " json_extract_string(records[-1], '$.sourcedId') FROM"
            f" (SELECT json_extract(page, {literal(self._path + '[*]')}) AS records FROM api_page)"
        )

    def _find_list(self) -> None:
        """Looks where the records are in a page that has none where they were looked for."""
        path = self._list()
        if path != self._path:
            self.write_kept()
            self._path = path

    def keep(self, records: int) -> None:
        """Takes the records of the page that was looked at last."""
        self._pages.append(records)
        if self._regular is not None:
            self.write_kept()
            self._write(self._regular.files)
            return
        self._kept.append(self._text)
        self._size += len(self._text)
        if self._size > _BATCH:
            self.write_kept()

    def write_kept(self) -> None:
        """Writes the records that were kept; several pages at once take a fraction of the time."""
        if not self._kept:
            return
        self._engine.register("api_page", pl.DataFrame({"page": self._kept}))
        self._write(
            {
                file: self._engine.frame(rows_of(file, self._version, self._path))
                for file in self._streams
            }
        )
        self._forget()

    def _write(self, files: Mapping[str, pl.DataFrame]) -> None:
        for file, stream in self._streams.items():
            own = set(columns_of(file, self._version)) - self._left_out
            # Columns for which an API has no field stay blank.
            chosen = files[file].select(
                pl.col(name) if name in own else pl.lit(None, pl.String).alias(name)
                for name in self._columns[file]
            )
            text = io.BytesIO()
            chosen.write_csv(text, include_header=False, line_terminator="\r\n")
            stream.write(text.getbuffer())

    def _forget(self) -> None:
        self._kept: list[str] = []
        self._size = 0

    def _list(self) -> str:
        """Where the records are in the page, as a JSON path."""
        [(valid, kind)] = self._engine.rows(
            "SELECT json_valid(page), CASE WHEN json_valid(page) THEN json_type(page) END"
            " FROM api_page"
        )
        if not valid:
            raise Disagreement(f"/{self._name} sends a page that is no whole JSON")
        if kind == "ARRAY":
            return "$"
        keys = self._engine.rows(
            "SELECT key, json_type(page, '$.' || key) FROM"
            " (SELECT page, unnest(json_keys(page)) AS key FROM api_page)"
            f" WHERE regexp_full_match(key, {literal(_PLAIN_KEY)})"
            if kind == "OBJECT"
            else "SELECT NULL, NULL LIMIT 0"
        )
        lists = [str(key) for key, kind in keys if kind == "ARRAY"]
        known = [key for key in KEYS.get(self._name, (self._name,)) if key in lists]
        if not known and len(lists) != 1:
            raise Disagreement(f"/{self._name} answers without a list of {self._name}")
        return f"$.{(known or lists)[0]}"

    def refuse_overlap(self) -> None:
        """Raises Overlap where a record came on two pages: another one may then be missing."""
        if len(self._pages) < 2:
            return
        path = literal(str(self._folder / f"{self._name}.csv"))
        names = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in self._columns[self._name])
        rows = (
            f"(SELECT sourcedId, row_number() OVER () - 1 AS place FROM read_csv({path},"
            " auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
            f" columns = {{{names}}}))"
        )
        repeated = self._engine.rows(
            f"SELECT min(place), max(place) FROM {rows} WHERE sourcedId IS NOT NULL"
            f" GROUP BY sourcedId HAVING count(*) > 1 LIMIT {_MOST_REPEATED}"
        )
        ends = [*accumulate(self._pages)]
        across = sum(1 for one, other in repeated if any(one < end <= other for end in ends))
        if across:
            order = f"SELECT CAST(sum(hash(sourcedId, place)) AS VARCHAR) FROM {rows}"
            records = "record" if across == 1 else "records"
            raise Overlap(
                f"/{self._name} sent {across:,} {records} on two pages: its pages overlap, so"
                " others may be missing",
                str(self._engine.rows(order)[0][0]),
                max(self._pages),
            )


def remove_blank(folder: Path, files: Sequence[str]) -> None:
    """Removes the files that have only a header."""
    for file in files:
        path = folder / f"{file}.csv"
        with path.open("rb") as stream:
            stream.readline()
            is_blank = not stream.read(1)
        if is_blank:
            path.unlink()


def write_manifest(folder: Path, version: OneRoster) -> None:
    """Writes the manifest of the files that are in a folder."""
    present = {name for name in FILES[version] if (folder / f"{name}.csv").exists()}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows(manifest_rows(version, present, "bulk", SERVED))
    (folder / "manifest.csv").write_bytes(text.getvalue().encode())


def _text(page: Page, name: str) -> str:
    try:
        return page.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Disagreement(f"/{name} sends a page that is not UTF-8") from None


def _line(values: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue().encode()


def files_of(name: str, version: OneRoster) -> tuple[str, ...]:
    """The files that a collection fills."""
    return (name, *INSIDE_USERS) if name == "users" and version == "1.2" else (name,)
