"""All laws, and what is wrong with one run by any of them."""

from collections.abc import Callable, Iterator

from tests.district_folder import DistrictFolder
from tests.laws import counting, naming, sending
from tests.laws.examples import Example
from tests.laws.seeing import Seen, see

Law = Callable[[Seen], Iterator[str]]

LAWS: tuple[Law, ...] = (
    counting.every_row_of_the_year_is_counted,
    counting.every_record_is_counted_once,
    counting.the_funnel_counts_the_records,
    naming.the_headline_says_the_funnels_numbers,
    naming.everybody_held_back_is_named,
    naming.every_code_that_holds_back_has_a_finding,
    sending.the_preview_sends_who_will_sync,
    sending.explain_says_the_same,
)


def broken_by(example: Example, folder: DistrictFolder) -> list[str]:
    """Which laws a run on an example breaks, and how; nothing where all hold.

    Args:
        example: a district and a run's settings.
        folder: where it may be written to.
    """
    seen = see(example.source(folder), example.settings)
    return [f"{law.__name__}: {wrong}" for law in LAWS for wrong in law(seen)]
