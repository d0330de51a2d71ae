"""The sentences of the prerequisites article that a check comes from, or why there is none."""

import tomllib
from dataclasses import dataclass
from functools import cache

from roster_lint.checks.catalog import Check
from roster_lint.files.shipped import shipped


@dataclass(frozen=True)
class Sentence:
    """A sentence of the article, word for word.

    Attributes:
        id: as ``docs/article.md`` counts the article's statements.
        says: the sentence.
        codes: the checks that come from it.
    """

    id: str
    says: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """What is known of where the checks come from.

    Attributes:
        address: of the article.
        sentences: in its order.
        beyond: by a check's code, why no sentence of the article says it.
    """

    address: str
    sentences: tuple[Sentence, ...]
    beyond: dict[str, str]


@cache
def article() -> Article:
    """The article's sentences, from ``checks/article.toml``."""
    text = (shipped("checks") / "article.toml").read_text(encoding="utf-8")
    facts = tomllib.loads(text)
    return Article(
        facts["address"],
        tuple(Sentence(s["id"], s["says"], tuple(s["codes"])) for s in facts["sentence"]),
        {code: entry["because"] for entry in facts["beyond"] for code in entry["codes"]},
    )


def sentences_of(check: Check) -> tuple[str, ...]:
    """What the article says that the check comes from; none where it says nothing."""
    return tuple(s.says for s in article().sentences if check.code in s.codes)


def origin_of(check: Check) -> str:
    """Where a check comes from as far as the article does not say it; empty where it says all."""
    if check.is_own:
        return "The article does not say it: the check is the district's own."
    if check.code in article().beyond:
        return article().beyond[check.code]
    if sentences_of(check):
        return ""
    return f"The article does not say it. The rule comes from: {check.article}."
