"""The values collection beyond the recordings: appends and their traps, counts, what is echoed."""

from __future__ import annotations

import gspread

from tests.google_api import Api
from tests.google_api.tests.clients import Caller


def test_an_append_to_a_tab_lands_under_its_last_table(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["a", "b"], [1, 2], [], ["", "", "x", "y"], ["", "", 3, 4]]})
    answer = call.append(book, "Data", [["new", "row"]])
    assert answer["tableRange"] == "Data!C4:D5"
    assert answer["updates"]["updatedRange"] == "Data!C6:D6"


def test_a_blank_column_splits_the_table_so_that_an_append_lands_in_wrong_columns(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["a", "", "c"]]})
    answer = call.append(book, "Data", [["1", "2", "3"]])
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Data!C1", "Data!C2:E2")


def test_the_same_append_with_a_range_finds_the_first_fragment(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["a", "", "c"]]})
    answer = call.append(book, "Data!A1", [["1", "2", "3"]])
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Data!A1", "Data!A2:C2")


def test_an_append_to_a_blank_cell_between_tables_writes_right_there(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["above"], [], ["below"]]})
    answer = call.append(book, "Data!A2", [["new"]])
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Data!A2"


def test_an_overwriting_append_takes_the_cells_below_the_table(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["a", "b"], [1, 2], [], ["total", 9]]})
    call.append(book, "Data!A1", [[3, 4], [5, 6]])
    assert call.values(book, "Data") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]


def test_an_inserting_append_pushes_them_down(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["a", "b"], [1, 2], [], ["total", 9]]})
    call.append(book, "Data!A1", [[3, 4], [5, 6]], insertDataOption="INSERT_ROWS")
    assert call.values(book, "Data")[2:] == [["3", "4"], ["5", "6"], [], ["total", "9"]]


def test_an_append_at_the_end_of_the_grid_adds_rows(api: Api, client: gspread.Client) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["a"]] * 1000})
    sheet = client.open_by_key(book).sheet1
    sheet.append_row(["b"])
    assert client.open_by_key(book).sheet1.row_count == 1001


def test_an_append_can_give_back_what_it_wrote(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["a"]]})
    answer = call.append(
        book,
        "Data",
        [["75%"]],
        valueInputOption="USER_ENTERED",
        includeValuesInResponse="true",
        responseValueRenderOption="UNFORMATTED_VALUE",
    )
    assert answer["updates"]["updatedData"] == {"range": "Data!A2", "majorDimension": "ROWS", "values": [[0.75]]}


def test_nulls_are_skipped_and_empty_texts_empty_the_cell(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["a", "b", "c"]]})
    answer = call.write(book, "Data!A1:C1", [[None, "", "x"]]).json()
    assert (answer["updatedRange"], answer["updatedColumns"], answer["updatedCells"]) == ("Data!A1:C1", 2, 2)
    assert call.values(book, "Data") == [["a", "", "x"]]


def test_all_tabs_come_in_one_request(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Tugas": [["id"], ["TG-001"]], "Mitra kami": [["id"]], "Kosong": []})
    answer = call.get(f"/v4/spreadsheets/{book}/values:batchGet", ranges=["Tugas", "'Mitra kami'", "Kosong!A1:B2"])
    assert answer.json()["valueRanges"] == [
        {"range": "Tugas!A1:Z1000", "majorDimension": "ROWS", "values": [["id"], ["TG-001"]]},
        {"range": "'Mitra kami'!A1:Z1000", "majorDimension": "ROWS", "values": [["id"]]},
        {"range": "Kosong!A1:B2", "majorDimension": "ROWS"},
    ]


def test_several_ranges_are_written_or_none(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["old"]]})
    data = [{"range": "Data!A1", "values": [["new"]]}, {"range": "NOPE!A5:F15", "values": [["x"]]}]
    answer = call.post(f"/v4/spreadsheets/{book}/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "Invalid data[1]: Unable to parse range: NOPE!A5:F15"
    assert call.values(book, "Data") == [["old"]]


def test_clearing_keeps_formats(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["x", 1], ["y", 2]]})
    api.human(book).format("Data", "B1:B2", "PERCENT", "0%")
    answer = call.post(f"/v4/spreadsheets/{book}/values:batchClear", {"ranges": ["Data!A1:B1", "Data!B2"]}).json()
    assert answer["clearedRanges"] == ["Data!A1:B1", "Data!B2"]
    assert call.values(book, "Data") == [[], ["y"]]
    assert api.human(book).cell("Data", "B2").number_format == {"type": "PERCENT", "pattern": "0%"}


def test_a_row_is_found_by_its_metadata_when_rows_were_inserted_above(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["id"], ["A"], ["B"]]})
    where = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}}
    tag = {"metadataId": 7, "metadataKey": "row", "metadataValue": "B", "location": where, "visibility": "DOCUMENT"}
    assert call.batch(book, {"createDeveloperMetadata": {"developerMetadata": tag}}).status_code == 200
    api.human(book).insert_rows("Data", before=2)
    part = {"dataFilter": {"developerMetadataLookup": {"metadataId": 7}}, "values": [[None, "here"]]}
    body = {"valueInputOption": "RAW", "data": [part]}
    answer = call.post(f"/v4/spreadsheets/{book}/values:batchUpdateByDataFilter", body).json()
    assert answer["totalUpdatedCells"] == 1
    assert api.human(book).row("Data", 4) == ["B", "here"]
    again = call.batch(book, {"createDeveloperMetadata": {"developerMetadata": tag}})
    assert again.status_code == 400
