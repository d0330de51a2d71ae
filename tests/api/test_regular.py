"""A page that polars takes apart gives the rows that SQL makes of it; any other is left to SQL."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from roster_lint.errors import SourceError
from roster_lint.loading.api import staging as staging_module
from roster_lint.loading.api.collection import Disagreement
from roster_lint.loading.api.fields import GRADE_BOOK, ROSTER, Field, fields_of
from roster_lint.loading.api.regular import taken_apart
from roster_lint.sources.api.connection import Page
from roster_lint.vocabulary import OneRoster
from tests.api.conftest import VERSIONS, fetched, settings_for
from tests.api.records import records_of
from tests.api.server import ApiServer
from tests.api.test_odd_json import json_values, staged
from tests.api.test_what_is_served import MANNERS

Made = dict[str, str] | str


def made(name: str, version: OneRoster, *pages: bytes) -> Made:
    """The files that are made of pages, or the sentence that they are refused with."""
    with staged(name, version) as (staging, folder):
        try:
            with staging.opened():
                for page in pages:
                    staging.keep(staging.look(Page(page, None, None, None)).records)
        except Disagreement as refusal:
            return str(refusal)
        return {file.name: file.read_bytes().decode() for file in folder.iterdir()}


def without(work: Callable[[], object]) -> object:
    """What some work gives when no page is regular."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging_module, "taken_apart", lambda *_: None)
        return work()


def same(name: str, version: OneRoster, *pages: bytes) -> Made:
    quick = made(name, version, *pages)
    assert quick == without(lambda: made(name, version, *pages))
    return quick


texts = st.text(max_size=6) | st.sampled_from(
    ["", ",", "a,b", "https://x.example.org/users/7/", "null", "1.50", "\ud55c", '"', "\0", "é\r\n"]
)
numbers = st.integers() | st.sampled_from([0, -0, 1.0, -0.0, 1e22, 2**64, 10**30, -(2**63) - 1])
odd = json_values | texts | numbers


def of_shape(field: Field) -> st.SearchStrategy[object]:
    """Values as the REST bindings have them."""
    ref = st.fixed_dictionaries(
        {"sourcedId": texts | st.integers(0, 99)}, optional={"href": texts, "type": texts}
    )

    def sides(*names: str) -> st.SearchStrategy[object]:
        return st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(names, texts)), max_size=2)

    shapes: dict[str, st.SearchStrategy[object]] = {
        "text": texts | st.booleans() | st.integers(0, 2**70),
        "secret": texts,
        "ref": texts if field.name == "userProfile" else ref,
        "refs": st.lists(ref, max_size=2),
        "list": st.lists(texts | st.integers(0, 12), max_size=3) | texts,
        "ids": sides("type", "identifier"),
        "pairs": sides("itemValueLHS", "itemValueRHS"),
    }
    return st.none() | shapes[field.shape]


def records_like(name: str, version: OneRoster) -> st.SearchStrategy[dict[str, object]]:
    """Regular records, some with a value that is odd."""
    optional = {field.name: of_shape(field) for field in fields_of(version)[name]}
    if name == "users" and version == "1.2":
        credential = st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("type", "username", "password"), texts)
        )
        role, profile = (
            {field.name: of_shape(field) for field in fields_of(version)[part]}
            for part in ("roles", "userProfiles")
        )
        role |= {"role": st.sampled_from(["student", "tea cher", "", None])}
        profile |= {"credentials": st.lists(credential, max_size=2)}
        optional["roles"] = st.lists(st.fixed_dictionaries({}, optional=role), max_size=3)
        optional["userProfiles"] = st.lists(st.fixed_dictionaries({}, optional=profile), max_size=2)
    optional |= {"metadata": json_values, "sourcedId": texts}
    regular = st.fixed_dictionaries({}, optional=optional)
    spoiled = st.tuples(regular, st.dictionaries(st.sampled_from(list(optional)), odd, max_size=1))
    return regular | spoiled.map(lambda both: both[0] | both[1])


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, OneRoster, bytes]:
    """A page of some collection; its text is at times broken in one place."""
    version = draw(st.sampled_from(VERSIONS))
    name = draw(st.sampled_from([*ROSTER, "users", *GRADE_BOOK[version]]))
    records = draw(st.lists(records_like(name, version), min_size=1, max_size=4))
    beside = draw(st.dictionaries(st.sampled_from([name, "links", "a"]), odd, max_size=1))
    body = draw(st.sampled_from([{name: records}, beside | {name: records}, records]))
    text = json.dumps(body, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 3)) == 0:
        place, cut = draw(st.integers(0, len(text))), draw(st.integers(0, 2))
        more = draw(
            st.sampled_from([b"", b" ", b",", b'"', b"1", b".5", b"e3", b"\\u0000", b"\\ud8"])
        )
        text = text[:place] + more + text[place + cut :]
    return name, version, text


