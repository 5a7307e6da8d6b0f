"""The headline of Tujuan in every case a forum meets."""

import pandas as pd
import pytest

from tests.forum.frames import frame
from ui.headlines.goals import headline

LONG = "Air bersih yang cukup untuk semua dusun di musim kemarau yang panjang"


def goals(*stands):
    """Goals by (title, progress, status), and their scores."""
    rows = frame("goals", *({"id": f"T-{n}", "title": title} for n, (title, _, _) in enumerate(stands)))
    scores = pd.DataFrame(
        {"progress": [progress for _, progress, _ in stands], "status": [status for _, _, status in stands]},
        index=rows.index,
    ).astype({"progress": float, "status": object})
    return rows, scores


@pytest.mark.parametrize(
    ("stands", "indonesian", "english"),
    [
        ([], "Belum ada tujuan di lembar", "No goals in the sheet yet"),
        ([("Pangan", None, "no_data")], "Satu tujuan disepakati; belum ada yang terukur",
         "One goal agreed; nothing measured yet"),
        ([("Pangan", None, "no_data"), ("Air", None, None)], "Dua tujuan disepakati; belum ada yang terukur",
         "Two goals agreed; nothing measured yet"),
        ([("Pangan", 70.0, "on_track")], "1 tujuan berjalan; Pangan paling dekat ke target",
         "1 goal under way; Pangan is nearest to its target"),
        ([("Pangan", 70.0, "on_track"), ("Air", 60.0, "on_track")],
         "2 tujuan berjalan; Pangan paling dekat ke target", "2 goals under way; Pangan is nearest to its target"),
        ([("Pangan", 20.0, "off_track"), ("Air", 90.0, "on_track"), ("Pasar", 30.0, "attention")],
         "Air paling dekat ke target; Pangan perlu dukungan", "Air is nearest to its target; Pangan needs support"),
        ([("Pangan", 20.0, "off_track")], "1 tujuan berjalan; Pangan paling dekat ke target",
         "1 goal under way; Pangan is nearest to its target"),
        ([(None, 50.0, "on_track")], "1 tujuan berjalan; T-0 paling dekat ke target",
         "1 goal under way; T-0 is nearest to its target"),
    ],
)  # fmt: skip
def test_it_names_the_goal_nearest_to_its_target_and_the_one_that_needs_support(stands, indonesian, english):
    rows, scores = goals(*stands)
    assert headline(rows, scores, language="id") == indonesian
    assert headline(rows, scores, language="en") == english


def test_a_long_title_is_shortened_at_its_end():
    found = headline(*goals((LONG, 50.0, "on_track")), language="id")
    assert "Air bersih yang cukup untuk semua dusun d…" in found
