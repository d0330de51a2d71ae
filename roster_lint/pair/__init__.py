"""Two payloads side by side in one engine, whatever sources they come from.

``load_pair`` reads both; SQL then compares ``before.users`` with ``after.users``, and so on:
``tables`` says which tables and columns there are.
"""

from roster_lint.pair.loading import load_pair
from roster_lint.pair.side import Pair, Side, SideName

__all__ = ["Pair", "Side", "SideName", "load_pair"]
