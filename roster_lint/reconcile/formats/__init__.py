"""Ways to write what a reconciliation has found: text, JSON, a page, and lists."""

from roster_lint.reconcile.formats.html import write_html
from roster_lint.reconcile.formats.json import write_json
from roster_lint.reconcile.formats.lists import check_lists, write_lists
from roster_lint.reconcile.formats.text import last_line, write_text

__all__ = ["check_lists", "last_line", "write_html", "write_json", "write_lists", "write_text"]
