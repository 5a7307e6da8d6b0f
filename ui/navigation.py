"""The screens of the board, in the order of a meeting; one entry more for every table without a screen of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from sheets.schema import Table, load_schema
from ui import session, sharing
from ui.words import say

PAGES = Path(__file__).parents[1] / "pages"
SHOWN = "lb.address"


@dataclass(frozen=True)
class Screen:
    """One screen: its file in pages/ (and the key of its title), its address, its menu.

    File and address are one name: before the app has run once, a server knows only the files, and a link to any other
    address would open with "Page not found".
    """

    file: str
    address: str
    menu: str = ""


SCREENS = (
    Screen("home", ""),
    Screen("tasks", "tasks"),
    Screen("timeline", "timeline"),
    Screen("indicators", "indicators"),
    Screen("issues", "issues"),
    Screen("partners", "partners", "forum"),
    Screen("goals", "goals", "forum"),
    Screen("meetings", "meetings", "forum"),
    Screen("check", "check", "sheet"),
    Screen("adopt", "adopt", "sheet"),
    Screen("bring", "bring", "sheet"),
    Screen("history", "history", "sheet"),
    Screen("connect", "connect", "sheet"),
    Screen("settings", "settings", "sheet"),
)
MENUS = ("", "forum", "sheet")
# Tables that a screen above shows already.
SHOWN_ELSEWHERE = {"measurements"}


def menus() -> dict[str, list[Any]]:
    """What `st.navigation` takes: menu → pages; the unnamed menu holds the five screens of a meeting."""
    found: dict[str, list[Any]] = {_menu(name): [] for name in MENUS}
    for screen in SCREENS:
        if screen.file in _files():
            found[_menu(screen.menu)].append(page_of(screen))
    found[_menu("forum")].extend(_tables())
    return {name: pages for name, pages in found.items() if pages}


def page_of(screen: Screen) -> Any:
    """The `st.Page` of a screen."""
    return st.Page(
        PAGES / f"{screen.file}.py",
        title=say(f"app.pages.{screen.file}"),
        url_path=screen.address,
        default=not screen.address,
    )


def aimed(pages: dict[str, list[Any]]) -> tuple[Any, dict[str, str]] | None:
    """The page that a visitor asked for by its file before the app had run, with its query; None if there was none."""
    name, query = st.session_state.pop(session.AIMED, ("", {}))
    screen = next((each for each in SCREENS if each.file == name and each.address), None)
    if screen is None:
        return None
    return next(((page, query) for menu in pages.values() for page in menu if page.url_path == screen.address), None)


def table_at(address: str) -> str | None:
    """Which table the generic screen shows at an address (`sumber-daya` → `resources`)."""
    return next((table.name for table in _own_tables() if address_of(table) == address), None)


def address_of(table: Table) -> str:
    """The address of a table's generic screen: its Indonesian tab name."""
    return table.tab.id.casefold().replace(" ", "-")


def _own_tables() -> list[Table]:
    """The tables without a screen of their own."""
    has_screen = {screen.file for screen in SCREENS} | SHOWN_ELSEWHERE
    return [table for table in load_schema().records if table.name not in has_screen]


def _tables() -> list[Any]:
    if "table" not in _files():
        return []
    return [
        st.Page(PAGES / "table.py", title=table.tab(session.language()), url_path=address_of(table))
        for table in _switched_on()
    ]


def _switched_on() -> list[Table]:
    """Tables whose module is on; rows that stand in the sheet are reachable though nobody switched their module on."""
    modules, filled = {str(name) for name in sharing.settings().get("modules") or ()}, sharing.filled()
    return [table for table in _own_tables() if not table.module or table.module in modules or table.name in filled]


@cache
def _files() -> frozenset[str]:
    return frozenset(path.stem for path in PAGES.glob("*.py"))


def _menu(name: str) -> str:
    return say(f"app.menus.{name}") if name else ""
