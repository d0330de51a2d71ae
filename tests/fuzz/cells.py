"""What may happen to the cells, columns and rows of a file."""

from random import Random

ODD_VALUES = (
    *(
        "",
        " ",
        "\t",
        "NULL",
        "null",
        "NaN",
        "nan",
        "inf",
        "-1",
        "0",
        "1",
        "7",
        "1e9",
        "12.5",
        "0x1",
    ),
    *("9" * 19, "9" * 30, "-" + "9" * 30, "00012", "+5", "1,234", "٣", "true", "Y", "none"),
    *("2026-02-30", "9999-12-31", "0001-01-01", "26-08-10", "8/12/2026", "2026-08-12T00:00:00Z"),
    *("2026-08-12 00:00:00", "infinity", "epoch", "2026", "2026-13-01", "-2026-01-01"),
    *('"', '""', 'a"b', '"a', "a\nb", "a\r\nb", "a\rb", ",", ";", "|", "'", "\\", "\\N", "--"),
    *("\0", "a\0b", "\ufeff", "\ufeffa", "\u00a0", "\u200b", "\u2028", "é", "e\u0301", "😀", "ß"),
    *("\x1b[31m", "\x7f", "\x85", "=1+1", "{0}", "{personID}", "%s", "$1", "?", "<b>", "[bold]x"),
    *("a@b@example.org", "@", "stu@example.org ", "STU@EXAMPLE.ORG", "x" * 5_000, "a,b,a", ",,"),
)


def columns(rows: list[list[str]], chance: Random, number: int) -> list[int]:
    width = len(rows[0])
    return [chance.randrange(width) for _ in range(number)]


def set_cell(rows: list[list[str]], chance: Random) -> str:
    row = chance.choice(rows[1:])
    place = chance.randrange(len(row)) if row else 0
    value = chance.choice(ODD_VALUES)
    row[place : place + 1] = [value]
    return repr(value[:20])


def set_column(rows: list[list[str]], chance: Random) -> str:
    [column] = columns(rows, chance, 1)
    value = chance.choice(ODD_VALUES)
    share = chance.choice([1.0, 1.0, 0.5, 0.1])
    for row in rows[1:]:
        if column < len(row) and chance.random() < share:
            row[column] = value
    return f"{rows[0][column]} {value[:20]!r} in {share:.0%}"


def set_header(rows: list[list[str]], chance: Random) -> str:
    [column] = columns(rows, chance, 1)
    name = rows[0][column]
    new = chance.choice(
        [name.upper(), f" {name}", f"{name}x", "", "x", *chance.sample(ODD_VALUES, 2)]
    )
    rows[0][column] = new
    return f"{name} to {new[:20]!r}"


def double_column(rows: list[list[str]], chance: Random) -> str:
    [column] = columns(rows, chance, 1)
    for row in rows:
        row[column:column] = row[column : column + 1]
    return rows[0][column]


def drop_column(rows: list[list[str]], chance: Random) -> str:
    [column] = columns(rows, chance, 1)
    name = rows[0][column]
    for row in rows:
        del row[column : column + 1]
    return name


def swap_columns(rows: list[list[str]], chance: Random) -> str:
    one, other = columns(rows, chance, 2)
    reported = f"{rows[0][one]} and {rows[0][other]}"
    for row in rows[chance.choice([0, 1]) :]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]
    return reported


def shuffle_column(rows: list[list[str]], chance: Random) -> str:
    [column] = columns(rows, chance, 1)
    long = [row for row in rows[1:] if column < len(row)]
    values = [row[column] for row in long]
    chance.shuffle(values)
    for row, value in zip(long, values, strict=True):
        row[column] = value
    return rows[0][column]


def double_rows(rows: list[list[str]], chance: Random) -> str:
    number = chance.choice([1, 1, 5, len(rows) - 1])
    rows += [list(row) for row in chance.sample(rows[1:], min(number, len(rows) - 1))]
    return str(number)


def drop_rows(rows: list[list[str]], chance: Random) -> str:
    number = min(chance.choice([1, 1, 5, len(rows) // 2, len(rows) - 1]), len(rows) - 1)
    for _ in range(number):
        del rows[chance.randrange(1, len(rows))]
    return str(number)


def swap_rows(rows: list[list[str]], chance: Random) -> str:
    one, other = (chance.randrange(len(rows)) for _ in range(2))
    rows[one], rows[other] = rows[other], rows[one]
    return f"{one} and {other}"


def widen(rows: list[list[str]], chance: Random) -> str:
    row = chance.choice(rows)
    if chance.random() < 0.5 or not row:
        row.append(chance.choice(ODD_VALUES))
    else:
        row.pop()
    return ""
