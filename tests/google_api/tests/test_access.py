"""Tokens, sharing and Drive, with the real gspread."""

from __future__ import annotations

from pathlib import Path

import gspread
import pytest
from google.auth.exceptions import RefreshError

from tests.google_api import Api, running
from tests.google_api.tests.clients import Caller, gspread_client


def test_a_service_account_signs_in_and_reads(api: Api, client: gspread.Client) -> None:
    book = api.new_spreadsheet("Forum Desa", tabs={"Mitra": [["ID", "Nama"], ["M-1", "Karang Taruna"]]})
    spreadsheet = client.open_by_key(book)
    assert (spreadsheet.title, spreadsheet.locale, spreadsheet.timezone) == ("Forum Desa", "id_ID", "Asia/Jakarta")
    assert spreadsheet.worksheet("Mitra").get_all_records() == [{"ID": "M-1", "Nama": "Karang Taruna"}]
    assert [kind for _, _, kind in api.calls] == ["token", "read", "read", "read"]


def test_a_key_that_is_not_the_accounts_own_is_refused(api: Api) -> None:
    stolen = {**api.service_account("one"), "client_email": api.service_account("two")["client_email"]}
    with gspread_client(api, stolen) as client, pytest.raises(RefreshError, match="invalid_grant"):
        client.open_by_key("any")


def test_a_sheet_is_open_to_those_it_is_shared_with(api: Api) -> None:
    reader, writer = api.service_account("reader"), api.service_account("writer")
    shares = {reader["client_email"]: "reader", writer["client_email"]: "writer"}
    book = api.new_spreadsheet(tabs={"Data": [["x"]]}, shared_with=shares)
    with gspread_client(api, reader) as one, gspread_client(api, writer) as two:
        two.open_by_key(book).sheet1.update_acell("A1", "y")
        sheet = one.open_by_key(book).sheet1
        assert sheet.acell("A1").value == "y"
        with pytest.raises(gspread.exceptions.APIError, match="does not have permission"):
            sheet.update_acell("A1", "z")
        api.unshare(book, reader["client_email"])
        with pytest.raises(PermissionError):
            one.open_by_key(book)


def test_drive_creates_lists_copies_and_deletes(api: Api, client: gspread.Client) -> None:
    made = client.create("Forum's own board")
    assert [file["id"] for file in client.list_spreadsheet_files()] == [made.id]
    assert client.open("Forum's own board").id == made.id
    made.sheet1.update_acell("A1", "x")
    copy = client.copy(made.id, title="Salinan", copy_permissions=True)
    assert copy.sheet1.acell("A1").value == "x"
    client.del_spreadsheet(made.id)
    assert [file["name"] for file in client.list_spreadsheet_files()] == ["Salinan"]


def test_a_file_is_shared_and_unshared_through_drive(api: Api, client: gspread.Client) -> None:
    made = client.create("Forum")
    made.share("sari@example.org", perm_type="user", role="writer", notify=False)
    addresses = {one["emailAddress"]: one["role"] for one in made.list_permissions()}
    assert addresses["sari@example.org"] == "writer"
    made.remove_permissions("sari@example.org")
    assert "sari@example.org" not in {one["emailAddress"] for one in made.list_permissions()}


def test_a_tab_is_copied_into_another_spreadsheet(api: Api, client: gspread.Client) -> None:
    source = client.open_by_key(api.new_spreadsheet(tabs={"Tugas": [["x"]]}))
    target = client.open_by_key(api.new_spreadsheet())
    source.sheet1.copy_to(target.id)
    assert target.worksheet("Copy of Tugas").acell("A1").value == "x"


def test_a_forgotten_spreadsheet_is_not_found(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet()
    api.forget(book)
    assert call.get(f"/v4/spreadsheets/{book}").status_code == 404


def test_another_token_than_the_one_given_is_refused() -> None:
    with running(token="right") as api:
        wrong = Caller(api, "wrong")
        assert wrong.get("/drive/v3/files").status_code == 401
        wrong.session.close()


def test_the_server_itself_knows_no_gspread() -> None:
    folder = Path(__file__).parents[1]
    assert not [path for path in folder.glob("*.py") if "import gspread" in path.read_text(encoding="utf-8")]
