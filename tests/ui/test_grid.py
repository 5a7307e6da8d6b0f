"""What is typed in the grid of many rows belongs to the row it was typed in, and stays while its page is left."""

from __future__ import annotations

import pandas as pd
import pytest
import streamlit as st

from ui import grid

KEY = "grid.partners.area.0"


@pytest.fixture
def held() -> grid.Held:
    sheet = pd.DataFrame({"title": ["Pemdes", "PKK"], "area": ["Krajan", "Wetan"]})
    return grid.Held(("M-01", "M-02"), sheet, {"M-01": "Krajan", "M-02": "Wetan"}, {}, {})


def test_a_typed_cell_is_known_by_the_id_of_its_row(held, monkeypatch):
    monkeypatch.setattr(st, "session_state", {KEY: {"edited_rows": {1: {"area": "Kulon"}}}})
    assert grid._with_typed(held, "area", KEY).typed == {"M-02": "Kulon"}


def test_what_was_typed_before_the_page_was_left_stands_in_its_cell_again(held, monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    again = grid._with_typed(grid._begun(held, "area", {"M-02": "Kulon"}), "area", KEY)
    assert list(again.sheet["area"]) == ["Krajan", "Kulon"]
    assert again.typed == {"M-02": "Kulon"}
    assert again.seen["M-02"] == "Wetan"
