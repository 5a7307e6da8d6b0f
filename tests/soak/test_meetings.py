"""A few of the soak's meetings, always the same ones; `make soak` holds thousands."""

from __future__ import annotations

import pytest

from tests.soak.meeting import google_meeting, workbook_meeting

COUNT, BLOCKS = 24, 2
SEEDS = [range(start, COUNT, BLOCKS) for start in range(BLOCKS)]


@pytest.mark.parametrize("seeds", SEEDS)
def test_nothing_is_lost_or_misplaced_in_a_google_spreadsheet(server, seeds):
    wrong = {seed: found for seed in seeds if (found := google_meeting(server, seed)[1])}
    assert wrong == {}


@pytest.mark.parametrize("seeds", SEEDS)
def test_nothing_is_lost_or_misplaced_in_a_workbook(tmp_path, seeds):
    wrong = {seed: found for seed in seeds if (found := workbook_meeting(tmp_path, seed)[1])}
    assert wrong == {}
