"""Google for tests: an HTTP server with the Sheets v4, Drive v3 and token endpoints that the app and gspread use."""

from tests.google_api.cells import Cell, Formula, Typed
from tests.google_api.server import Api, running

__all__ = ["Api", "Cell", "Formula", "Typed", "running"]
