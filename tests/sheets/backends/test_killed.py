"""A process that dies in the middle of a save leaves the file as it was before or after, never in between."""

from __future__ import annotations

from tests.soak.kills import killed


def test_a_killed_save_leaves_a_whole_file_with_everything_that_was_confirmed(tmp_path):
    outcome = killed(tmp_path, 16, seed=7)
    assert outcome.wrong == []
    assert outcome.confirmed >= 4
    assert outcome.inside >= outcome.kills / 2
