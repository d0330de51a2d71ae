"""The numbers that settings can hold: whatever is no plain number within bounds is refused."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

_AMOUNT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,12})?) ?(%?)")
_MEMORY = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?([MGT])i?B", re.IGNORECASE)
_SITE = re.compile(r"(?:https?|file)://[^\s\x00-\x1f\x7f]+", re.ASCII)
_WEB = re.compile(r"https?://[^\s\x00-\x1f\x7f@]+", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,12}")
_DAY = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LEAST_MEMORY, _MOST_MEMORY = 100, 1_000_000_000
"""In MB: below, not even the model of an empty source can be built."""


def _amount(text: str) -> str:
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or (found[2] and float(found[1]) > 100):
        raise ValueError(f"'{text}' is neither a number nor a percentage such as 2%")
    return text.strip()


def _memory(text: str) -> str:
    found = _MEMORY.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is no amount of memory such as 2GB")
    amount = float(found[1]) * {"M": 1, "G": 1e3, "T": 1e6}[found[2].upper()]
    if not _LEAST_MEMORY <= amount <= _MOST_MEMORY:
        raise ValueError(f"'{text}' is too little or too much")
    return text.strip()


def _docs_url(text: str) -> str:
    text = text.strip()
    if text and not _SITE.fullmatch(text):
        raise ValueError(f"'{text}' is no address of a site")
    return text


def _token_url(text: str) -> str:
    text = text.strip()
    if not _WEB.fullmatch(text):
        raise ValueError(f"'{text}' is no address that begins with https://")
    return text


def _number(value: object) -> object:
    """A number is not true or false, though Python counts with them, and has plain digits."""
    plain = not isinstance(value, str) or _AMOUNT.fullmatch(value.strip())
    if isinstance(value, bool) or not plain:
        raise ValueError("no number")
    return value


def _whole(value: object) -> object:
    plain = _WHOLE.fullmatch(value.strip()) if isinstance(value, str) else type(value) is int
    if not plain:
        raise ValueError("no whole number")
    return int(value.strip()) if isinstance(value, str) else value


def _day(value: object) -> object:
    """No number is a day, though pydantic would count seconds from 1970."""
    if isinstance(value, date):  # or a moment, of which pydantic takes midnight alone
        text = value.isoformat()[:10]
    else:
        text = value.strip() if isinstance(value, str) else ""
    if not _DAY.fullmatch(text):
        raise ValueError("no date")
    return value.strip() if isinstance(value, str) else value


Amount = Annotated[
    str,
    Field(coerce_numbers_to_str=True),
    AfterValidator(_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^\s*{_AMOUNT.pattern}\s*$"},
                {"type": "number", "minimum": 0},
            ]
        }
    ),
]
"""A count such as ``3`` or a share such as ``2.5%``."""

DocsUrl = Annotated[str, AfterValidator(_docs_url)]
"""The address of a site, or of its folder; empty where there is none."""

Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False), BeforeValidator(_number)]

Memory = Annotated[str, AfterValidator(_memory)]
"""An amount of memory that an engine can do with, such as ``2GB``: 100 MB to 1000 TB."""

Year = Annotated[int, Field(ge=1900, le=2199), BeforeValidator(_whole)]

Count = Annotated[int, Field(ge=0, le=999_999_999), BeforeValidator(_whole)]

Concurrency = Annotated[int, Field(ge=1, le=16), BeforeValidator(_whole)]

PageSize = Annotated[int, Field(ge=1, le=100_000), BeforeValidator(_whole)]

TokenUrl = Annotated[str, AfterValidator(_token_url)]
"""The address that an API's tokens come from."""

Day = Annotated[date, BeforeValidator(_day)]
"""A day from 1900 to 2199."""
