"""Columns as people and ranges call them."""

from __future__ import annotations


def letter(col: int) -> str:
    """The letters of a 0-based column: 0 → A, 26 → AA."""
    name, number = "", col + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
