"""The headline of Periksa data in every case a forum meets."""

import pytest

from ui.headlines.check import headline


@pytest.mark.parametrize(
    ("unreadable", "notices", "records", "indonesian", "english"),
    [
        (0, 0, 0, "Belum ada isi yang dapat dibaca di lembar ini", "There is nothing to read in this sheet yet"),
        (0, 0, 9, "Semua sel terbaca; tidak ada yang perlu dipastikan",
         "Every cell was read; nothing needs confirming"),
        (0, 1, 9, "Semua sel terbaca; satu hal perlu Anda pastikan",
         "Every cell was read; one thing needs your confirmation"),
        (0, 20, 9, "Semua sel terbaca; 20 hal perlu Anda pastikan",
         "Every cell was read; 20 things need your confirmation"),
        (1, 0, 9, "Satu sel tidak terbaca", "One cell cannot be read"),
        (2, 1, 9, "Dua sel tidak terbaca; satu hal perlu Anda pastikan",
         "Two cells cannot be read; one thing needs your confirmation"),
        (1, 2, 0, "Satu sel tidak terbaca; dua hal perlu Anda pastikan",
         "One cell cannot be read; two things need your confirmation"),
        (1234, 0, 9, "1.234 sel tidak terbaca", "1,234 cells cannot be read"),
    ],
)  # fmt: skip
def test_it_counts_what_cannot_be_read_and_what_is_guessed(unreadable, notices, records, indonesian, english):
    assert headline(unreadable, notices, records, language="id") == indonesian
    assert headline(unreadable, notices, records, language="en") == english
