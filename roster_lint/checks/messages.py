"""Fills in a check's message: counts agree with nouns and verbs, and IDs stay as they are spelled.

A check's message names columns in braces. Behind a colon may stand what a number is followed by:
``{records:class}`` is *1 class* or *7 classes*, ``{records:has|have}`` only the word that agrees
with it; in such a choice ``#`` stands for the number itself. What begins with no letter is a format
of Python's: ``{share:.1f}``.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache
from string import Formatter

_CHOICE = re.compile(r"\{(\w+):([A-Za-z#|][^{}]*)\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FIRST = re.compile(r"\{(\w+)")


def fill(template: str, facts: Mapping[str, object], as_spelled: Collection[str] = ()) -> str:
    """A message with a capital letter in front.

    Args:
        template: the message as its check has it.
        facts: what the placeholders stand for, by name.
        as_spelled: the columns whose values no message may begin with a capital: names of files
            and IDs, in which case counts.

    Raises:
        KeyError: the message names a column that there is not.
    """
    text = template.format_map({name: _Fact(facts[name]) for name in _named_in(template)})
    first = _FIRST.match(template)
    if first and first[1] in as_spelled:
        return text
    return text[:1].upper() + text[1:]


def printable(text: str) -> str:
    """A text that a terminal does not obey: file names can hold line breaks and escape codes."""
    # Almost every text is, and testing a whole text is cheap.
    return text if text.isprintable() else _CONTROL.sub("\ufffd", text)


def in_the_plural(template: str) -> str:
    """A message for people who read it unfilled: of each choice the words for several."""
    return _CHOICE.sub(lambda found: _chosen(f"{{{found[1]}}}", found[2], many=True), template)


@cache
def _named_in(template: str) -> frozenset[str]:
    """The columns that a message names."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


class _Fact:
    """A value that agrees with the words behind its placeholder's colon."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, words: str) -> str:
        if words and not re.match(r"[A-Za-z#|]", words):
            try:
                return format(self._value, words)
            except (TypeError, ValueError):  # a text or NULL, where the format is a number's
                words = ""
        text = "none" if self._value is None else printable(str(self._value))
        return _chosen(text, words, many=self._value != 1) if words else text


def _chosen(number: str, words: str, *, many: bool) -> str:
    one, divided, several = words.partition("|")
    if divided:
        return (several if many else one).replace("#", number)
    return f"{number} {_plural(words) if many else words}"


def _plural(noun: str) -> str:
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"
