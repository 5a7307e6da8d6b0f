from __future__ import annotations

import pytest

from sheets.store import Forum
from tests.sheets.backends.places import Place


@pytest.fixture
def forum(place: Place) -> Forum:
    forum = place.open()
    forum.read()
    return forum
