"""What goes wrong between the app and Google: each fault is one error that says what to do; nothing stands twice."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from sheets import store
from sheets.errors import NoAccess, NotASpreadsheet, NotFound, Offline, SheetError, TooBusy
from tests.sheets.backends.places import TABS, TODAY, new_google


@pytest.fixture
def forum(google):
    forum = google.open()
    forum.read()
    google.api.calls.clear()
    return forum


def count(api, kind):
    return sum(call[2] == kind for call in api.calls)


def progress(google):
    return {row[0]: row[5] for row in google.rows("Tugas")[2:]}


NEW = {"indicator": "I-01", "date": TODAY, "value": 5}


# Lost answers


def test_an_edit_whose_answer_was_lost_is_found_in_the_history_and_not_repeated(google, forum):
    google.api.faults.drop_after(kind="write")
    forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40})
    assert count(google.api, "write") == 1
    assert google.rows("Tugas")[2][5] == 55
    assert len(google.rows("Riwayat")) == 2


def test_a_new_row_whose_answer_was_lost_is_written_once(google, forum):
    google.api.faults.drop_after(kind="write")
    assert forum.append("measurements", NEW) == "UK-002"
    assert len(google.rows("Pengukuran")) == 3
    assert forum.latest().tables["measurements"].at["UK-002", "value"] == 5


def test_a_write_that_never_arrived_is_sent_again(google, forum):
    google.api.faults.drop_before(kind="write")
    assert forum.append("measurements", NEW) == "UK-002"
    assert len(google.rows("Pengukuran")) == 3


@pytest.mark.parametrize("code", [500, 503])
def test_a_server_fault_while_writing_is_looked_into_before_it_is_sent_again(google, forum, code):
    google.api.faults.fail(code, kind="write")
    forum.append("measurements", NEW)
    assert len(google.rows("Pengukuran")) == 3
    assert len(google.rows("Riwayat")) == 2


def test_a_lost_answer_with_rows_moved_meanwhile_is_repaired_all_the_same(google, forum):
    google.api.before(1, lambda: google.insert_rows("Tugas", 2), kind="write")
    google.api.faults.drop_after(kind="write")
    forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40})
    assert progress(google) == {
        "TG-001": 100,
        "TG-002": 55,
        "TG-003": 0,
        "TG-004": 0,
    }


def test_when_nobody_can_tell_it_is_said_and_asking_again_does_not_write_twice(google, forum):
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=50, kind="read", after=1)
    with pytest.raises(Offline) as error:
        forum.append("measurements", NEW, by="Sari")
    assert error.value.reason == "outcome_unknown"
    google.api.faults.clear()
    assert forum.append("measurements", NEW, by="Sari") == "UK-002"
    assert len(google.rows("Pengukuran")) == 3


def test_the_same_row_twice_on_purpose_is_two_rows(google, forum):
    assert [forum.append("measurements", NEW) for _ in range(2)] == ["UK-002", "UK-003"]


def test_a_repair_that_could_not_be_sent_is_made_before_the_next_save(google, forum):
    google.api.before(1, lambda: google.insert_rows("Tugas", 2), kind="write")
    google.api.faults.plan("error", code=503, times=60, after=2)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40})
    google.api.faults.clear()
    forum.update("tasks", "TG-004", {"progress": 7})
    assert progress(google) == {
        "TG-001": 100,
        "TG-002": 40,
        "TG-003": 0,
        "TG-004": 7,
    }


def test_what_an_unheard_save_overwrote_is_put_back_before_the_next_one(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=50, kind="read", after=1)
    with pytest.raises(Offline) as error:
        forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40}, by="Sari")
    assert error.value.reason == "outcome_unknown"
    google.api.faults.clear()
    forum.update("tasks", "TG-004", {"progress": 7})
    assert progress(google) == {"TG-002": 70, "TG-003": 0, "TG-004": 7}


def test_asking_again_after_an_unheard_save_shows_what_it_overwrote(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=50, kind="read", after=1)
    for reason in ("outcome_unknown", "conflict"):
        with pytest.raises(SheetError) as error:
            forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40}, by="Sari")
        assert error.value.reason == reason
        google.api.faults.clear()
    assert progress(google)["TG-002"] == 70


# Retries


@pytest.mark.parametrize("code", [408, 429, 500, 503])
def test_a_read_is_tried_again(google, forum, code):
    google.api.faults.fail(code, times=3, kind="read")
    forum.read()
    assert count(google.api, "read") == 4


def test_a_read_is_tried_four_times_and_no_more(google, forum):
    google.api.faults.fail(429, times=50)
    with pytest.raises(TooBusy) as error:
        forum.read()
    assert error.value.reason == "quota"
    assert count(google.api, "read") == 4


def test_a_page_instead_of_an_answer_is_a_fault_like_any_other(google, forum):
    google.api.faults.html(503, times=2)
    forum.read()
    google.api.faults.html(429, times=50)
    with pytest.raises(TooBusy):
        forum.read()


def test_a_spent_quota_lets_a_write_wait_since_nothing_was_written(google, forum):
    google.api.faults.fail(429, times=2, kind="write")
    forum.append("measurements", NEW)
    assert len(google.rows("Pengukuran")) == 3
    assert count(google.api, "write") == 3


def test_a_broken_connection_is_tried_again(google, forum):
    google.api.faults.drop_before(times=2, kind="read")
    assert "TG-002" in forum.read().tables["tasks"].index


def test_an_expired_token_is_fetched_again(google, forum):
    google.api.expire_tokens()
    assert "TG-002" in forum.read().tables["tasks"].index


def test_nobody_at_the_address_is_offline(google, forum, monkeypatch):
    monkeypatch.setenv("LUMBUNG_GOOGLE_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(Offline):
        google.open().read()


# What to do about it


def fails(api, spreadsheet, secrets=None):
    with pytest.raises(SheetError) as error:
        store.open_forum(f"google:{spreadsheet}", secrets=secrets or {"google": api.service_account()}).read()
    return error.value


def test_a_sheet_that_is_not_shared_names_whom_to_share_it_with(api):
    key = api.service_account("penjaga")
    error = fails(api, api.new_spreadsheet("Rahasia", TABS, shared_with=()), {"google": key})
    assert (type(error), error.reason) == (NoAccess, "not_shared")
    assert key["client_email"] in error.message()


def test_a_sheet_shared_for_reading_only_can_be_read_and_says_so_when_written(api):
    key = api.service_account()
    spreadsheet = api.new_spreadsheet("Baca", TABS, shared_with={key["client_email"]: "reader"})
    forum = store.open_forum(f"google:{spreadsheet}", secrets={"google": key})
    forum.read()
    with pytest.raises(NoAccess) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    assert error.value.reason == "shared_read_only"


def test_a_wrong_id_is_not_found(api):
    error = fails(api, "1" + "x" * 43)
    assert (type(error), error.reason) == (NotFound, "wrong_id")


def test_a_switched_off_api_is_said(api):
    api.faults.sheets_disabled = True
    error = fails(api, api.new_spreadsheet("F", TABS))
    assert (type(error), error.reason) == (NoAccess, "api_off")


def test_a_key_that_google_does_not_take_is_said(api):
    api.faults.invalid_grants = 50
    error = fails(api, api.new_spreadsheet("F", TABS))
    assert (type(error), error.reason) == (NoAccess, "key_refused")


def test_a_key_that_is_no_key_is_said_without_showing_it(api, caplog):
    caplog.set_level(logging.DEBUG)
    key = {**api.service_account(), "private_key": "-----BEGIN PRIVATE KEY-----\nRAHASIA\n-----END PRIVATE KEY-----\n"}
    error = fails(api, api.new_spreadsheet("F", TABS), {"google": key})
    assert (type(error), error.reason) == (NoAccess, "key_broken")
    assert "RAHASIA" not in repr(error) + error.message() + caplog.text + repr(error.__cause__) + repr(
        error.__context__
    )


def test_a_missing_key_is_said(api, monkeypatch):
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    error = fails(api, api.new_spreadsheet("F", TABS), {"andere": 1})
    assert (type(error), error.reason) == (NoAccess, "key_missing")


def test_no_message_is_without_words_in_either_language(api):
    cases: list[tuple[type[SheetError], str, dict[str, object]]] = [
        (NoAccess, "not_shared", {"email": "a@b"}),
        (NoAccess, "shared_read_only", {"email": "a@b"}),
        (NoAccess, "protected", {"email": "a@b"}),
        (NoAccess, "api_off", {}),
        (NoAccess, "key_broken", {"where": "secrets", "missing": "private_key"}),
        (NoAccess, "key_refused", {}),
        (NoAccess, "clock_wrong", {}),
        (NoAccess, "key_missing", {}),
        (NoAccess, "key_missing_file", {"name": "kunci.json"}),
        (NotFound, "wrong_id", {"id": "1x"}),
        (NotFound, "tab_missing", {"tab": "Tugas"}),
        (NotFound, "row_missing", {"id": "TG-1"}),
        (NotFound, "row_moved", {"id": "TG-1"}),
        (NotFound, "duplicate_id", {"id": "TG-1"}),
        (NotASpreadsheet, "not_sheet", {}),
        (TooBusy, "quota", {}),
        (TooBusy, "file_busy", {"name": "f.xlsx"}),
        (TooBusy, "open_elsewhere", {"name": "f.xlsx", "program": "Excel", "who": "Sari", "lock": "~$f.xlsx"}),
        (Offline, "offline", {}),
        (Offline, "timeout", {}),
        (Offline, "service_down", {"status": 503}),
        (Offline, "outcome_unknown", {}),
        (SheetError, "unexpected_answer", {"status": 400}),
    ]
    for kind, reason, details in cases:
        for language in ("id", "en"):
            assert "…" not in kind(reason, **details).message(language)


# The line


def test_google_is_not_asked_about_regions_when_it_lives_elsewhere(google, monkeypatch):
    import requests

    hosts = set()
    send = requests.Session.send

    def seen(self, request, **kwargs):
        hosts.add(request.url.split("/")[2])
        return send(self, request, **kwargs)

    monkeypatch.setattr(requests.Session, "send", seen)
    forum = google.open()
    forum.read()
    forum.update("tasks", "TG-002", {"progress": 1})
    assert hosts == {google.api.url.split("/")[2]}


def test_every_call_has_a_timeout(google, monkeypatch):
    import requests

    timeouts: list[Any] = []
    send = requests.Session.send

    def seen(self, request, **kwargs):
        timeouts.append(kwargs.get("timeout"))
        return send(self, request, **kwargs)

    monkeypatch.setattr(requests.Session, "send", seen)
    google.open().read()
    assert len(timeouts) == 2
    assert all(limit.total <= 10 and limit.connect_timeout <= 5 for limit in timeouts)


def test_quotas_hold_for_a_busy_hour(api):
    google = new_google(api, TABS)
    api.quota.reads = api.quota.writes = 60
    try:
        forum = google.open()
        forum.read()
        for number in range(25):
            forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": number})
            forum.latest()
    finally:
        api.quota.reads = api.quota.writes = None
    assert len(google.rows("Pengukuran")) == 27
