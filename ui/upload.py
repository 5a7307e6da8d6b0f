"""A field for a file, in the visitor's language: Streamlit's own words on it are English."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from ui.markup import Html
from ui.words import say

FIELD = '[data-testid="stFileUploader"]'
STYLE = (
    f"{FIELD} section button p{{font-size:0}}"
    f"{FIELD} section button p::after{{content:WORD;font-size:.94rem}}"
    f'{FIELD} [data-testid="stFileUploaderDropzoneInstructions"]{{display:none}}'
)


def file_field(label: str, key: str, *, hint: str | None = None, taken: Callable[[], None] | None = None) -> None:
    """Any file may be chosen: what cannot be read is said by whoever reads it. The file stands in the session."""
    st.html(Html(f"<style>{STYLE.replace('WORD', json.dumps(say('ui.choose_file')))}</style>"))
    st.file_uploader(label, type=None, key=key, help=hint, on_change=taken)
