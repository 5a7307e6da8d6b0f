"""Real spreadsheets of other people, brought into an empty forum as they are; only where the files are present."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheets.changes import plain
from tests.sheets.importing.conftest import imported, seen

FOLDER = Path(__file__).parents[3].parent / "shared" / "real-data"
MANIFEST = FOLDER / "manifest.json"
FILES = json.loads(MANIFEST.read_text("utf-8"))["files"] if MANIFEST.exists() else []
ODD = {"form-layout-label-value-pairs", "wide-years", "wide-indicators", "transposed-records-in-columns", "no-header"}
PLAIN = [f for f in FILES if not ODD & set(f["mess"])]
pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not here")


@pytest.mark.parametrize("file", PLAIN, ids=lambda f: f["file"])
def test_a_plain_table_comes_in_without_any_help_and_exactly_as_it_was_shown(file, empty):
    path = FOLDER / file["file"]
    shown = seen(empty, path)
    done = imported(empty, path)
    assert not done.refused
    assert done.added == len(shown.additions) > 0
    snapshot = empty.read()
    written = {table: frame for table, frame in snapshot.tables.items() if len(frame)}
    assert {table: len(frame) for table, frame in written.items()} == _counts(shown)
    for row in shown.additions:
        assert row.title in _titles(snapshot, row.table)


@pytest.mark.parametrize("file", PLAIN, ids=lambda f: f["file"])
def test_every_record_that_a_person_counts_is_there_or_named(file, empty):
    shown = seen(empty, FOLDER / file["file"])
    tab = file["expected"]["sheet"] or Path(file["file"]).stem
    rows = {row.row for row in shown.additions if row.tab == tab}
    rows |= {left.row for left in shown.left_rows if left.tab == tab}
    assert len(rows) >= file["expected"]["record_count"] - 1


@pytest.mark.parametrize("file", PLAIN, ids=lambda f: f["file"])
def test_bringing_it_in_again_changes_nothing(file, empty):
    path = FOLDER / file["file"]
    imported(empty, path)
    again = seen(empty, path)
    assert (again.additions, again.differing, again.asked) == ([], [], [])
    assert again.known
    done = imported(empty, path)
    assert (done.added, done.changed) == (0, 0)


@pytest.mark.parametrize("file", [f for f in FILES if ODD & set(f["mess"])], ids=lambda f: f["file"])
def test_other_shapes_come_in_once_or_say_why_not(file, empty):
    path = FOLDER / file["file"]
    shown = seen(empty, path)
    done = imported(empty, path)
    assert done.added == len(shown.additions)
    again = seen(empty, path)
    assert (again.additions, again.differing, again.asked) == ([], [], [])


def _counts(shown):
    counts: dict[str, int] = {}
    for row in shown.additions:
        counts[row.table] = counts.get(row.table, 0) + 1
    return counts


def _titles(snapshot, table):
    """The names in a table; measurements are told by their indicator and day."""
    declared = snapshot.schema.table(table)
    frame = snapshot.tables[table]
    if declared.column(declared.title).kind != "reference":
        return set(map(plain, frame[declared.title]))
    day = next(c.key for c in declared.columns if c.required and c.kind == "date")
    return {f"{name} · {plain(at)}" for name, at in zip(frame[declared.title], frame[day], strict=True)}
