"""Real spreadsheets of other people, read beside what a careful person reads; only where the files are present."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheets.backends.files import read_file
from sheets.schema import load_schema
from sheets.snapshot import take
from sheets.telling import as_json

FOLDER = Path(__file__).parents[2].parent / "shared" / "real-data"
MANIFEST = FOLDER / "manifest.json"
FILES = json.loads(MANIFEST.read_text("utf-8"))["files"] if MANIFEST.exists() else []
ODD = {"form-layout-label-value-pairs", "wide-years", "wide-indicators", "transposed-records-in-columns", "no-header"}
pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not here")


def read(name):
    return as_json(take(read_file(FOLDER / name), load_schema()))


@pytest.mark.parametrize("file", [f for f in FILES if not ODD & set(f["mess"])], ids=lambda f: f["file"])
def test_a_plain_table_has_the_right_header_and_as_many_records_as_a_person_counts(file):
    expected, told = file["expected"], read(file["file"])
    tables = [t for t in told["tables"] if expected["sheet"] in (None, t["tab"])]
    first = max(tables, key=lambda t: len(t["records"]))
    assert max(first["header_rows"]) == expected["header_row"]
    assert abs(len(first["records"]) - expected["record_count"]) <= 1


@pytest.mark.parametrize("file", [f for f in FILES if ODD & set(f["mess"])], ids=lambda f: f["file"])
def test_other_shapes_are_read_with_a_word_or_named(file):
    told = read(file["file"])
    assert told["problems"] or told["not_recognised"]
    assert all(each["why"] for each in told["not_recognised"])
    assert all(problem["message"] for problem in told["problems"])
