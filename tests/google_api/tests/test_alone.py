"""The server as a process of its own, steered through its control endpoint."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

ROOT = Path(__file__).parents[3]
Json = Any


class Alone:
    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers["Authorization"] = "Bearer anything"

    def control(self, name: str, /, **body: Json) -> Json:
        answer = self.session.post(f"{self.url}/__control__/{name}", json=body, timeout=5)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def read(self, book: str, cells: str) -> requests.Response:
        return self.session.get(f"{self.url}/v4/spreadsheets/{book}/values/{cells}", timeout=5)

    def write(self, book: str, cells: str, text: str) -> requests.Response:
        path = f"{self.url}/v4/spreadsheets/{book}/values/{cells}"
        return self.session.put(path, json={"values": [[text]]}, params={"valueInputOption": "RAW"}, timeout=5)


@pytest.fixture(scope="module")
def alone() -> Iterator[Alone]:
    command = [sys.executable, "-m", "tests.google_api", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        server = Alone(process.stdout.readline().split()[-1])
        try:
            yield server
        finally:
            server.session.close()
            process.terminate()


@pytest.fixture
def book(alone: Alone) -> Iterator[str]:
    tabs = {"Data": [["ID", "Nilai"], ["A", {"typed": "75%"}], ["B", {"formula": "=1+1"}]]}
    made: str = alone.control("spreadsheets", title="Forum", tabs=tabs)["id"]
    yield made
    alone.control("reset")


def test_a_spreadsheet_is_made_from_rows(alone: Alone, book: str) -> None:
    assert alone.read(book, "Data").json()["values"] == [["ID", "Nilai"], ["A", "75%"], ["B", "2"]]


def test_faults_are_planned(alone: Alone, book: str) -> None:
    alone.control("faults", how="error", code=503, times=1, kind="read")
    assert [alone.read(book, "A1").status_code for _ in range(2)] == [503, 200]
    alone.control("faults", how="drop_after", kind="write")
    with pytest.raises(requests.exceptions.ConnectionError):
        alone.write(book, "Data!B2", "x")
    assert alone.read(book, "Data!B2").json()["values"] == [["x"]]


def test_lasting_states_are_set_and_reset(alone: Alone, book: str) -> None:
    alone.control("state", sheets_disabled=True)
    assert alone.read(book, "A1").status_code == 403
    alone.control("reset")
    assert alone.read(book, "A1").status_code == 200


def test_a_quota_is_switched_on_and_the_clock_advanced(alone: Alone, book: str) -> None:
    alone.control("quota", reads=2, writes=None)
    assert [alone.read(book, "A1").status_code for _ in range(3)] == [200, 200, 429]
    alone.control("clock", advance=60)
    assert alone.read(book, "A1").status_code == 200
    alone.control("quota", reads=None, writes=None)


def test_a_person_acts_now_or_at_a_later_call(alone: Alone, book: str) -> None:
    alone.control("human", spreadsheet=book, do="edit", args=["Data", "B3", "5"])
    alone.control("human", spreadsheet=book, do="insert_rows", args=["Data", 2], before=1, kind="write")
    alone.write(book, "Data!A2", "new")
    assert alone.read(book, "Data!A1:B4").json()["values"] == [["ID", "Nilai"], ["new"], ["A", "75%"], ["B", "5"]]
    assert alone.control("human", spreadsheet=book, do="tabs") == {"result": ["Data"]}


def test_calls_are_listed(alone: Alone, book: str) -> None:
    alone.control("reset")
    alone.read(book, "A1")
    calls = alone.session.get(f"{alone.url}/__control__/calls", timeout=5).json()
    assert calls == [["GET", f"/v4/spreadsheets/{book}/values/A1", "read"]]


def test_access_is_given_and_taken(alone: Alone, book: str) -> None:
    closed = alone.control("spreadsheets", title="Rahasia", shared_with=[])["id"]
    assert alone.read(closed, "A1").status_code == 403
    alone.control("share", spreadsheet=closed)
    assert alone.read(closed, "A1").status_code == 200
    alone.control("forget", spreadsheet=closed)
    assert alone.read(closed, "A1").status_code == 404


def test_a_service_account_is_handed_out(alone: Alone) -> None:
    info = alone.control("service_account", name="forum")
    assert info["token_uri"] == f"{alone.url}/token"
    assert "PRIVATE KEY" in info["private_key"]


def test_an_unknown_control_is_refused(alone: Alone) -> None:
    answer = alone.session.post(f"{alone.url}/__control__/nope", json={}, timeout=5)
    assert answer.status_code == 404
    assert "no control 'nope'" in answer.json()["error"]
