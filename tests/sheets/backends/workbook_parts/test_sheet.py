"""Cells in the bytes of a sheet."""

from __future__ import annotations

import pytest

from sheets.backends.workbook_parts.growth import grown
from sheets.backends.workbook_parts.markup import cell_text, with_attribute
from sheets.backends.workbook_parts.package import Broken
from sheets.backends.workbook_parts.sheet import Sheet

HEAD = b'<worksheet xmlns="urn:m"><cols><col min="2" max="3" style="7"/></cols>'
ROWS = (
    b'<row r="1" spans="1:2"><c r="A1" s="4"><v>1</v></c>\n <c r="B1"/></row>\n'
    b'<row r="3" s="9" customFormat="1"><c r="C3"><f t="array" ref="C3:C5">A1:A3</f><v>1</v></c></row>'
)
TAIL = b'<mergeCells><mergeCell ref="E1:F2"/></mergeCells></worksheet>'


def sheet(rows: bytes = ROWS, tail: bytes = TAIL) -> Sheet:
    return Sheet(HEAD + b"<sheetData>" + rows + b"</sheetData>" + tail)


def test_a_sheet_that_nobody_changed_is_the_same_bytes():
    assert sheet().xml == HEAD + b"<sheetData>" + ROWS + b"</sheetData>" + TAIL
    assert [row.number for row in sheet().rows] == [1, 3]


def test_a_cell_is_exchanged_and_its_neighbours_keep_their_bytes():
    page = sheet()
    page.put(1, 1, b"<c/>")
    assert page.xml == sheet().xml.replace(b'<c r="A1" s="4"><v>1</v></c>', b"<c/>")


def test_a_cell_comes_between_the_others_in_its_place():
    page = sheet(b'<row><c r="A1"/><c r="D1"/></row><row/>')
    page.put(1, 2, b"<new/>")
    page.put(2, 1, b"<new/>")
    assert b'<row><c r="A1"/><new/><c r="D1"/></row><row><new/></row>' in page.xml


def test_cells_and_rows_without_names_get_theirs_before_another_is_put_in_front():
    page = sheet(b'<row r="2"><c r="B2"/><c/></row><row><c/></row>')
    page.put(2, 1, b"<new/>")
    page.put(1, 1, b"<first/>")
    expected = b'<row r="1"><first/></row><row r="2"><new/><c r="B2"/><c r="C2"/></row><row r="3"><c/></row>'
    assert expected in page.xml


def test_a_sheet_without_rows_takes_one():
    page = Sheet(b'<x:worksheet xmlns:x="urn:m"><x:sheetData/></x:worksheet>')
    page.put(2, 1, b"<x:c/>")
    row = b'<x:row r="2"><x:c/></x:row>'
    assert page.xml == b'<x:worksheet xmlns:x="urn:m"><x:sheetData>' + row + b"</x:sheetData></x:worksheet>"


@pytest.mark.parametrize("inside", [b"", b"\r\n  ", b"<!-- <row/> -->"])
def test_a_sheet_whose_rows_are_all_gone_takes_one(inside):
    page = sheet(inside)
    assert (page.rows, page.last_filled) == ([], 0)
    page.put(1, 1, b"<c/>")
    assert page.xml == HEAD + b"<sheetData>" + inside + b'<row r="1"><c/></row></sheetData>' + TAIL


def test_what_stands_in_comments_and_raw_text_is_no_row():
    rows = b'<!-- <row r="9"> --><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="Z1"/>]]></t></is></c></row>'
    page = sheet(rows)
    assert [row.number for row in page.rows] == [1]
    assert [cell.col for cell in page.rows[0].cells] == [1]
    assert page.xml == HEAD + b"<sheetData>" + rows + b"</sheetData>" + TAIL


def test_a_cell_looks_as_its_row_or_its_column_says():
    page = sheet()
    assert [page.style(1, 1), page.style(1, 2), page.style(3, 1), page.style(9, 2), page.style(9, 9)] == [4, 0, 9, 7, 0]


def test_a_cell_that_another_formula_fills_has_a_formula():
    assert [sheet().has_formula(row, 3) for row in (2, 3, 5, 6)] == [False, True, True, False]


def test_the_last_row_is_the_last_that_holds_something():
    assert sheet(ROWS + b'<row r="7"><c r="A7" s="3"/></row>').last_filled == 3


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="2"/><row r="1"/>',
        b'<row r="1"/><row r="1"/>',
        b'<row r="1"><c r="B1"/><c r="A1"/></row>',
        b'<row r="1"><c r="A2"/></row>',
        b'<row r="1"><c r="?"/></row>',
    ],
)
def test_rows_and_cells_out_of_order_are_no_sheet_to_write_in(rows):
    with pytest.raises(Broken):
        sheet(rows).put(1, 1, b"<c/>")


def test_another_way_of_writing_letters_is_no_sheet_to_write_in():
    with pytest.raises(Broken):
        Sheet(sheet().xml.decode().encode("utf-16"))
    with pytest.raises(Broken):
        Sheet(b'<?xml version="1.0" encoding="ISO-8859-1"?>' + sheet().xml)


def test_what_ended_right_above_takes_a_row_in_but_no_cell_gets_two_dropdowns():
    tail = (
        b'<dataValidations><dataValidation prompt="a &gt; b" sqref="A2:A4 C2:C3"/><dataValidation sqref="A5:A9"/>'
        b'<dataValidation sqref="B4"/></dataValidations><conditionalFormatting sqref="Z2:Z4"/>'
        b"<x14:sparkline><xm:f>A!A2:A4</xm:f><xm:sqref>C4</xm:sqref></x14:sparkline><xm:sqref>A2:C4</xm:sqref>"
    )
    after = grown(tail, b"", 5, 1, 3)
    changed = tail.replace(b'"B4"', b'"B4:B5"').replace(b"A2:C4", b"A2:C5")
    assert after == changed


def test_text_that_a_file_cannot_hold_is_escaped():
    assert cell_text("a\x07\r\nb<&_x0007_\ufffe") == b"a_x0007_\nb&lt;&amp;_x005F_x0007__xFFFE_"


def test_an_attribute_is_set_in_its_place_or_added():
    assert with_attribute(b"<c r='A1' s='2'/>", b"s", "5") == b"<c r='A1' s=\"5\"/>"
    assert with_attribute(b"<c />", b"s", "5") == b'<c s="5"/>'
    assert with_attribute(b"<c rs='1'>", b"s", 'a"b') == b"<c rs='1' s=\"a&quot;b\">"
