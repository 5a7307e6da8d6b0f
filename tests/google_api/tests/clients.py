"""The real gspread, pointed at the server for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gspread
import requests
from google.oauth2.service_account import Credentials

from tests.google_api import Api

Json = Any
HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")


class QuietCredentials(Credentials):
    """Service-account credentials that do not look up regions in the background."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


@contextmanager
def gspread_client(api: Api, info: dict[str, str] | None = None) -> Iterator[gspread.Client]:
    """A gspread client that signs in and talks to the server; its connections are closed at the end."""

    class Local(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *arguments: Any, **options: Any) -> requests.Response:
            for host in HOSTS:
                endpoint = endpoint.replace(host, api.url)
            return super().request(method, endpoint, *arguments, **options)

    credentials = QuietCredentials.from_service_account_info(info or api.service_account(), scopes=SCOPES)
    client = gspread.Client(auth=credentials, http_client=Local)
    client.set_timeout((5, 10))
    try:
        yield client
    finally:
        client.http_client.session.close()


class Caller:
    """Bare HTTP calls with one bearer token, for what gspread does not say."""

    def __init__(self, api: Api, token: str = "plain") -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.url = api.url

    def get(self, path: str, **query: Any) -> requests.Response:
        return self.session.get(self.url + path, params=query, timeout=10)

    def post(self, path: str, body: Json = None, **query: Any) -> requests.Response:
        return self.session.post(self.url + path, json=body, params=query, timeout=10)

    def put(self, path: str, body: Json = None, **query: Any) -> requests.Response:
        return self.session.put(self.url + path, json=body, params=query, timeout=10)

    def delete(self, path: str) -> requests.Response:
        return self.session.delete(self.url + path, timeout=10)

    def batch(self, spreadsheet: str, *requests_: Json, **options: Any) -> requests.Response:
        """spreadsheets.batchUpdate; `fields` goes to the query, all else into the body."""
        query = {"fields": options.pop("fields")} if "fields" in options else {}
        return self.post(f"/v4/spreadsheets/{spreadsheet}:batchUpdate", {"requests": requests_, **options}, **query)

    def values(self, spreadsheet: str, cells: str, **query: Any) -> Any:
        """The "values" of a range, [] where it has none."""
        return self.get(f"/v4/spreadsheets/{spreadsheet}/values/{cells}", **query).json().get("values", [])

    def write(self, spreadsheet: str, cells: str, rows: Json, option: str = "USER_ENTERED") -> requests.Response:
        path = f"/v4/spreadsheets/{spreadsheet}/values/{cells}"
        return self.put(path, {"values": rows}, valueInputOption=option)

    def append(self, spreadsheet: str, cells: str, rows: Json, **query: Any) -> Any:
        path = f"/v4/spreadsheets/{spreadsheet}/values/{cells}:append"
        return self.post(path, {"values": rows}, **{"valueInputOption": "RAW", **query}).json()
