"""The screens of the board, in the order of a meeting; one entry more for every table without a screen of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from sheets.schema import Schema, load_schema
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
    Screen("report", "report", "sheet"),
    Screen("check", "check", "sheet"),
    Screen("history", "history", "sheet"),
    Screen("settings", "settings", "sheet"),
)
MENUS = ("", "forum", "sheet")
# Tables that a screen above shows already.
SHOWN_ELSEWHERE = {"measurements"}


def menus() -> dict[str, list[Any]]:
    """What `st.navigation` takes: menu → pages; the unnamed menu holds the five screens of a meeting."""
    found: dict[str, list[Any]] = {_menu(name): [] for name in MENUS}
    for screen in SCREENS:
        if (PAGES / f"{screen.file}.py").exists():
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
    return next((name for name in _own_tables() if address_of(name) == address), None)


def address_of(table: str) -> str:
    """The address of a table's generic screen: its Indonesian tab name."""
    return schema().tables[table].tab.id.casefold().replace(" ", "-")


def schema() -> Schema:
    return load_schema()


def _own_tables() -> list[str]:
    has_screen = {screen.file for screen in SCREENS} | SHOWN_ELSEWHERE
    return [name for name, table in schema().tables.items() if table.role == "records" and name not in has_screen]


def _tables() -> list[Any]:
    generic = PAGES / "table.py"
    if not generic.exists():
        return []
    return [
        st.Page(generic, title=_tab(name), url_path=address_of(name)) for name in _own_tables() if _switched_on(name)
    ]


def _switched_on(table: str) -> bool:
    module = schema().tables[table].module
    return not module or module in _modules()


def _modules() -> tuple[str, ...]:
    return tuple(str(name) for name in sharing.settings().get("modules") or ())


def _tab(table: str) -> str:
    return schema().tables[table].tab(session.language())


def _menu(name: str) -> str:
    return say(f"app.menus.{name}") if name else ""
