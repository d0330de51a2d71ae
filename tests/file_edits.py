"""Edits of written files: what no table can hold, such as a byte, a line end or a file's name."""

from pathlib import Path

from pydantic import Field, model_validator

from roster_lint.settings.entries import Closed


class Edit(Closed):
    """One edit of one file of a folder; exactly one of the ways to edit it is given.

    Attributes:
        file: its name, or ``*`` for every file of the folder.
        replace: text that is replaced where it first stands, or everywhere with ``every``.
        by: what stands in its place.
        every: whether ``replace`` is replaced wherever it stands.
        lines: with ``append``, the lines that it is written behind, counted from 1.
        append: text that is written at the end of some lines, in front of their line ends.
        drop_line: the number of a line that is taken out.
        encoding: the encoding in which the file's text is written instead of UTF-8.
        write: the text of a file that is written anew.
        rename: what the file is called instead; with a folder in front it is moved there.
    """

    file: str
    replace: str = ""
    by: str = ""
    every: bool = False
    lines: tuple[int, ...] = ()
    append: str = ""
    drop_line: int = Field(default=0, ge=0)
    encoding: str = ""
    write: str | None = None
    rename: str = ""

    @model_validator(mode="after")
    def _edits_in_one_way(self) -> "Edit":
        ways = (self.replace, self.append, self.drop_line, self.encoding, self.rename)
        if sum(map(bool, ways)) + (self.write is not None) != 1:
            raise ValueError("an edit replaces, appends, drops, encodes, writes or renames")
        if bool(self.append) != bool(self.lines):
            raise ValueError("what is appended is appended to some lines")
        return self

    def make(self, folder: Path) -> None:
        """Edits the file.

        Raises:
            ValueError: nothing is changed by it.
        """
        names = [path.name for path in folder.iterdir()] if self.file == "*" else [self.file]
        for name in names:
            self._make(folder, folder / name)

    def _make(self, folder: Path, path: Path) -> None:
        if self.rename:
            to = folder / self.rename.replace("*", path.name)
            to.parent.mkdir(exist_ok=True)
            path.rename(to)
            return
        before = path.read_bytes() if path.exists() else None
        after = self._written(before or b"")
        if after == before:
            raise ValueError(f"{path.name} is not changed by {self}")
        path.write_bytes(after)

    def _written(self, before: bytes) -> bytes:
        if self.write is not None:
            return self.write.encode()
        text = before.decode()
        if self.encoding:
            return text.encode(self.encoding)
        if self.replace:
            return text.replace(self.replace, self.by, -1 if self.every else 1).encode()
        lines = text.split("\r\n")
        if self.drop_line:
            del lines[self.drop_line - 1]
        for number in self.lines:
            lines[number - 1] += self.append
        return "\r\n".join(lines).encode()
