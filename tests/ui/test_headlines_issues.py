"""The headline of Masalah in every case a forum meets."""

import pandas as pd
import pytest

from tests.forum.frames import frame
from ui.headlines.issues import headline


def cases(*stands):
    """Cases by (type, stage, open, wants talk), and where they stand."""
    rows = frame("issues", *({"id": f"MS-{n}", "type": one[0], "stage": one[1]} for n, one in enumerate(stands)))
    flags = {"open": [one[2] for one in stands], "talk": [one[3] for one in stands]}
    return rows, pd.DataFrame(flags, index=rows.index, dtype=bool)


QUIET, TALK = ("issue", "new", True, False), ("issue", "handling", True, True)
CONFLICT, CLOSED = ("conflict", "dialogue", True, True), ("issue", "resolved", False, False)
UNSTAGED = ("issue", None, True, False)


@pytest.mark.parametrize(
    ("stands", "indonesian", "english"),
    [
        ([], "Belum ada masalah yang dicatat", "No issue has been logged yet"),
        ([CLOSED], "Tidak ada kasus terbuka; 1 sudah selesai", "No open case; 1 is closed"),
        ([CLOSED] * 3, "Tidak ada kasus terbuka; 3 sudah selesai", "No open case; 3 are closed"),
        ([QUIET], "Satu kasus terbuka; tidak ada yang mendesak", "One open case; nothing urgent"),
        ([QUIET, TALK], "Dua kasus terbuka; satu perlu dibicarakan minggu ini",
         "Two open cases; one needs talking about this week"),
        ([TALK] * 3, "Tiga kasus terbuka; tiga perlu dibicarakan minggu ini",
         "Three open cases; three need talking about this week"),
        ([QUIET, TALK, CONFLICT], "Tiga kasus terbuka; satu konflik perlu dibicarakan minggu ini",
         "Three open cases; one conflict needs talking about this week"),
        ([CONFLICT] * 14, "14 kasus terbuka; 14 konflik perlu dibicarakan minggu ini",
         "14 open cases; 14 conflicts need talking about this week"),
        ([UNSTAGED], "Satu kasus tercatat; tahapnya belum ditulis", "One case on record; its stage is not written"),
        ([UNSTAGED] * 2, "Dua kasus tercatat; tahapnya belum ditulis", "Two cases on record; no stage is written"),
    ],
)  # fmt: skip
def test_it_counts_open_cases_and_those_that_want_talk(stands, indonesian, english):
    rows, stand = cases(*stands)
    assert headline(rows, stand, language="id") == indonesian
    assert headline(rows, stand, language="en") == english
