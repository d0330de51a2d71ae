"""Leaves of an outcome what it says, and drops how it says it."""

from typing import Any

_WORDING = frozenset(
    {
        *(
            "title",
            "fails",
            "because",
            "reason",
            "message",
            "fix",
            "owner",
            "sentence",
            "label",
            "doc",
        ),
        *("tool", "version", "location", "display", "fingerprint", "basis"),
        # Sentences of explain, and of why there is no plan.
        *("article", "text", "no_plan"),
    }
)
_COUNTED = frozenset({"notes", "incomplete", "not_checked", "mend", "assumptions"})
"""Lists of sentences, of which only the number is kept."""

Facts = dict[str, Any]


def facts_of(outcome: object) -> object:
    """An outcome in JSON without its wording; lists of sentences become their length."""
    if isinstance(outcome, dict):
        return {
            key: len(value) if key in _COUNTED and isinstance(value, list) else facts_of(value)
            for key, value in outcome.items()
            if key not in _WORDING
        }
    if isinstance(outcome, list):
        return [facts_of(one) for one in outcome]
    return outcome


def differences(before: object, after: object, place: str = "") -> list[str]:
    """Where two facts differ, each place with both values; nothing where they are the same."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            wrong
            for key in sorted({*before, *after}, key=str)
            for wrong in differences(before.get(key), after.get(key), f"{place}.{key}")
        ]
    if isinstance(before, list) and isinstance(after, list):
        lost = [one for one in before if one not in after]
        new = [one for one in after if one not in before]
        if lost or new:
            return [f"{place}: gone {one}" for one in lost] + [f"{place}: new {one}" for one in new]
        return [] if before == after else [f"{place}: another order, or a number of them"]
    return [] if before == after else [f"{place}: was {before!r}, is {after!r}"]
