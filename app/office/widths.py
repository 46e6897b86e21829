"""How wide a text is in a table, counted in half-width characters."""

from fractions import Fraction
from unicodedata import east_asian_width


def columns_of(text: str) -> int:
    """How many half-width characters wide the text is."""
    return sum(2 if east_asian_width(mark) in "WFA" else 1 for mark in text)


def read_as(value: object, decimals: int) -> str:
    """A text, or a number as its column shows it: what does not fit would be read as ####; days and blanks are none of both."""
    if isinstance(value, str):
        return value
    return f"{float(value):.{decimals}f}" if isinstance(value, int | Fraction) else ""
