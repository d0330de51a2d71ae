"""How the tests' API behaves, and misbehaves."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass
class Manners:
    """How the server behaves; by default as the specification has it.

    Attributes:
        total: X-Total-Count: right, not there, one too many, the page's own count, no number, or
            one that grows with every page.
        link: the Link header: right, not there, relative, at another host, or always with a next.
        most: no page has more records than this, whatever is asked for.
        past_end: the status of a page behind the last record.
        ignores_offset: every page is the first.
        overlaps: every page begins with the last record of the one before.
        loses: this collection's last record never comes, though it is counted.
        keys: under which key a collection comes, by its name.
        nulls: what has no value is null instead of absent.
        more: records have fields that no specification knows.
        booleans: true and false are JSON's own.
        busy: how many requests are refused with 429 first.
        retry_after: what is said then of when to come back.
        failing: how many requests fail with 503 first.
        cut: how many answers break off in their middle first.
        always: a collection that answers with this status, by its name.
        late: a collection of which all pages but the first answer with this status, by its name.
        answer: the body and its type for every page, in place of records.
        redirect: where every page is redirected to.
        auth: what lets in.
        credentials: how they must come when a token is asked for.
        wants_scope: a token is given to those only that name scopes.
        token_lasts: of how many pages a token is good.
        token_missing: the token's address knows nothing.
        app_needed: the token's address wants an application's name.
        grade_book: it is served.
    """

    total: Literal["right", "none", "more", "page", "words", "grows"] = "right"
    link: Literal["right", "none", "relative", "foreign", "always"] = "right"
    most: int | None = None
    past_end: int = 200
    ignores_offset: bool = False
    overlaps: bool = False
    loses: str | None = None
    keys: dict[str, str] = field(default_factory=dict)
    nulls: bool = False
    more: bool = False
    booleans: bool = False
    busy: int = 0
    retry_after: str | None = None
    failing: int = 0
    cut: int = 0
    always: dict[str, int] = field(default_factory=dict)
    late: dict[str, int] = field(default_factory=dict)
    answer: tuple[bytes, str] | None = None
    redirect: str | None = None
    auth: Literal["oauth2", "HMAC-SHA256", "HMAC-SHA1"] = "oauth2"
    credentials: Literal["header", "form", "any"] = "any"
    wants_scope: bool = False
    token_lasts: int | None = None
    token_missing: bool = False
    app_needed: bool = True
    grade_book: bool = True