@settings(max_examples=20, deadline=None)
@given(pages())
@example(("users", "1.1", b'{"users":[{"sourcedId":1.50,"grades":"a,b","orgs":["x"]}]}'))
@example(("users", "1.1", b'{"users":[{"sourcedId":"a\\u0000","sms":"\\ud800"}]}'))
@example(("users", "1.2", b'{"users":[{"roles":[{"role":"a"},{"role":"a"}]},{"roles":[null]}]}'))
@example(("users", "1.2", b'{"users":[{"roles":[{"userProfile":true}],"password":0}]}'))
@example(("orgs", "1.1", b'{"orgs":[{"parent":{"href":"https://x.example.org/orgs/9/"}}, {}]}'))
@example(("orgs", "1.1", b'{"orgs":[{"sourcedId":"a"}],"orgs":[{"sourcedId":"b"}]}'))
@example(("orgs", "1.1", b'[{"orgs":[{"sourcedId":"a"}]},{"orgs":[{"sourcedId":"b"}]}]'))
def test_a_page_gives_the_same_rows_either_way(drawn: tuple[str, OneRoster, bytes]) -> None:
    name, version, page = drawn
    same(name, version, page)


@pytest.mark.parametrize("version", VERSIONS)
def test_pages_as_the_bindings_have_them_are_regular(
    bundles: dict[OneRoster, Path], version: OneRoster
) -> None:
    served = records_of(bundles[version], version)
    for name in (*ROSTER, "demographics", *GRADE_BOOK[version]):
        records = served[name]
        page = json.dumps({name: records})
        found = taken_apart(page, name, version, name)
        assert found is None if not records else found is not None, name
        bare = taken_apart(json.dumps(records), name, version, "")
        assert (bare is None) == (not records), name


@pytest.mark.parametrize(
    "value",
    [
        {"org": "a"},
        {"org": {"href": "https://x.example.org/orgs/1"}},
        {"grades": [{"a": 1}]},
        {"courseCode": {"a": 1}},
        {"courseCode": 1.50},
        {"courseCode": "a\0"},
        {"subjects": {}},
        None,
    ],
)
def test_a_page_with_one_odd_value_is_not_regular(value: object) -> None:
    good = {"sourcedId": "1", "grades": ["09"], "org": {"sourcedId": "2"}}
    odd_one = good | value if isinstance(value, dict) else value
    page = json.dumps({"courses": [good, odd_one, good]})
    assert taken_apart(page, "courses", "1.1", "courses") is None
    assert isinstance(same("courses", "1.1", page.encode()), dict)


def test_regular_and_other_pages_stay_in_order() -> None:
    numbered = [{"sourcedId": str(n), "parent": {"sourcedId": str(n)}} for n in range(30)]
    records = [
        record | {"parent": "bare"} if n % 5 == 0 else record for n, record in enumerate(numbered)
    ]
    each = [json.dumps({"orgs": [record]}).encode() for record in records]
    found = same("orgs", "1.2", *each)
    assert isinstance(found, dict)
    lines = found["orgs.csv"].splitlines()[1:]
    assert [line.partition(",")[0] for line in lines] == [str(n) for n in range(30)]


def test_a_server_without_regular_pages_is_not_tried_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(staging_module, "taken_apart", lambda text, *_: tried.append(text))
    page = json.dumps({"orgs": [{"sourcedId": "1", "parent": "2"}]}).encode()
    made("orgs", "1.1", *[page] * 20)
    assert len(tried) == 3


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("manner", MANNERS)
def test_every_misbehavior_gives_the_same_files_either_way(
    api: ApiServer, bundles: dict[OneRoster, Path], version: OneRoster, manner: str
) -> None:
    def work() -> object:
        url = api.serve(bundles[version], version, **MANNERS[manner])
        try:
            return fetched(url, settings_for(api_grade_book=True))
        except SourceError as error:
            return str(error)

    assert work() == without(work)
