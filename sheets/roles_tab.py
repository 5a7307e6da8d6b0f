"""The tab `Peran`: who has which role, by e-mail address, for forums whose people sign in with an account.

It is read where it stands and shown nowhere: no screen, export or finding quotes it, and the app never writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sheets.backends import Grid
from sheets.private import EMAIL
from sheets.recognise.content import is_blank
from sheets.recognise.page import shown
from sheets.roles import ROLES
from sheets.schema import LANGUAGES, plain_header
from sheets.words import sentence

HEADER_WITHIN = 20


@dataclass(frozen=True)
class Named:
    """E-mail address (in small letters) → role; `unclear`: the rows (1-based) that give nobody a role."""

    roles: Mapping[str, str] = field(default_factory=dict)
    unclear: tuple[int, ...] = ()


NOBODY = Named()


def is_roles_tab(grid: Grid) -> bool:
    """Whether a tab says who has which role: by its name and by its two headers."""
    return plain_header(grid.tab) in _names("tab") and _header(grid) is not None


def who_is_who(grids: Iterable[Grid]) -> Named:
    """What the tabs say; a word that is no role gives none, and of two roles for one address the least counts."""
    found: dict[str, str] = {}
    unclear: list[int] = []
    for grid in grids:
        if not is_roles_tab(grid):
            continue
        for number, address, word in _rows(grid):
            role = _words().get(plain_header(word))
            if role is None or not EMAIL.fullmatch(address):
                unclear.append(number)
            else:
                found[address] = min(role, found.get(address, role), key=list(ROLES).index)
    return Named(found, tuple(unclear))


def _rows(grid: Grid) -> Iterable[tuple[int, str, str]]:
    """Row (1-based), address and word of every row below the header in which one of the two stands."""
    first, address, word = _header(grid) or (0, 0, 0)
    for number, row in enumerate(grid.rows[first + 1 :], first + 2):
        cells = [
            shown(row[col]).strip() if col < len(row) and not is_blank(row[col]) else "" for col in (address, word)
        ]
        if any(cells):
            yield number, cells[0].casefold(), cells[1]


def _header(grid: Grid) -> tuple[int, int, int] | None:
    """The header's row, its column of addresses and its column of roles (0-based)."""
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        said = [plain_header(shown(cell)) if not is_blank(cell) else "" for cell in row]
        address = next((col for col, text in enumerate(said) if text in _names("email")), None)
        word = next((col for col, text in enumerate(said) if text in _names("role")), None)
        if address is not None and word is not None:
            return number, address, word
    return None


@lru_cache(maxsize=8)
def _names(key: str) -> frozenset[str]:
    """What a person may call the tab or one of its columns, in every language."""
    told = (sentence("roles", f"list.{key}", {}, language=language) for language in LANGUAGES)
    return frozenset(plain_header(each) for text in told for each in text.split(","))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    """What a role is called in every language → its key."""
    called = {
        plain_header(sentence("roles", f"name.{role}", {}, language=each)): role for role in ROLES for each in LANGUAGES
    }
    return {**called, **{role: role for role in ROLES}}
