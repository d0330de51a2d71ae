"""What is known of a whole file of a bundle spares the engine questions, and changes no answer."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.bundle import load_bundle
from roster_lint.sources.base import CsvRows, Found
from roster_lint.sources.bundle import BundleSource
from roster_lint.sources.spelling import ANY
from roster_lint.vocabulary import Progress, no_progress

HEADER = ("sourcedId", "title", "grades", "courseSourcedId", "schoolSourcedId", "termSourcedIds")
NOTED = ("classes", "bad_cell", "repeated_key", "bundle_fault", "bundle_file", "source_column")
TEXTS = st.one_of(
    st.sampled_from(["", "NULL", "null", "Botany", "Botany, 1st", " a", "a ", "a\t", "\ta", "a  "]),
    st.sampled_from(["a\n", "\na", "a\nb", "a\r", "a\r\nb", "a\r\n", "\n", " ", "\x0b", "a\x0c"]),
    st.sampled_from(["a-1", "a-1,b-2", "a-1, b-2", "a,", ",a", "a,,b", "a~b", "x" * 256]),
    st.sampled_from(["é", "a\xa0", "\xa0a", "a\x7f", "a\x01", 'say "a"', '"', '"a', 'a"', "KG,01"]),
    st.text(' \t\r\n",;a-N\u00a0\x1c', max_size=4),
)
ROWS = st.lists(st.tuples(*[TEXTS] * len(HEADER)), min_size=1, max_size=3)


class WithoutProof(BundleSource):
    """A bundle of whose values nothing is known."""

    def rows(self, found: Found, progress: Progress = no_progress) -> CsvRows:
        """The rows, to be held against the contract one by one."""
        return replace(super().rows(found, progress), spelling=ANY)


def read(source: BundleSource) -> list[list[tuple[object, ...]]]:
    """All that becomes of a bundle's classes, and what is noted of them."""
    engine = DuckEngine()
    try:
        with source:
            load_bundle(engine, source, "1.1")
        return [engine.rows(f"SELECT * FROM {name} ORDER BY ALL") for name in NOTED]
    finally:
        engine.close()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(end=st.sampled_from(["\n", "\r\n"]), rows=ROWS, torn=st.booleans())
def test_values_are_read_alike_with_and_without_what_is_known(
    tmp_path_factory: pytest.TempPathFactory, end: str, rows: list[tuple[str, ...]], torn: bool
) -> None:
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator=end).writerows([HEADER, *rows])
    text = stream.getvalue()
    # A mark too few: nobody knows where values end.
    text = text[::-1].replace('"', "", 1)[::-1] if torn else text
    folder: Path = tmp_path_factory.mktemp("bundle")
    (folder / "classes.csv").write_bytes(text.encode())
    assert read(BundleSource(folder)) == read(WithoutProof(folder))
