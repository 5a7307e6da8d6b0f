"""Who came to the forum's own meetings, and what is said of it."""

from datetime import date

import pandas as pd
import pytest

from ui.attendance import Attendance, of_own_meetings, title

TODAY = date(2026, 11, 22)


def meetings(*rows):
    columns = ["date", "kind", "status", "female", "male", "attended_ids"]
    frame = pd.DataFrame([(*row, None) for row in rows], columns=columns, index=[f"AG-{n}" for n in range(len(rows))])
    frame["date"] = pd.to_datetime(frame["date"])
    frame["invited_ids"] = None
    frame["disability"] = float("nan")
    return frame


def test_only_the_kind_of_forum_meeting_held_most_often_is_compared():
    found = of_own_meetings(
        meetings(
            ("2026-08-22", "routine", "held", 15.0, 13.0),
            ("2026-09-01", "community_meeting", "held", 27.0, 31.0),
            ("2026-09-22", "routine", "held", 16.0, 15.0),
            ("2026-10-24", "routine", "held", 17.0, 16.0),
            ("2026-11-11", "mediation", "held", 4.0, 9.0),
        ),
        TODAY,
    )
    assert (found.kind, found.of, found.counts) == ("routine", "people", (28, 31, 33))


@pytest.mark.parametrize(
    ("counts", "indonesian", "english"),
    [
        ((26, 28, 31, 33), "Kehadiran naik 3 rapat berturut-turut", "Attendance has risen 3 times in a row"),
        ((33, 31, 28), "Kehadiran turun 2 rapat berturut-turut", "Attendance has fallen 2 times in a row"),
        ((33, 31), "31 orang hadir di rapat terakhir", "31 people came to the last meeting"),
        ((3, 1), "1 orang hadir di rapat terakhir", "1 person came to the last meeting"),
    ],
)
def test_the_title_says_the_message(counts, indonesian, english):
    found = Attendance("routine", "people", (), counts)
    assert title(found, "id") == indonesian
    assert title(found, "en") == english
