"""Workbooks that are unlike others: written all the same, or left alone with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.worksheet.formula import ArrayFormula

from sheets.backends import workbook as module
from sheets.backends.swap import backups
from sheets.backends.workbook_proof import first_difference
from sheets.changes import Change, Patch
from sheets.errors import Encrypted, Invalid, NoAccess, Unsafe
from sheets.tickets import Ticket
from tests.sheets.backends.corpus import injected
from tests.sheets.backends.corpus.zipped import change, pack, parts
from tests.sheets.backends.places import DUE, FilePlace

TASKS = "xl/worksheets/sheet2.xml"


def save(place: FilePlace, **values: object) -> None:
    place.open().update("tasks", "TG-002", values or {"progress": 55})


def left_alone(place: FilePlace, reason: str = "cannot_write_back") -> None:
    before = place.path.read_bytes()
    with pytest.raises(Unsafe) as error:
        save(place)
    assert error.value.reason == reason
    assert place.path.read_bytes() == before
    assert not backups(place.path)


def test_a_file_without_looks_is_given_them_for_a_day(workbook):
    found = parts(workbook.path)
    del found["xl/styles.xml"]
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        found[name] = b"".join(tag for tag in found[name].replace(b"<", b"\0<").split(b"\0") if b"styles" not in tag)
    for name in [name for name in found if "worksheets/" in name]:
        found[name] = found[name].replace(b' s="1"', b"")
    pack(workbook.path, found)
    save(workbook, due=date(2026, 12, 24))
    assert workbook.open().read().tables["tasks"].at["TG-002", "due"].date() == date(2026, 12, 24)
    assert openpyxl.load_workbook(workbook.path)["Tugas"]["D3"].number_format == "dd/mm/yyyy"


def test_letters_of_another_kind_are_left_alone(workbook):
    found = parts(workbook.path)
    found[TASKS] = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + found[TASKS]
    pack(workbook.path, found)
    left_alone(workbook)


def test_rows_that_stand_in_no_order_are_left_alone(workbook):
    found = parts(workbook.path)
    change(found, TASKS, lambda xml: xml.replace("</sheetData>", '<row r="1"><c r="J1"><v>1</v></c></row></sheetData>'))
    pack(workbook.path, found)
    left_alone(workbook)


def test_a_part_that_would_be_changed_and_is_no_whole_part_is_left_alone(workbook):
    found = parts(workbook.path)
    change(found, "xl/workbook.xml", lambda xml: xml.replace("<workbookPr", '<workbookPr x="1" x="2"', 1))
    pack(workbook.path, found)
    left_alone(workbook)


def test_what_does_not_read_as_it_should_is_not_swapped_in(workbook, monkeypatch):
    monkeypatch.setattr(module, "first_difference", lambda *parts: "Tugas!3,6")
    left_alone(workbook)


def test_a_difference_in_any_cell_is_found(workbook):
    data, grids = workbook.path.read_bytes(), workbook.open().read() and workbook.open().backend.read().grids
    assert first_difference(data, grids, []) is None
    grids[1].rows[2][5] = 55
    assert first_difference(data, grids, []) == "Tugas!3,6"
    assert first_difference(data, grids, [Patch("Tugas", 2, 5, 55)]) == "Tugas!3,6"
    assert first_difference(b"PK", grids, []) is not None


def test_a_cell_that_an_array_fills_is_not_written_over(workbook):
    with workbook.hand("Tugas") as page:
        page["F2"] = ArrayFormula("F2:F4", "=ROW(A2:A4)")
        page["F3"] = 40
    with pytest.raises(Invalid) as error:
        save(workbook)
    assert error.value.reason == "formula_cell"


def test_the_history_goes_on_in_a_tab_of_the_same_name_in_other_letters(workbook):
    save(workbook)
    found = parts(workbook.path)
    change(found, "xl/workbook.xml", lambda xml: xml.replace('"Riwayat"', '"RIWAYAT"'))
    pack(workbook.path, found)
    save(workbook, progress=60)
    tabs = openpyxl.load_workbook(workbook.path).sheetnames
    assert [tab for tab in tabs if tab.casefold() == "riwayat"] == ["RIWAYAT"]
    assert len(workbook.rows("RIWAYAT")) == 3


@pytest.mark.parametrize("name", ["Riwayat", "riwayat"])
def test_a_tab_of_the_forum_that_is_called_like_the_history_is_left_alone(workbook, name):
    disasters: list[list[object]] = [["Tahun", "Kejadian"], [2019, "Banjir"], ["Jumlah", 1]]
    own_tab(workbook, name, disasters)
    save(workbook)
    save(workbook, progress=60)
    assert workbook.rows(name) == disasters
    lines = workbook.open().history()
    assert [(line["id"], line["new"]) for line in lines] == [("TG-002", "60%"), ("TG-002", "55%")]
    assert len(workbook.rows("Log Perubahan")) == 3


def test_an_empty_history_tab_gets_its_headers_first(workbook):
    own_tab(workbook, "Riwayat", [])
    save(workbook)
    assert workbook.rows("Riwayat")[0][:3] == ["Waktu", "Pelaku", "Tab"]
    assert [line["id"] for line in workbook.open().history()] == ["TG-002"]


def own_tab(place: FilePlace, title: str, rows: Sequence[Sequence[object]]) -> None:
    book = openpyxl.load_workbook(place.path)
    page = book.create_sheet(title)
    for row in rows:
        page.append(row)
    book.save(place.path)


def test_text_beyond_what_a_cell_holds_is_refused_also_in_wide_letters(workbook):
    with pytest.raises(Invalid) as error:
        save(workbook, title="\N{GRINNING FACE}" * 20_000)
    assert error.value.reason == "too_long"


def test_a_text_that_is_too_long_keeps_nobody_else_from_saving(workbook):
    forum = workbook.open()
    title = "t" * 32_768
    mine, theirs = (Ticket((change,), None, None) for change in (
        Change("tasks", "TG-002", {"title": title}), Change("tasks", "TG-003", {"progress": 5}),
    ))  # fmt: skip
    forum._saving._waiting.extend([mine, theirs])
    forum._saving._write_waiting()
    assert isinstance(mine.error, Invalid)
    assert mine.error.details["fields"] == {"title": "too_long"}
    assert (theirs.error, theirs.ids, workbook.rows("Tugas")[3][5]) == (None, ["TG-003"], 5)
    new = {"title": title, "lead": "PKK", "due": DUE, "status": "done"}
    with pytest.raises(Invalid, match="too long"):
        forum.append("tasks", new)


def test_a_row_may_hold_more_than_a_line_of_the_history_can(workbook):
    workbook.edit("Tugas", "H1", "Catatan")
    long = {"title": "t" * 32_767, "notes": "n" * 20_000}
    row = workbook.open().append("tasks", {"lead": "PKK", "due": DUE, "status": "done", **long})
    assert dict(workbook.open().read().tables["tasks"].loc[row, ["title", "notes"]]) == long
    (told,) = [line[6] for line in workbook.rows("Riwayat")[1:]]
    assert (len(told), told[-1]) == (32_767, "…")


@pytest.mark.parametrize(
    "text", ["_x0041_", "a\tb", "a\x07b", "<b>&amp;</b>", "]]>", "\N{GRINNING FACE}", "baris\ndua"]
)
def test_any_text_reads_back_as_it_was_typed(workbook, text):
    save(workbook, title=text)
    assert workbook.open().read().tables["tasks"].at["TG-002", "title"] == text


def test_a_number_in_a_cell_that_shows_days_is_shown_as_a_number(workbook):
    with workbook.hand("Tugas") as page:
        page["F3"].number_format = "dd/mm/yyyy"
        page["F3"] = None
    save(workbook, progress=55)
    assert workbook.open().read().tables["tasks"].at["TG-002", "progress"] == 55


def test_a_file_with_a_password_says_so(workbook):
    forum = workbook.open()
    forum.read()
    workbook.path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(Encrypted):
        forum.append("tasks", {"title": "Baru", "lead": "M-01", "due": DUE, "status": "not_started"})


# Protected tabs


def protected(place: FilePlace, tab: str, *unlocked: str, **allowed: bool) -> None:
    with place.hand(tab) as page:
        page.protection.sheet = True
        for name, value in allowed.items():
            setattr(page.protection, name, value)
        for cell in (cell for area in unlocked for row in page[area] for cell in row):
            cell.protection = Protection(locked=False)


def test_a_locked_cell_of_a_protected_tab_is_left_alone_and_an_unlocked_one_is_not(workbook):
    protected(workbook, "Tugas", "F2:F9")
    with pytest.raises(Invalid) as error:
        save(workbook, title="Baru")
    assert error.value.details["fields"] == {"title": "locked_cell"}
    for language in ("id", "en"):
        assert all(told in error.value.message(language) for told in ("Tugas", "TG-002"))
        assert "…" not in error.value.message(language)
    save(workbook, progress=55)
    assert workbook.rows("Tugas")[2][5] == 55


def test_a_protected_tab_takes_rows_only_where_people_could_type_them(workbook):
    new = {"title": "Baru", "lead": "PKK", "due": DUE, "status": "done"}
    protected(workbook, "Tugas", "B2:G9")  # not the column of the ids
    before = workbook.path.read_bytes()
    with pytest.raises(NoAccess, match="“Tugas” is protected"):
        workbook.open().append("tasks", new)
    assert workbook.path.read_bytes() == before
    protected(workbook, "Tugas", "A2:G9")
    assert workbook.open().append("tasks", new) == "TG-005"


@pytest.mark.parametrize("allowed", [False, True])
def test_a_row_is_pushed_into_a_protected_tab_only_where_people_may_insert_rows(workbook, allowed):
    with workbook.hand("Pengukuran") as page:
        page["B3"], page["D3"] = "Jumlah", 12
    protected(workbook, "Pengukuran", "A2:D2", insertRows=not allowed)
    forum, new = workbook.open(), {"indicator": "I-01", "date": DUE, "value": 5}
    if allowed:
        assert forum.append("measurements", new) == "UK-002"
    else:
        with pytest.raises(NoAccess, match="protected"):
            forum.append("measurements", new)


def test_the_history_is_written_also_where_it_is_protected(workbook):
    save(workbook)
    protected(workbook, "Riwayat")
    save(workbook, progress=60)
    assert len(workbook.rows("Riwayat")) == 3


# Lines


def test_a_text_of_several_lines_is_shown_line_by_line_and_keeps_its_look(workbook):
    with workbook.hand("Tugas") as page:
        page["B3"].alignment = Alignment(vertical="top", horizontal="center")
        page["B3"].font = Font(bold=True)
        page["B3"].protection = Protection(locked=False)
    save(workbook, title="satu\ndua")
    page = openpyxl.load_workbook(workbook.path)["Tugas"]
    look = page["B3"].alignment
    assert (page["B3"].value, page["B3"].font.bold, page["B3"].protection.locked) == ("satu\ndua", True, False)
    assert (look.wrap_text, look.vertical, look.horizontal) == (True, "top", "center")
    assert page["B4"].alignment.wrap_text is None
    assert openpyxl.load_workbook(workbook.path)["Riwayat"]["G2"].alignment.wrap_text is None


# The ways of other writers


def test_tabs_that_each_declare_how_they_are_linked(workbook):
    found = parts(workbook.path)
    declared = re.search(rb' xmlns:r="[^"]+"', found["xl/workbook.xml"])
    assert declared
    bare = found["xl/workbook.xml"].replace(declared[0], b"")
    found["xl/workbook.xml"] = bare.replace(b"<sheet ", b"<sheet" + declared[0] + b" ")
    pack(workbook.path, found)
    save(workbook)
    assert openpyxl.load_workbook(workbook.path).sheetnames[-1] == "Riwayat"
    assert workbook.rows("Tugas")[2][5] == 55


def test_links_that_write_the_letters_of_a_part_otherwise(workbook):
    found = parts(workbook.path)
    links = "xl/_rels/workbook.xml.rels"
    change(found, links, lambda xml: xml.replace("worksheets/sheet", "Worksheets/Sheet"))
    pack(workbook.path, found)
    save(workbook)
    row = workbook.open().append("tasks", {"title": "Baru", "lead": "PKK", "due": DUE, "status": "done"})
    tasks = workbook.open().read().tables["tasks"]
    assert (tasks.at["TG-002", "progress"], tasks.at[row, "title"]) == (55, "Baru")
    with pytest.raises(Unsafe):  # what adds tabs does not see those that are there
        workbook.open().make_tabs(["agenda"])
    assert workbook.open().read().tables["tasks"].equals(tasks)


@pytest.mark.parametrize(
    ("what", "part", "text"),
    [
        ("protected_ranges", TASKS, '<protectedRanges><protectedRange name="a" sqref="A1:B2"/></protectedRanges>'),
        ("views", TASKS, '<customSheetViews><customSheetView guid="{1}"/></customSheetViews>'),
        ("labels", "docMetadata/LabelInfo.xml", ""),
    ],
)
def test_no_tab_is_added_where_it_would_cost_something_and_it_is_said_what_to_do(workbook, what, part, text):
    found = parts(workbook.path)
    found[part] = found.get(part, b"<x/>").replace(b"</sheetData>", b"</sheetData>" + text.encode())
    pack(workbook.path, found)
    with pytest.raises(Unsafe) as error:
        workbook.open().make_tabs(["agenda"])
    assert error.value.details["found"] == [what]
    assert "Make the tab yourself" in error.value.message("en")
    save(workbook)
    assert workbook.rows("Tugas")[2][5] == 55


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl tells of what it does not know
def test_no_tab_is_added_to_a_strict_workbook_whose_own_tabs_would_be_lost(tmp_path):
    place = FilePlace(injected.strict(tmp_path / "forum.xlsx"))
    before = place.path.read_bytes()
    with pytest.raises(Unsafe, match="cannot be written back whole"):
        place.open().make_tabs(["agenda"])
    assert place.path.read_bytes() == before
