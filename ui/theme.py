"""The colours and the page's dress: tokens for both themes, the style sheet, `<html lang>`, larger type at meetings."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import streamlit as st

from ui.markup import Html
from ui.words import say

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STATIC = Path(__file__).parents[1] / "static"
STYLE = STATIC / "lumbung.css"

# token: (light, dark). Text needs 4.5:1 on paper, marks 3:1; tests/ui/test_theme.py computes both.
TOKENS: dict[str, tuple[str, str]] = {
    "paper": ("#FBF8F1", "#171A15"),
    "raised": ("#F2ECDF", "#22261E"),
    "sheet": ("#FFFDF8", "#1D211A"),
    "line": ("#D8CFBC", "#3F4539"),
    "track": ("#E6DFCF", "#343A2F"),
    "ink": ("#23281F", "#EDE8DB"),
    "soft": ("#565C50", "#B4B7A9"),
    "leaf": ("#245F36", "#9AD294"),
    "leaf-2": ("#6F946B", "#5F8F5C"),
    "turmeric": ("#855600", "#E6B450"),
    "turmeric-fill": ("#C07F00", "#E6B450"),
    "brick": ("#B8431F", "#E87A5C"),
}

# Streamlit puts these beside the app's own element, so that they know neither its colours nor its scheme.
OUTSIDE = ".stDialog,.stPopoverBody"

# What Streamlit says of itself in English alone → the word of ours that stands there.
OF_STREAMLIT = {
    "Connection error": "lost",
    "Streamlit server is not responding. Are you connected to the internet?": "lost_line",
    "CONNECTING": "connecting",
    "Stop": "stop",
}

MEETING = (
    "html:root{font-size:18px}.stMainBlockContainer{max-width:none}"
    "@media(max-width:1599px){.lb-attention>.lb-row:nth-child(n+4),.lb-tile p+p{display:none}"
    ".lb-attention .t{-webkit-line-clamp:2}.lb-attention .d{-webkit-line-clamp:1}"
    "[data-testid=stVerticalBlock]:has(.lb-tiles){gap:.7rem}}"
    "@media(min-width:1600px){html:root{font-size:24px}}"
)


def dark() -> bool:
    """Whether this visitor sees the dark theme."""
    return st.context.theme.type == "dark"


def colour(token: str) -> str:
    """The hex colour of a token in this visitor's theme, for charts and images (CSS uses `var(--lb-…)`)."""
    return TOKENS[token][1 if dark() else 0]


@cache
def style_sheet() -> str:
    """The one style sheet with its variables; the colours follow Streamlit's theme through `light-dark()`."""
    variables = "".join(f"--lb-{name}:light-dark({light},{dark});" for name, (light, dark) in TOKENS.items())
    rules = COMMENT.sub("", STYLE.read_text(encoding="utf-8"))
    return f".stApp,{OUTSIDE}{{{variables}}}\n" + "\n".join(line.strip() for line in rules.splitlines() if line.strip())


def dress(*, meeting: bool) -> None:
    """Put the style sheet on the page; meeting mode has larger type."""
    scheme = f"{OUTSIDE}{{color-scheme:{'dark' if dark() else 'light'}}}"
    st.html(Html(f"<style>{style_sheet()}{scheme}{MEETING if meeting else ''}</style>"))


def name_language(language: str) -> None:
    """Tell browsers and screen readers the page's language; Streamlit always says English."""
    script = f"document.documentElement.lang={'en' if language == 'en' else 'id'!r}"
    st.html(Html(f"<script>{script}</script>"), unsafe_allow_javascript=True)


@cache
def _presses() -> str:
    return (STATIC / "presses.js").read_text(encoding="utf-8")


def hold_presses() -> None:
    """What is typed reaches the board, whatever is pressed next; a lost line is said in words (static/presses.js)."""
    words = json.dumps({english: say(f"app.line.{key}") for english, key in OF_STREAMLIT.items()})
    script = f"window.lumbungWords={words};{_presses()}".replace("</", "<\\/")
    st.html(Html(f"<script>{script}</script>"), unsafe_allow_javascript=True)
