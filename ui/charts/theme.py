"""How every chart looks: the inks of both themes, type sizes, and the one place that dresses a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui import theme
from ui.charts.locale import locale
from ui.theme import TOKENS

if TYPE_CHECKING:
    from ui.frame import Board

SANS = '"Source Sans", sans-serif'
SERIF = '"Source Serif", serif'
SEMIBOLD: Any = 600
LABEL, SMALL, HEADING, TITLE = 15, 14, 17, 19  # pixels at scale 1


@dataclass(frozen=True)
class Inks:
    """The colours of one theme. `turmeric` fills shapes, `turmeric_text` writes words; `band` is a pale turmeric."""

    paper: str
    raised: str
    line: str
    track: str
    ink: str
    soft: str
    leaf: str
    leaf_2: str
    turmeric: str
    turmeric_text: str
    brick: str
    band: str

    def tone(self, name: str) -> str:
        """The fill of a tone of `config/choices.toml` (leaf, turmeric, brick, soft)."""
        return {"leaf": self.leaf, "turmeric": self.turmeric, "brick": self.brick}.get(name, self.soft)

    def words(self, name: str) -> str:
        """The colour of text in a tone: readable on paper."""
        return self.turmeric_text if name == "turmeric" else self.tone(name)


BAND = ("#EDDDBD", "#443A20")
"""A pale turmeric for the days on which two tasks meet."""


def _inks(side: int) -> Inks:
    token = {name: pair[side] for name, pair in TOKENS.items()}
    return Inks(
        **{name: token[name] for name in ("paper", "raised", "line", "track", "ink", "soft", "leaf", "brick")},
        leaf_2=token["leaf-2"],
        turmeric=token["turmeric-fill"],
        turmeric_text=token["turmeric"],
        band=BAND[side],
    )


LIGHT, DARK = _inks(0), _inks(1)


@dataclass(frozen=True)
class Look:
    """Who looks at the chart, and how: theme, language, and distance ("phone", "laptop", "meeting").

    `width` is the width in pixels that the chart can count on; wider screens stretch it.
    """

    dark: bool = False
    language: str = "id"
    distance: str = "laptop"
    width: int = 860

    @property
    def inks(self) -> Inks:
        return DARK if self.dark else LIGHT

    @property
    def scale(self) -> float:
        """How much larger the lettering is than on a laptop."""
        return 1.5 if self.distance == "meeting" else 1.0

    @property
    def phone(self) -> bool:
        return self.distance == "phone"

    def px(self, pixels: float) -> float:
        """Pixels at this distance."""
        return round(pixels * self.scale, 1)


WIDTHS = {"phone": 326, "laptop": 860, "meeting": 1100}
"""Pixels that a chart as wide as the page can count on at each distance."""


def look_of(board: Board, *, share: float = 1.0) -> Look:
    """How this visitor sees a chart that takes `share` of the page's width."""
    distance = "phone" if board.phone else "meeting" if board.meeting else "laptop"
    width = WIDTHS[distance] if board.phone else int(WIDTHS[distance] * share)
    return Look(theme.dark(), board.language, distance, width)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how many pixels `text` takes in Source Sans at `size`; rather too many than too few."""
    narrow = sum(char in " ,.:;'|ijlt-–" for char in text)
    return (len(text) - 0.45 * narrow) * size * (0.56 if bold else 0.53)


def see_through(colour: str, opacity: float = 0) -> str:
    """`#RRGGBB` with an opacity of 0–1, for fades that let the paper and its rules show."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def dress(chart: Any, look: Look) -> Any:
    """The chart with the house's type, inks and language: no frame, no ticks, transparent ground.

    Marks are silent to screen readers: the whole chart has its words in `alt`.
    """
    inks = look.inks
    axis = {"domain": False, "ticks": False, "labelFont": SANS, "labelFontSize": look.px(SMALL), "title": None}
    chart.config = {
        "background": "transparent",
        "font": SANS,
        "locale": locale(look.language),
        "view": {"stroke": None},
        "mark": {"aria": False},
        "axis": axis | {"aria": False, "labelColor": inks.soft, "gridColor": inks.line, "gridDash": [1, 3]},
        "title": {"font": SERIF, "fontSize": look.px(TITLE), "fontWeight": SEMIBOLD, "color": inks.ink}
        | {"anchor": "start", "frame": "bounds", "offset": 10},
        "legend": {"disable": True},
    }
    return chart
