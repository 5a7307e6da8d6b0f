"""The headline of Mitra in every case a forum meets."""

import pytest

from ui.headlines.partners import headline


@pytest.mark.parametrize(
    ("active", "missing", "total", "indonesian", "english"),
    [
        (0, ["Swasta"], 0, "Belum ada mitra di lembar", "No partners in the sheet yet"),
        (1, [], 1, "Satu mitra aktif; semua unsur pokok terwakili",
         "One active partner; every core sector is at the table"),
        (12, [], 14, "Dua belas mitra aktif; semua unsur pokok terwakili",
         "Twelve active partners; every core sector is at the table"),
        (13, ["SWASTA"], 13, "13 mitra aktif; swasta belum terwakili",
         "13 active partners; swasta is not at the table yet"),
        (2, ["Swasta", "Media"], 2, "Dua mitra aktif; dua unsur pokok belum terwakili",
         "Two active partners; two core sectors are not at the table yet"),
        (0, ["Swasta"], 3, "Tiga mitra tercatat; belum ada yang aktif",
         "Three partners on record; none of them active yet"),
    ],
)  # fmt: skip
def test_it_says_how_many_take_part_and_who_is_missing(active, missing, total, indonesian, english):
    assert headline(active, missing, total=total, language="id") == indonesian
    assert headline(active, missing, total=total, language="en") == english


@pytest.mark.parametrize(
    ("untold", "indonesian", "english"),
    [
        (11, "Sebelas mitra tercatat; sektornya belum diketahui",
         "Eleven partners on record; their sectors are not known yet"),
        (10, "Sebelas mitra aktif; sektor sepuluh mitra belum diketahui",
         "Eleven active partners; the sector of ten is not known"),
        (5, "Sebelas mitra aktif; swasta belum terwakili", "Eleven active partners; swasta is not at the table yet"),
    ],
)  # fmt: skip
def test_nobody_is_called_missing_while_most_partners_say_no_sector(untold, indonesian, english):
    assert headline(11, ["Swasta"], total=11, untold=untold, language="id") == indonesian
    assert headline(11, ["Swasta"], total=11, untold=untold, language="en") == english
