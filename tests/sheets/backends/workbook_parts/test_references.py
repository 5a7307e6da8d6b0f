"""Formulas after a row was pushed in."""

from __future__ import annotations

import pytest

from sheets.backends.workbook_parts.references import pushed, translated


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM(D2:D9)", "SUM(D2:D10)"),
        ("SUM(D2:D4)+D5", "SUM(D2:D4)+D6"),
        ("$D$5&D$4", "$D$6&D$4"),
        ("SUM(5:9)+SUM(A:A)", "SUM(6:10)+SUM(A:A)"),
        ("Tugas!D5+Mitra!D5", "Tugas!D6+Mitra!D5"),
        ("'Tugas'!D5+'Tugas lain'!D5", "'Tugas'!D6+'Tugas lain'!D5"),
        ("tugas!A5", "tugas!A6"),
        ("[1]Tugas!D5", "[1]Tugas!D5"),
        ('"D5"&LOG10(D5)&"a""D5"', '"D5"&LOG10(D6)&"a""D5"'),
        ("Daftar[[#This Row],[D5]]+D5", "Daftar[[#This Row],[D5]]+D6"),
        ("D5_lama+ABC5.x", "D5_lama+ABC5.x"),
        ("A1:INDEX(A:A,9)+D5#", "A1:INDEX(A:A,9)+D6#"),
        ("D1048576", "D1048576"),
    ],
)
def test_a_formula_points_at_the_same_cells_after_a_row_was_pushed_in(formula, after):
    assert pushed(formula, "Tugas", 5, here=True) == after


def test_only_what_names_the_tab_moves_in_other_tabs():
    assert pushed("D5+Tugas!D5", "Tugas", 5, here=False) == "D5+Tugas!D6"


def test_a_total_takes_a_new_last_row_in():
    assert pushed("SUM(D2:D4)+D4", "Tugas", 5, here=True, below=True) == "SUM(D2:D5)+D4"


def test_a_shared_formula_reads_in_another_cell_as_it_does_there():
    assert translated('A1+$A1+A$1+$A$1&"A1"+Mitra!B2:C3', 2, 1) == 'B3+$A3+B$1+$A$1&"A1"+Mitra!C4:D5'
