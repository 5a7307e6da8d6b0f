"""Putting a chart on the page: built once for all visitors who see the same, with its words for those who cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from ui.frame import Board


def draw(board: Board, key: str, seen: Hashable, build: Callable[[], Any], *, alt: str) -> None:
    """The chart that `build` makes; `seen` is everything it depends on besides the rows, `alt` says what it shows."""
    st.vega_lite_chart(spec=_spec(board, key, seen, build), width="stretch", theme=None, alt=alt, key=key)


def draw_pressable(
    board: Board, key: str, seen: Hashable, build: Callable[[], Any], *, alt: str, selection: str
) -> str | None:
    """The same for a chart with a point selection on `id`; answers the id that was pressed."""
    spec = _spec(board, key, seen, build)
    event = st.vega_lite_chart(
        spec=spec, width="stretch", theme=None, alt=alt, key=key, on_select="rerun", selection_mode=selection
    )
    chosen = event.get("selection", {}).get(selection) or []
    return str(chosen[0]["id"]) if chosen and chosen[0].get("id") else None


def _spec(board: Board, key: str, seen: Hashable, build: Callable[[], Any]) -> dict[str, Any]:
    text = board.once((key, seen), lambda: json.dumps(build().to_dict()))
    return dict(json.loads(text) | {"usermeta": {"address": _address()}})


def _address() -> str:
    """Fades are drawn by the page's address: when it changes, the chart must be drawn anew."""
    return "&".join(f"{name}={value}" for name, value in sorted(st.query_params.items()))
