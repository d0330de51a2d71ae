"""What is said to sync is what the preview sends, and what ``explain`` promises."""

from collections.abc import Iterator

from tests.laws.seeing import Seen

_VERDICTS = {
    "will_sync": {"will-sync"},
    "to_be_deleted": {"to-be-deleted"},
    "left_out": {"will-not-sync"},
    # A fault can make a record one that is deleted, and a vendor can have no use for it.
    "held_back": {"will-not-sync", "to-be-deleted"},
    "not_used": {"will-not-sync", "to-be-deleted"},
}


def the_preview_sends_who_will_sync(seen: Seen) -> Iterator[str]:
    """Users by role and classes of the preview are those of the funnel."""
    for population, sent in seen.sent.items():
        reported = seen.availability[population].available
        if reported is not None and sent.active != reported:
            yield f"{population}: {sent.active} in the preview, {reported} in the funnel"


def explain_says_the_same(seen: Seen) -> Iterator[str]:
    """The verdict on a record is what the funnel counts it as."""
    for (population, outcome, number), verdict in seen.explained.items():
        if verdict not in _VERDICTS[outcome]:
            yield f"{population} {number}: {outcome}, but explain says {verdict}"
