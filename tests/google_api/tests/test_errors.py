"""Refusals carry the code, the status and the words that Google uses."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
import requests

from tests.google_api import Api
from tests.google_api.tests.clients import Caller

Json = Any
NOBODY = "1" + "x" * 43


def refusal(answer: requests.Response) -> tuple[int, str, str]:
    error = answer.json()["error"]
    assert error["code"] == answer.status_code
    return error["code"], error.get("status", ""), error["message"]


@pytest.fixture
def book(api: Api) -> str:
    return api.new_spreadsheet(tabs={"Solar": [["x"]]})


def test_an_unknown_spreadsheet(call: Caller) -> None:
    answer = call.get(f"/v4/spreadsheets/{NOBODY}")
    assert refusal(answer) == (404, "NOT_FOUND", "Requested entity was not found.")


def test_gspread_says_that_it_is_not_found(client: gspread.Client) -> None:
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open_by_key(NOBODY)


def test_a_spreadsheet_that_is_not_shared(api: Api, call: Caller, client: gspread.Client) -> None:
    book = api.new_spreadsheet(shared_with=())
    answer = call.get(f"/v4/spreadsheets/{book}")
    assert refusal(answer) == (403, "PERMISSION_DENIED", "The caller does not have permission")
    with pytest.raises(PermissionError):
        client.open_by_key(book)


def test_a_call_without_a_token(api: Api, book: str) -> None:
    answer = requests.get(f"{api.url}/v4/spreadsheets/{book}", timeout=5)
    assert refusal(answer)[:2] == (401, "UNAUTHENTICATED")


RANGES = [
    ("NOPE!A5:F15", "Unable to parse range: NOPE!A5:F15"),
    ("Solar!A1:", "Unable to parse range: Solar!A1:"),
    ("Solar!AB1", "Range (Solar!AB1) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ("Solar!A1001", "Range (Solar!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
]


@pytest.mark.parametrize(("text", "message"), RANGES)
def test_a_range_that_is_not_there(call: Caller, book: str, text: str, message: str) -> None:
    reading = call.get(f"/v4/spreadsheets/{book}/values/{text}")
    writing = call.write(book, text, [["x"]])
    assert refusal(reading) == refusal(writing) == (400, "INVALID_ARGUMENT", message)


def test_a_range_that_only_ends_outside_the_grid_is_clipped_when_read(call: Caller, book: str) -> None:
    assert call.get(f"/v4/spreadsheets/{book}/values/Solar!A999:AZ2000").json()["range"] == "Solar!A999:Z1000"


def test_more_values_than_the_range_has_room_for(call: Caller, book: str) -> None:
    wide = call.write(book, "Solar!A3:L113", [["x"] * 13])
    long = call.write(book, "Solar!A3:L4", [["x"]] * 3)
    assert refusal(wide)[2] == "Requested writing within range [Solar!A3:L113], but tried writing to column [M]"
    assert refusal(long)[2] == "Requested writing within range [Solar!A3:L4], but tried writing to row [5]"


def test_the_body_is_checked_before_the_range(call: Caller, book: str) -> None:
    path = f"/v4/spreadsheets/{book}/values/NOPE!A1"
    error = call.put(path, {"values": "X"}, valueInputOption="RAW").json()["error"]
    text = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    assert error["message"] == text
    assert error["details"][0]["fieldViolations"] == [{"field": "data.values", "description": text}]


def test_a_write_below_the_grid(call: Caller, book: str) -> None:
    start = {"sheetId": 0, "rowIndex": 1000, "columnIndex": 0}
    rows = [{"values": [{"userEnteredValue": {"numberValue": 1}}]}]
    answer = call.batch(book, {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})
    message = "Invalid requests[0].updateCells: Attempting to write row: 1000, beyond the last requested row of: 999"
    assert refusal(answer) == (400, "INVALID_ARGUMENT", message)


def test_a_field_mask_that_names_nothing(call: Caller, book: str) -> None:
    error = call.get(f"/v4/spreadsheets/{book}", fields="sheets.propertis").json()["error"]
    assert error["message"] == "Request contains an invalid argument."
    violation = error["details"][0]["fieldViolations"][0]["description"]
    assert violation == ("Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.propertis'.")


def test_the_last_visible_tab_cannot_be_hidden(call: Caller, book: str) -> None:
    hide = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}
    answer = call.batch(book, {"updateSheetProperties": hide})
    message = "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document."
    assert refusal(answer)[2] == message


def test_too_many_cells(call: Caller, book: str) -> None:
    size = {"properties": {"sheetId": 0, "gridProperties": {"rowCount": 400_000, "columnCount": 26}}}
    answer = call.batch(book, {"updateSheetProperties": {**size, "fields": "gridProperties(rowCount,columnCount)"}})
    assert refusal(answer)[2].endswith(
        "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
    )


def test_a_cell_that_is_too_long(call: Caller, book: str) -> None:
    answer = call.write(book, "Solar!A1", [["x" * 50_001]])
    assert refusal(answer)[2].startswith("Your input contains more than the maximum of 50000 characters")


def test_a_missing_drive_file(call: Caller) -> None:
    error = call.get(f"/drive/v3/files/{NOBODY}").json()["error"]
    assert (error["code"], error["message"]) == (404, f"File not found: {NOBODY}.")
    assert (error["errors"][0]["reason"], error["errors"][0]["location"]) == ("notFound", "fileId")


def test_a_full_drive_refuses_new_files(api: Api, call: Caller, client: gspread.Client) -> None:
    api.faults.storage_full = True
    error = call.post("/drive/v3/files", {"name": "x", "mimeType": "application/vnd.google-apps.spreadsheet"}).json()
    assert error["error"]["message"] == "The user's Drive storage quota has been exceeded."
    assert error["error"]["errors"][0]["domain"] == "usageLimits"
    with pytest.raises(gspread.exceptions.APIError):
        client.create("new")


def test_a_disabled_api(api: Api, call: Caller, book: str) -> None:
    api.faults.sheets_disabled = True
    error = call.get(f"/v4/spreadsheets/{book}").json()["error"]
    assert error["status"] == "PERMISSION_DENIED"
    assert error["message"].startswith("Google Sheets API has not been used in project ")
    assert error["details"][1]["reason"] == "SERVICE_DISABLED"


def test_an_endpoint_that_nobody_wrote_is_refused_loudly(call: Caller, book: str) -> None:
    answer = call.post(f"/v4/spreadsheets/{book}:somethingNew", {})
    assert refusal(answer)[:2] == (501, "UNIMPLEMENTED")
