"""The headline of a generic screen in every case a forum meets."""

import pytest

from sheets.schema import load_schema
from ui.headlines.table import called, counted, headline


@pytest.mark.parametrize(
    ("n", "details", "indonesian", "english"),
    [
        (0, {}, "Belum ada sumber daya di lembar", "No resources in the sheet yet"),
        (1, {}, "Satu sumber daya tercatat", "One resource on record"),
        (3, {"words": ["Dipakai", "Dipakai", "Disetujui"]}, "Tiga sumber daya tercatat; terbanyak dipakai",
         "Three resources on record; most of them dipakai"),
        (4, {"words": ["Dipakai", "Dipakai", "Disetujui", "Usulan"]}, "Empat sumber daya tercatat",
         "Four resources on record"),
        (20, {"worth": 42_500_000.0}, "20 sumber daya tercatat; nilainya Rp42,5 jt",
         "20 resources on record; worth Rp42.5 million"),
    ],
)  # fmt: skip
def test_it_says_how_many_and_what_stands_out(n, details, indonesian, english):
    table = load_schema().tables["resources"]
    assert headline(called(table, n, "id"), n, **details, language="id").casefold() == indonesian.casefold()
    assert headline(called(table, n, "en"), n, **details, language="en").casefold() == english.casefold()


def test_rows_are_called_by_their_number():
    table = load_schema().tables["partners"]
    assert [called(table, n, "en") for n in (0, 1, 2)] == ["partners", "partner", "partners"]
    assert counted(table, 1234, "id") == "1.234 mitra"
    assert counted(table, 1234, "en") == "1,234 partners"
