"""Google for tests: an HTTP server with the Sheets v4, Drive v3 and token endpoints that the app and gspread use.

    with running() as api:
        book = api.new_spreadsheet("Forum", {"Tugas": [["ID", "Judul"], ["TG-1", "Rapat"]]})
        info = api.service_account()                       # its token_uri is this server
        ...                                                # talk to api.url
        api.faults.drop_after(kind="write")                # applied, but the answer is lost
        api.before(1, lambda: api.human(book).sort("Tugas", "A"), kind="write")
        assert api.human(book).sees("Tugas", "B2") == "Rapat"

`python -m tests.google_api --help` tells how to run it alone and how to steer it over HTTP.
"""

from tests.google_api.cells import Cell, Formula, Typed
from tests.google_api.server import Api, running

__all__ = ["Api", "Cell", "Formula", "Typed", "running"]
