"""Every colour is readable on its ground, and the style sheet and Streamlit's theme say the same."""

import tomllib
from pathlib import Path

import pytest

from ui import theme

ROOT = Path(__file__).parents[2]
TEXT, MARK = 4.5, 3.0


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("token", ["ink", "soft", "leaf", "turmeric", "brick"])
def test_words_are_readable_on_paper_and_on_inputs(token, side):
    for ground in ("paper", "raised"):
        assert contrast(theme.TOKENS[token][side], theme.TOKENS[ground][side]) >= (
            TEXT if (token, ground) != ("brick", "raised") else 4.5
        )


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("token", ["leaf-2", "turmeric-fill", "brick", "leaf"])
def test_marks_stand_out_from_paper(token, side):
    assert contrast(theme.TOKENS[token][side], theme.TOKENS["paper"][side]) >= MARK


def test_streamlits_theme_has_the_same_paper_and_ink():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    for side, name in enumerate(("light", "dark")):
        assert settings[name]["backgroundColor"] == theme.TOKENS["paper"][side]
        assert settings[name]["textColor"] == theme.TOKENS["ink"][side]
        assert contrast("#FFFFFF", settings[name]["primaryColor"]) >= TEXT


def test_the_style_sheet_only_uses_colours_that_exist():
    import re

    used = set(re.findall(r"var\(--lb-([a-z0-9-]+)", theme.STYLE.read_text("utf-8")))
    assert used <= set(theme.TOKENS)


def test_the_style_sheet_leans_on_no_private_class():
    assert "st-emotion" not in theme.STYLE.read_text("utf-8")


def test_dialogs_and_popovers_have_the_colours_too():
    start = theme.style_sheet().split("{", 1)[0]
    assert {".stApp", ".stDialog", ".stPopoverBody"} == set(start.split(","))
