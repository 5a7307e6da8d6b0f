"""The headline of Agenda in every case a forum meets."""

from datetime import date, timedelta

import pytest

from forum.meetings import Cadence
from ui.headlines.meetings import headline

TODAY = date(2026, 11, 21)


def rhythm(since=None, to=None, every=30):
    """The last meeting `since` days ago, the next one in `to` days."""
    return Cadence(
        "AG-1" if since is not None else None, TODAY - timedelta(days=since) if since is not None else None, since,
        "AG-2" if to is not None else None, TODAY + timedelta(days=to) if to is not None else None, to, every,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("total", "found", "open_", "rising", "indonesian", "english"),
    [
        (0, rhythm(), 0, 0, "Belum ada pertemuan di lembar", "No meetings in the sheet yet"),
        (3, rhythm(5, 0), 0, 0, "Rapat rutin hari ini", "Rapat rutin is today"),
        (3, rhythm(5, 1), 0, 0, "Rapat rutin 22 Nov, 1 hari lagi", "Rapat rutin on 22 Nov, in 1 day"),
        (3, rhythm(5, 7), 1, 0, "Rapat rutin 28 Nov, 7 hari lagi; satu tindak lanjut belum selesai",
         "Rapat rutin on 28 Nov, in 7 days; one follow-up is still open"),
        (3, rhythm(5, 60), 3, 5, "Rapat rutin 20 Jan 2027; tiga tindak lanjut belum selesai",
         "Rapat rutin on 20 Jan 2027; three follow-ups are still open"),
        (3, rhythm(5, 7), 0, 3, "Rapat rutin 28 Nov, 7 hari lagi; kehadiran naik 3 rapat berturut-turut",
         "Rapat rutin on 28 Nov, in 7 days; attendance has risen 3 times in a row"),
        (3, rhythm(5, 7), 0, 1, "Rapat rutin 28 Nov, 7 hari lagi", "Rapat rutin on 28 Nov, in 7 days"),
        (9, rhythm(80), 0, 0, "Sudah 80 hari sejak rapat terakhir; belum ada yang dijadwalkan",
         "80 days since the last meeting; none is planned"),
        (1, rhythm(10), 0, 0, "1 pertemuan tercatat; belum ada yang dijadwalkan",
         "1 meeting on record; none is planned"),
        (4, rhythm(10), 0, 0, "4 pertemuan tercatat; belum ada yang dijadwalkan",
         "4 meetings on record; none is planned"),
    ],
)  # fmt: skip
def test_it_says_when_the_forum_meets_and_what_is_open(total, found, open_, rising, indonesian, english):
    for language, expected in (("id", indonesian), ("en", english)):
        said = headline(
            total, found, "Rapat rutin", open_follow_ups=open_, rising=rising, today=TODAY, language=language
        )
        assert said == expected
