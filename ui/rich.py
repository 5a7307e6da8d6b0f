"""Sentences with some of their details in bold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.marks import bold, safe
from ui.markup import Html
from ui.words import say


def say_bold(key: str, strong: Mapping[str, object], **details: Any) -> Html:
    """The sentence `key` with the details of `strong` in bold; every detail is escaped."""
    holders = {name: f"\x01{i}\x02" for i, name in enumerate(strong)}
    html = safe(say(key, **details, **holders))
    for name, holder in holders.items():
        html = Html(html.replace(holder, bold(strong[name])))
    return html
