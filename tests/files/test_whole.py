"""A file is replaced in one go, where a link leads, with the permissions that it had."""

import stat
from pathlib import Path

import pytest

from roster_lint.errors import UsageError
from roster_lint.files.whole import written_whole


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_permissions_of_a_file_that_is_replaced_stay(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    target.chmod(mode)
    with written_whole(target, private=False) as stream:
        stream.write("new")
    assert (target.read_text(), stat.S_IMODE(target.stat().st_mode)) == ("new", mode)


def test_what_is_private_never_stays_open_to_others(tmp_path: Path) -> None:
    target = tmp_path / "missing.csv"
    target.write_text("old")
    target.chmod(0o644)
    with written_whole(target, private=True) as stream:
        stream.write("new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to("real/report.txt")
    for text in ("first", "second"):
        with written_whole(link, private=False) as stream:
            stream.write(text)
        assert link.is_symlink()
        assert (tmp_path / "real" / "report.txt").read_text() == text
    assert len(list((tmp_path / "real").iterdir())) == 1


def test_a_break_leaves_the_old_file_alone(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), written_whole(target, private=False) as stream:
        stream.write("half")
        raise KeyboardInterrupt
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_link_to_itself_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with (
        pytest.raises(UsageError, match="leads back to itself"),
        written_whole(tmp_path / "loop", private=False),
    ):
        pass
