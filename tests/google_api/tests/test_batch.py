"""batchUpdate beyond the recordings: order, all or nothing, and what its answer carries."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.google_api import Api, Formula
from tests.google_api.tests.clients import Caller

Json = Any
TASKS = [["ID", "Judul", "Status"], ["TG-1", "Satu", "Berjalan"], ["TG-2", "Dua", "Selesai"]]
HISTORY = [["kapan", "nilai lama", "nilai baru"]]


@pytest.fixture
def book(api: Api) -> str:
    return api.new_spreadsheet(tabs={"Tugas": TASKS, "Riwayat": HISTORY})


def sheet_id(api: Api, book: str, tab: str) -> int:
    return api.human(book).sheet(tab).id


def text_cells(*texts: str) -> Json:
    return [{"values": [{"userEnteredValue": {"stringValue": text}} for text in texts]}]


def set_text(sheet: int, row: int, column: int, text: str) -> Json:
    start = {"sheetId": sheet, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": text_cells(text), "fields": "userEnteredValue"}}


def append_texts(sheet: int, *texts: str) -> Json:
    return {"appendCells": {"sheetId": sheet, "rows": text_cells(*texts), "fields": "userEnteredValue"}}


def copy_cell(source: tuple[int, int, int], target: tuple[int, int, int]) -> Json:
    def grid(place: tuple[int, int, int]) -> Json:
        sheet, row, column = place
        span = {"startRowIndex": row, "endRowIndex": row + 1}
        return {"sheetId": sheet, **span, "startColumnIndex": column, "endColumnIndex": column + 1}

    return {"copyPaste": {"source": grid(source), "destination": grid(target), "pasteType": "PASTE_VALUES"}}


def test_cells_are_appended_below_the_last_row_with_data_from_column_a(api: Api, call: Caller, book: str) -> None:
    api.human(book).edit("Riwayat", "B5", "stray")
    call.batch(book, append_texts(sheet_id(api, book, "Riwayat"), "2026-03-01", "=1+1"))
    assert api.human(book).row("Riwayat", 6) == ["2026-03-01", "=1+1"]


def test_appended_text_is_never_a_formula(api: Api, call: Caller, book: str) -> None:
    call.batch(book, append_texts(sheet_id(api, book, "Riwayat"), "=IMPORTXML(1)"))
    assert api.human(book).cell("Riwayat", "A2").formula is None


def test_appended_cells_grow_rows_but_never_columns(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["x"]] * 1000})
    assert call.batch(book, append_texts(0, "y")).status_code == 200
    assert api.human(book).sheet("Data").row_count == 1001
    wide = call.batch(book, append_texts(0, *"abcdefghijklmnopqrstuvwxyz", "one more"))
    assert wide.json()["error"]["message"] == (
        "Invalid requests[0].appendCells: Attempting to write column: 26, beyond the last requested column of: 25"
    )


def test_a_copy_before_a_write_in_one_batch_holds_what_stood_there(api: Api, call: Caller, book: str) -> None:
    log = sheet_id(api, book, "Riwayat")
    api.before(1, lambda: api.human(book).edit("Tugas", "C2", "Ditunda"), kind="write")
    answer = call.batch(
        book,
        append_texts(log, "2026-03-01", "", "Selesai"),
        copy_cell((0, 1, 2), (log, 1, 1)),
        set_text(0, 1, 2, "Selesai"),
        includeSpreadsheetInResponse=True,
        responseRanges=["Tugas!A1:A", "Tugas!1:1", "Riwayat!A2:C2"],
        fields="replies,updatedSpreadsheet.sheets(properties.sheetId,data(startRow,startColumn,rowData.values.effectiveValue))",
    ).json()
    tasks, history = answer["updatedSpreadsheet"]["sheets"]
    assert texts(history["data"][0]) == [["2026-03-01", "Ditunda", "Selesai"]]
    assert texts(tasks["data"][0]) == [["ID"], ["TG-1"], ["TG-2"]]
    assert texts(tasks["data"][1]) == [["ID", "Judul", "Status"]]
    assert history["data"][0]["startRow"] == 1
    assert "startRow" not in tasks["data"][0]
    assert (tasks["properties"], history["properties"]) == ({"sheetId": 0}, {"sheetId": log})
    assert answer["replies"] == [{}, {}, {}]


def texts(data: Json) -> list[list[str]]:
    return [[cell["effectiveValue"]["stringValue"] for cell in row["values"]] for row in data["rowData"]]


def test_the_spreadsheet_in_the_answer_has_no_cells_unless_asked(api: Api, call: Caller, book: str) -> None:
    answer = call.batch(book, set_text(0, 0, 0, "id"), includeSpreadsheetInResponse=True).json()
    assert "data" not in answer["updatedSpreadsheet"]["sheets"][0]
    full = call.batch(
        book, set_text(0, 0, 0, "id"), includeSpreadsheetInResponse=True, responseIncludeGridData=True
    ).json()
    first = full["updatedSpreadsheet"]["sheets"][0]["data"][0]
    assert first["rowData"][0]["values"][0]["formattedValue"] == "id"
    assert len(first["rowMetadata"]) == 1000


def test_a_batch_with_one_bad_request_changes_nothing(api: Api, call: Caller, book: str) -> None:
    answer = call.batch(book, set_text(0, 1, 1, "X"), {"addSheet": {"properties": {"title": "Riwayat"}}})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("Invalid requests[1].addSheet: ")
    assert api.human(book).rows("Tugas") == TASKS


def test_only_masked_fields_are_written(api: Api, call: Caller, book: str) -> None:
    api.human(book).format("Tugas", "C2", "TEXT")
    api.human(book).note("Tugas", "C2", "tanya Bu Sari")
    call.batch(book, set_text(0, 1, 2, "Selesai"))
    cell = api.human(book).cell("Tugas", "C2")
    assert (cell.value, cell.note, cell.number_format) == ("Selesai", "tanya Bu Sari", {"type": "TEXT"})


def test_a_date_is_written_with_its_number_format(api: Api, call: Caller, book: str) -> None:
    number = {"userEnteredValue": {"numberValue": 46387}}
    look = {"userEnteredFormat": {"numberFormat": {"type": "DATE"}, "textFormat": {"bold": True}}}
    update = {
        "start": {"sheetId": 0, "rowIndex": 1, "columnIndex": 3},
        "rows": [{"values": [{**number, **look}]}],
        "fields": "userEnteredValue,userEnteredFormat.numberFormat",
    }
    call.batch(book, {"updateCells": update})
    assert api.human(book).sees("Tugas", "D2") == "31/12/2026"
    assert api.human(book).cell("Tugas", "D2").format == {"numberFormat": {"type": "DATE"}}


def test_a_range_with_fewer_rows_than_cells_clears_the_rest(api: Api, call: Caller, book: str) -> None:
    grid = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 2}
    call.batch(book, {"updateCells": {"range": grid, "rows": text_cells("Baru"), "fields": "userEnteredValue"}})
    assert [row[1] for row in api.human(book).rows("Tugas")] == ["Judul", "Baru", None]


def test_find_and_replace_changes_only_cells_that_still_hold_the_text(api: Api, call: Caller, book: str) -> None:
    grid = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 2, "endColumnIndex": 3}
    swap = {"find": "Berjalan", "replacement": "Selesai", "matchEntireCell": True, "matchCase": True, "range": grid}
    first = call.batch(book, {"findReplace": swap}).json()["replies"][0]["findReplace"]
    second = call.batch(book, {"findReplace": swap}).json()["replies"][0]["findReplace"]
    assert (first["valuesChanged"], first["occurrencesChanged"], second) == (1, 1, {})


def test_a_named_range_with_a_taken_id_fails_the_whole_batch(api: Api, call: Caller, book: str) -> None:
    named = {"namedRange": {"namedRangeId": "seq7", "name": "seq7", "range": {"sheetId": 0}}}
    assert call.batch(book, {"addNamedRange": named}).status_code == 200
    answer = call.batch(book, {"addNamedRange": named}, set_text(0, 1, 1, "X"))
    assert answer.status_code == 400
    assert api.human(book).value("Tugas", "B2") == "Satu"


def test_an_unknown_request_is_refused_loudly(call: Caller, book: str) -> None:
    answer = call.batch(book, {"addChart": {}})
    assert answer.status_code == 501
    assert "addChart" in answer.json()["error"]["message"]


def test_a_copied_formula_moves_its_references(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [[1, 10, Formula("=A1+$B$1")], [2]]})
    grid = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 2, "endColumnIndex": 3}
    below = {**grid, "startRowIndex": 1, "endRowIndex": 2}
    call.batch(book, {"copyPaste": {"source": grid, "destination": below}})
    assert api.human(book).cell("Data", "C2").formula == "=A2+$B$1"
    assert api.human(book).value("Data", "C2") == 12


def test_a_new_tab_with_everything_a_template_needs(api: Api, call: Caller, client: gspread.Client, book: str) -> None:
    properties = {"sheetId": 77, "title": "Masalah", "gridProperties": {"rowCount": 50, "columnCount": 5}}
    head = {"sheetId": 77, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 3}
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Baru"}]}, "strict": False}
    column = {"sheetId": 77, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    colour = {"condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Baru"}]}, "format": {}}
    answer = call.batch(
        book,
        {"addSheet": {"properties": properties}},
        {"updateCells": {"range": head, "rows": text_cells("ID", "Judul", "Tahap"), "fields": "userEnteredValue"}},
        {
            "repeatCell": {
                "range": head,
                "cell": {"userEnteredFormat": {"textFormat": {"bold": True}}},
                "fields": "userEnteredFormat.textFormat.bold",
            }
        },
        {"setDataValidation": {"range": {**head, "startRowIndex": 1, "endRowIndex": 50}, "rule": rule}},
        {"addConditionalFormatRule": {"rule": {"ranges": [head], "booleanRule": colour}, "index": 0}},
        {"addProtectedRange": {"protectedRange": {"range": head, "warningOnly": True, "description": "ID"}}},
        {"updateDimensionProperties": {"range": column, "properties": {"pixelSize": 120}, "fields": "pixelSize"}},
        {"autoResizeDimensions": {"dimensions": column}},
        {"appendDimension": {"sheetId": 77, "dimension": "ROWS", "length": 10}},
        {"addNamedRange": {"namedRange": {"name": "kepala", "range": head}}},
        {"setBasicFilter": {"filter": {"range": head}}},
    )
    assert answer.status_code == 200, answer.text
    sheet = client.open_by_key(book).worksheet("Masalah")
    assert (sheet.id, sheet.row_count, sheet.row_values(1)) == (77, 60, ["ID", "Judul", "Tahap"])
    cell = api.human(book).cell("Masalah", "A1")
    assert cell.format == {"textFormat": {"bold": True}}
    assert api.human(book).cell("Masalah", "A2").validation == rule


def test_ranges_move_with_inserted_and_deleted_rows(api: Api, call: Caller, book: str) -> None:
    grid = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
    call.batch(book, {"addNamedRange": {"namedRange": {"name": "ids", "range": grid}}})
    api.human(book).insert_rows("Tugas", before=2, count=2)
    assert call.values(book, "ids") == [["TG-1"], ["TG-2"]]
    api.human(book).delete_rows("Tugas", 4)
    assert call.values(book, "ids") == [["TG-2"]]


def test_grid_data_comes_with_formats_notes_and_merges_where_the_mask_asks(api: Api, call: Caller, book: str) -> None:
    human = api.human(book)
    human.merge("Tugas", "A1:B1")
    human.format("Tugas", "C2", "PERCENT", "0%")
    fields = "sheets(properties(title,sheetId),merges,data(rowData(values(userEnteredFormat(numberFormat)))))"
    sheet = call.get(f"/v4/spreadsheets/{book}", ranges="Tugas!A1:C2", fields=fields).json()["sheets"]
    assert sheet == [
        {
            "properties": {"title": "Tugas", "sheetId": 0},
            "merges": [{"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}],
            "data": [
                {
                    "rowData": [
                        {"values": [{}, {}, {}]},
                        {
                            "values": [
                                {},
                                {},
                                {"userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}},
                            ]
                        },
                    ]
                }
            ],
        }
    ]
