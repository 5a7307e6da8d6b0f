"""Which spreadsheet and which key, from every place where people put them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sheets import SheetError, open_forum
from sheets.errors import NoAccess, NotFound
from sheets.sources import DEMO, Source, find_source, google_key, parse_source, repaired_key

ID = "1AbC-def_GHIjklMNOpqrSTUvwxYZ0123456789abcd"
BODY = "\n".join(["M" * 64, "N" * 64, "O" * 20])
KEY = f"-----BEGIN PRIVATE KEY-----\n{BODY}\n-----END PRIVATE KEY-----\n"
FIELDS = {"type": "service_account", "client_email": "papan@contoh.iam.gserviceaccount.com", "private_key": KEY}


@pytest.mark.parametrize(
    "text",
    [
        f"google:{ID}",
        f"google:https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing",
        f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit",
        f"google: {ID} ",
    ],
)
def test_a_google_spreadsheet_is_known_by_id_and_by_address(text):
    assert parse_source(text) == Source("google", ID)
    assert parse_source(text).text == f"google:{ID}"


def test_anything_else_is_a_path():
    assert parse_source("data/forum.xlsx") == Source("file", "data/forum.xlsx")


def test_an_address_that_holds_no_id_is_said():
    with pytest.raises(NotFound) as error:
        parse_source("google:https://docs.google.com/document/")
    assert error.value.reason == "wrong_id"


def test_the_environment_comes_before_secrets_and_secrets_before_the_config():
    secrets, config, environ = {"source": "s.xlsx"}, {"source": "c.xlsx"}, {"LUMBUNG_SOURCE": "e.xlsx"}
    where: dict[str, Any] = {"secrets": secrets, "config": config, "environ": environ}
    assert find_source("a.xlsx", **where).place == "a.xlsx"
    assert find_source(**where).place == "e.xlsx"
    assert find_source(**{**where, "environ": {}}).place == "s.xlsx"
    assert find_source(**{**where, "environ": {"LUMBUNG_SOURCE": " "}, "secrets": {}}).place == "c.xlsx"


def test_without_any_source_it_is_the_demo():
    assert find_source(secrets={}, config={}, environ={}) == Source("file", str(DEMO), demo=True)


def test_the_address_under_sheet_in_the_secrets_counts_too():
    secrets = {"sheet": f"https://docs.google.com/spreadsheets/d/{ID}/edit"}
    assert find_source(secrets=secrets, config={}, environ={}).place == ID


# Keys


def test_a_key_is_a_table_of_secrets_or_the_whole_json_as_text():
    assert google_key({"google": FIELDS}, {})["private_key"] == KEY
    assert google_key({"google": json.dumps(FIELDS)}, {})["private_key"] == KEY


def test_a_key_file_is_named_by_the_environment(tmp_path):
    path = tmp_path / "kunci.json"
    path.write_text(json.dumps(FIELDS), "utf-8")
    assert google_key({}, {"GOOGLE_APPLICATION_CREDENTIALS": str(path)})["client_email"] == FIELDS["client_email"]


@pytest.mark.parametrize(
    "pasted",
    [
        KEY.replace("\n", "\\n"),
        KEY.replace("\n", "\r\n"),
        KEY.strip(),
        f'"{KEY}"',
        KEY.replace("\n", " "),
        "\n".join(f"    {line}" for line in KEY.splitlines()),
    ],
)
def test_a_key_that_pasting_broke_is_mended(pasted):
    assert repaired_key(pasted) == KEY


def test_json_with_real_line_breaks_inside_the_key_is_read():
    text = json.dumps(FIELDS).replace("\\n", "\n")
    assert google_key({"google": text}, {})["private_key"] == KEY


@pytest.mark.parametrize(
    "pasted",
    ["bukan json", "{", "[]", {"client_email": "a@b"}, {"private_key": KEY}, {"private_key": "", "client_email": "a"}],
)
def test_a_key_that_cannot_be_one_is_said_without_showing_it(pasted):
    with pytest.raises(NoAccess) as error:
        google_key({"google": pasted}, {})
    assert error.value.reason == "key_broken"
    assert BODY[:20] not in repr(error.value) + error.value.message()


def test_a_missing_key_is_said():
    with pytest.raises(NoAccess) as error:
        google_key({}, {})
    assert error.value.reason == "key_missing"
    with pytest.raises(NoAccess) as error:
        google_key({}, {"GOOGLE_APPLICATION_CREDENTIALS": "/nirgends/kunci.json"})
    assert error.value.reason == "key_missing_file"


PASTED = "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\n-----END PRIVATE KEY-----"
BARE = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"


@pytest.mark.parametrize("text", [f'google:{{"private_key": "{PASTED}"}}', f"google:{PASTED}", f"google:{BARE}", BARE])
def test_a_key_pasted_where_the_sheet_belongs_is_not_said_back(text):
    with pytest.raises(SheetError) as refused:
        open_forum(text, secrets={}).read()
    for told in (refused.value.message("id"), refused.value.message("en"), repr(refused.value)):
        assert "MIIEvQ" not in told
