"""The programs that the page on many districts shows: each is Python, and its command is known."""

import ast
import re
from pathlib import Path

import pytest

from tests.docs.commands import Command
from tests.docs.test_commands import test_every_option_is_known as is_known

PAGE = Path(__file__).parents[2] / "docs" / "fleet.md"
BLOCKS = re.findall(r"^```py\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_program_is_python_and_names_what_there_is(block: str) -> None:
    tree = ast.parse(block)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "app":
            assert isinstance(node.args[0], ast.List)
            words = [getattr(one, "value", "tcp://h:1") for one in node.args[0].elts]
            words = [word if isinstance(word, str) else "tcp://h:1" for word in words]
            is_known(Command("fleet.md", " ".join(["roster-lint", *words])))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "lint_district":
            from inspect import signature

            from roster_lint.fleet import lint_district

            given = {word.arg: None for word in node.keywords}
            signature(lint_district).bind(*node.args, **given)
    assert "roster_lint" in block


def test_there_is_a_program_for_each_scheduler() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = ("LocalCluster", "SSHCluster", "KubeCluster", "SLURMCluster", "mapInPandas", "airflow")
    assert all(any(name in block for block in BLOCKS) for name in named)
    assert "lint_district(" in text
