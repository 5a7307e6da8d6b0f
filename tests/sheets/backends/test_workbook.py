"""The local workbook: swapped in whole, backed up, and never written where something of it would not hold."""

from __future__ import annotations

import os
import shutil
import stat
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from sheets.backends import swap
from sheets.backends.swap import backups
from sheets.changes import Change
from sheets.errors import Invalid, NoAccess, NotFound, Unsafe
from tests.sheets.backends.places import DUE, TABS, TODAY, FilePlace, new_workbook


@pytest.fixture
def forum(workbook):
    forum = workbook.open()
    forum.read()
    return forum


def save(forum):
    forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40})


# What a workbook holds besides values


def test_looks_notes_rules_dropdowns_and_widths_stay(workbook):
    with workbook.hand("Tugas") as page:
        page["F3"].fill = PatternFill("solid", fgColor="FFFF00")
        page["F3"].number_format = '0" %"'
        page["B3"].font = Font(bold=True)
        page["B3"].comment = Comment("tanya Bu Sari", "Sari")
        page.column_dimensions["B"].width = 44
        page.freeze_panes = "C2"
        page.conditional_formatting.add(
            "F2:F9", CellIsRule(operator="lessThan", formula=["10"], font=Font(color="FF0000"))
        )
        choice = DataValidation(type="list", formula1='"sudah,proses,belum"')
        page.add_data_validation(choice)
        choice.add("E2:E50")
        page.merge_cells("B8:C8")
    save(workbook.open())
    page = openpyxl.load_workbook(workbook.path)["Tugas"]
    assert page["F3"].value == 55
    assert (page["F3"].fill.fgColor.rgb, page["F3"].number_format) == ("00FFFF00", '0" %"')
    assert page["B3"].font.bold
    assert page["B3"].comment.text == "tanya Bu Sari"
    assert page.column_dimensions["B"].width == 44
    assert page.freeze_panes == "C2"
    assert len(page.conditional_formatting) == 1
    assert [str(each.sqref) for each in page.data_validations.dataValidation] == ["E2:E50"]
    assert [str(area) for area in page.merged_cells.ranges] == ["B8:C8"]


def test_formulas_and_their_results_stay(workbook):
    with_results(
        workbook, "Ringkasan", {"A1": ("COUNTA(Tugas!A2:A9)", "4"), "A2": ('"a"&"b"', "ab"), "A3": ("1=1", True)}
    )
    before = openpyxl.load_workbook(workbook.path, data_only=True)["Ringkasan"]
    shown = [before[cell].value for cell in ("A1", "A2", "A3")]
    save(workbook.open())
    formulas = openpyxl.load_workbook(workbook.path)["Ringkasan"]
    assert formulas["A1"].value == "=COUNTA(Tugas!A2:A9)"
    after = openpyxl.load_workbook(workbook.path, data_only=True)["Ringkasan"]
    assert [after[cell].value for cell in ("A1", "A2", "A3")] == shown


def with_results(workbook, tab, cells):
    """Formulas with the results that Excel would have stored beside them."""
    book = openpyxl.load_workbook(workbook.path)
    page = book[tab] if tab in book.sheetnames else book.create_sheet(tab)
    for cell, (formula, _) in cells.items():
        page[cell] = f"={formula}"
    book.save(workbook.path)
    part = f"xl/worksheets/sheet{book.sheetnames.index(tab) + 1}.xml"
    rewrite(workbook.path, part, lambda xml: add_results(xml, cells))


def add_results(xml, cells):
    for cell, (formula, result) in cells.items():
        escaped = formula.replace("&", "&amp;")
        kind = ' t="b"' if isinstance(result, bool) else "" if result.isdigit() else ' t="str"'
        old = f'<c r="{cell}"><f>{escaped}</f><v /></c>'
        alternative = f'<c r="{cell}"><f>{escaped}</f><v></v></c>'
        new = f'<c r="{cell}"{kind}><f>{escaped}</f><v>{int(result) if isinstance(result, bool) else result}</v></c>'
        assert old in xml or alternative in xml or f"<f>{escaped}</f><v/>" in xml
        xml = xml.replace(old, new).replace(alternative, new).replace(old.replace("<v />", "<v/>"), new)
    return xml


def rewrite(path, part, change):
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def test_a_formula_is_not_overwritten(workbook):
    workbook.edit("Tugas", "F3", "=20*2")
    forum = workbook.open()
    with pytest.raises(Invalid) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    assert error.value.reason == "formula_cell"
    assert "Kemajuan" in error.value.message()


def test_a_new_row_looks_like_the_row_above_and_an_excel_table_grows(workbook):
    with workbook.hand("Pengukuran") as page:
        page["D2"].number_format = "#,##0.0"
        page["D2"].font = Font(italic=True)
        page.add_table(Table(displayName="Ukur", ref="A1:D2"))
    forum = workbook.open()
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    page = openpyxl.load_workbook(workbook.path)["Pengukuran"]
    assert (page["D3"].number_format, page["D3"].font.italic) == ("#,##0.0", True)
    assert page["C3"].number_format == "dd/mm/yyyy"
    assert page.tables["Ukur"].ref == "A1:D3"


def test_text_that_begins_like_a_formula_is_marked_as_text(forum, workbook):
    forum.append("partners", {"name": "=1+1", "sector": "media"})
    cell = openpyxl.load_workbook(workbook.path)["Mitra"]["B4"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == ("=1+1", "s", True)


def test_the_history_tab_is_hidden_and_last(forum, workbook):
    save(forum)
    book = openpyxl.load_workbook(workbook.path)
    assert book.sheetnames[-1] == "Riwayat"
    assert book["Riwayat"].sheet_state == "hidden"


# What speaks against writing

LOST = {
    "text_boxes": (
        "xl/drawings/drawing1.xml",
        "<xdr:wsDr><xdr:twoCellAnchor><xdr:sp macro=''/></xdr:twoCellAnchor></xdr:wsDr>",
    ),
    "controls": ("xl/activeX/activeX1.xml", "<x/>"),
    "embedded": ("xl/embeddings/doc.docx", "x"),
    "slicers": ("xl/slicers/slicer1.xml", "<x/>"),
    "threaded_comments": ("xl/threadedComments/threadedComment1.xml", "<x/>"),
    "pivots": ("xl/pivotCache/pivotCacheDefinition1.xml", "<x/>"),
    "custom_xml": ("customXml/item1.xml", "<x/>"),
}
NEVER = {
    "macros": ("xl/vbaProject.bin", "x"),
    "signatures": ("_xmlsignatures/sig1.xml", "<x/>"),
    "revisions": ("xl/revisions/revisionLog1.xml", "<x/>"),
}


@pytest.mark.parametrize("what", NEVER)
def test_a_file_in_which_something_would_not_hold_any_more_is_refused_before_it_is_touched(workbook, what):
    with_part(workbook, *NEVER[what])
    refused(workbook, what, lambda: save(workbook.open()))


@pytest.mark.parametrize("what", LOST)
def test_a_save_loses_nothing_but_tabs_are_only_added_where_nothing_is_lost(workbook, what):
    with_part(workbook, *LOST[what])
    refused(workbook, what, lambda: workbook.open().backend.reshape(lambda book: book.create_sheet("Baru")))
    save(workbook.open())
    with zipfile.ZipFile(workbook.path) as file:
        assert file.read(LOST[what][0]).decode() == LOST[what][1]


def test_sparklines_stay(workbook):
    line = '<extLst><ext><x14:sparklineGroups xmlns:x14="x"/></ext></extLst></worksheet>'
    rewrite(workbook.path, "xl/worksheets/sheet2.xml", lambda xml: xml.replace("</worksheet>", line))
    refused(workbook, "sparklines", lambda: workbook.open().backend.reshape(lambda book: None))
    save(workbook.open())
    with zipfile.ZipFile(workbook.path) as file:
        assert line in file.read("xl/worksheets/sheet2.xml").decode()


def test_a_file_with_macros_is_read_only_and_it_is_said_why(workbook):
    path = workbook.path.with_suffix(".xlsm")
    workbook.path.rename(path)
    with pytest.raises(NoAccess) as error:
        save(FilePlace(path).open())
    assert error.value.reason == "macro_file"


def with_part(workbook, part, text):
    with zipfile.ZipFile(workbook.path, "a") as file:
        file.writestr(part, text)


def refused(workbook, what, act):
    before = workbook.path.read_bytes()
    with pytest.raises(Unsafe) as error:
        act()
    assert what in error.value.details["found"]
    assert workbook.path.read_bytes() == before
    assert workbook.path.name in error.value.message()
    assert not backups(workbook.path)


# Swapped in whole, with backups


def test_the_file_as_it_was_is_kept_with_its_date(forum, workbook):
    before = workbook.path.read_bytes()
    save(forum)
    (kept,) = backups(workbook.path)
    assert kept.read_bytes() == before
    assert kept.parent == workbook.path.parent / ".lumbung-cadangan"
    assert f"{datetime.now().astimezone():%Y%m%d}" in kept.name


def test_backups_of_the_apps_own_data_lie_in_cadangan(tmp_path):
    (tmp_path / "data").mkdir()
    place = new_workbook(tmp_path / "data", TABS)
    save(place.open())
    assert len(list((tmp_path / "data" / "cadangan").iterdir())) == 1


def test_many_backups_of_today_do_not_push_out_last_week(workbook):
    for day in range(1, 13):
        swap.back_up(workbook.path, datetime(2026, 11, day, 8, tzinfo=UTC))
    for minute in range(40):
        swap.let_go(workbook.path, swap.back_up(workbook.path, datetime(2026, 11, 20, 9, minute, tzinfo=UTC)))
    kept = backups(workbook.path)
    assert len(kept) <= 20
    assert len({file.name.split("-")[1] for file in kept}) == 8


def test_a_swap_that_fails_leaves_the_file_and_no_rubbish(forum, workbook, monkeypatch):
    before = workbook.path.read_bytes()

    def broken(source, target):
        raise PermissionError

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(NoAccess):
        save(forum)
    assert workbook.path.read_bytes() == before
    assert [path.name for path in workbook.path.parent.iterdir() if "lumbung-baru" in path.name] == []


def test_the_files_own_rights_stay(forum, workbook):
    workbook.path.chmod(0o640)
    save(forum)
    assert stat.S_IMODE(workbook.path.stat().st_mode) == 0o640


def test_a_link_to_the_file_stays_a_link(workbook, tmp_path):
    link = tmp_path / "papan.xlsx"
    link.symlink_to(workbook.path)
    save(FilePlace(link).open())
    assert link.is_symlink()
    assert workbook.rows("Tugas")[2][5] == 55


def test_saves_from_many_threads_all_stand(forum, workbook):
    threads = [
        threading.Thread(target=forum.append, args=("measurements", {"indicator": "I-01", "date": TODAY, "value": n}))
        for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = workbook.rows("Pengukuran")[2:]
    assert sorted(row[3] for row in rows) == list(range(12))
    assert len({row[0] for row in rows}) == 12


def test_a_missing_file_is_not_found(workbook):
    forum = workbook.open()
    workbook.path.unlink()
    with pytest.raises(NotFound):
        forum.read()


@pytest.mark.parametrize("name", ["data.csv", "data.ods"])
def test_other_kinds_of_files_are_for_reading_only(tmp_path: Path, name):
    path = tmp_path / name
    path.write_text("Kode,Tugas,PJ,Tenggat,Status\nTG-1,Rapat,PKK,1/12/2026,belum\n", "utf-8")
    forum = FilePlace(path).open()
    assert not forum.backend.writable
    with pytest.raises(NoAccess) as error:
        forum.update("tasks", "TG-1", {"status": "done"})
    assert error.value.reason == "file_kind_read_only"


def test_a_row_goes_right_under_the_last_one_also_where_rows_were_just_deleted(forum, workbook):
    workbook.delete_rows("Tugas", 2)
    workbook.delete_rows("Tugas", 2)
    forum.append("tasks", {"title": "Baru", "lead": "PKK", "due": DUE, "status": "done"})
    assert [row[:2] for row in workbook.rows("Tugas")[2:]] == [["TG-004", "Pasang rambu"], ["TG-005", "Baru"]]


# Something stands right below the table


@pytest.fixture
def with_total(workbook):
    with workbook.hand("Pengukuran") as page:
        page["B3"], page["D3"] = "Jumlah", "=SUM(D2:D2)"
        page["B5"], page["D5"] = "Catatan: dicek tiap bulan", "=D3*2"
        page.merge_cells("B5:C5")
        page.row_dimensions[3].height = 31
        dropdown = DataValidation(type="list", formula1='"a,b"')
        page.add_data_validation(dropdown)
        dropdown.add("B2:B2")
        page.conditional_formatting.add("D2:D2", CellIsRule(operator="lessThan", formula=["1"], font=Font(bold=True)))
        page.print_area = "A1:D6"
    workbook.edit("Catatan lain", "C1", "=Pengukuran!D3+SUM(Pengukuran!$D$2:$D$5)+D3")
    return workbook


def test_a_new_row_goes_above_the_total_which_takes_it_in(with_total):
    forum = with_total.open()
    for value in (5, 6):
        forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": value})
    book = openpyxl.load_workbook(with_total.path)
    page = book["Pengukuran"]
    assert [page[cell].value for cell in ("A3", "D3", "A4", "D4")] == ["UK-002", 5, "UK-003", 6]
    assert [page[cell].value for cell in ("B5", "D5", "B7", "D7")] == [
        "Jumlah",
        "=SUM(D2:D4)",
        "Catatan: dicek tiap bulan",
        "=D5*2",
    ]
    assert book["Catatan lain"]["C1"].value == "=Pengukuran!D5+SUM(Pengukuran!$D$2:$D$7)+D3"
    assert [str(area) for area in page.merged_cells.ranges] == ["B7:C7"]
    assert (page.row_dimensions[5].height, page.row_dimensions[3].height) == (31, None)
    assert [str(each.sqref) for each in page.data_validations.dataValidation] == ["B2:B4"]
    assert [str(area.sqref) for area in page.conditional_formatting] == ["D2:D4"]
    assert page.print_area == "'Pengukuran'!$A$1:$D$8"


def test_several_rows_of_one_save_go_above_the_total_one_below_the_other(with_total):
    forum = with_total.open()
    new = [Change("measurements", None, {"indicator": "I-01", "date": TODAY, "value": value}) for value in (5, 6, 7)]
    ids = forum.save(new)
    page = openpyxl.load_workbook(with_total.path)["Pengukuran"]
    assert [page.cell(row, 1).value for row in (3, 4, 5)] == ids == ["UK-002", "UK-003", "UK-004"]
    assert [page[cell].value for cell in ("D3", "D4", "D5")] == [5, 6, 7]
    assert [page[cell].value for cell in ("B6", "D6", "B8")] == ["Jumlah", "=SUM(D2:D5)", "Catatan: dicek tiap bulan"]
    assert forum.latest().tables["measurements"].equals(forum.read().tables["measurements"])


def test_rows_for_two_tables_of_one_tab_in_one_save_find_their_places(workbook):
    with workbook.hand("Tugas") as page:
        page["B6"] = "Jumlah: 4 tugas"
        for row, cells in enumerate((("Kode", "Indikator", "Satuan", "Target"), ("I-07", "Sumur", "buah", 3)), 9):
            for col, cell in enumerate(cells, 1):
                page.cell(row, col, cell)
        page["B12"] = "Catatan di bawah"
    book = openpyxl.load_workbook(workbook.path)
    del book["Indikator"]
    book.save(workbook.path)
    task = {"title": "Baru", "lead": "PKK", "due": DUE, "status": "done"}
    forum = workbook.open()
    asked = [
        Change("tasks", None, task),
        Change("indicators", None, {"name": "Embung", "unit": "buah", "target": 1}),
        Change("tasks", None, task),
        Change("indicators", None, {"name": "Jamban", "unit": "buah", "target": 9}),
        Change("indicators", "I-07", {"target": 4}),
    ]
    forum.save(asked)
    rows = workbook.rows("Tugas")
    assert [row[0] for row in rows[5:7]] == ["TG-005", "TG-006"]
    assert rows[7] == [None, "Jumlah: 4 tugas"]
    assert [row[:4] for row in rows[11:14]] == [
        ["I-07", "Sumur", "buah", 4],
        ["I-08", "Embung", "buah", 1],
        ["I-09", "Jamban", "buah", 9],
    ]
    assert rows[-1] == [None, "Catatan di bawah"]


def test_a_table_without_rows_takes_no_ids_of_the_table_below_it(workbook):
    book = openpyxl.load_workbook(workbook.path)
    book["Tugas"].delete_rows(2, 4)
    for row, cells in enumerate(
        (("Kode", "Nama Mitra", "Singkatan", "Sektor"), ("M-01", "PKK Desa", "PKK", "warga")), 4
    ):
        for col, cell in enumerate(cells, 1):
            book["Tugas"].cell(row, col, cell)
    del book["Mitra"]
    book.save(workbook.path)
    task = {"title": "Baru", "lead": "PKK", "due": DUE, "status": "done"}
    asked = [Change("tasks", None, task), Change("partners", None, {"name": "Baru", "sector": "media"})]
    assert workbook.open().save(asked) == ["TG-001", "M-02"]


def test_what_is_shown_after_a_row_was_pushed_in_is_what_is_read(with_total):
    forum = with_total.open()
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    shown = forum.latest().tables
    read = forum.read().tables
    for name, frame in shown.items():
        assert frame.equals(read[name]), name


def test_results_of_formulas_move_along_with_their_cells(workbook):
    with workbook.hand("Pengukuran") as page:
        page["B3"] = "Jumlah"
    with_results(workbook, "Pengukuran", {"D3": ("SUM(D2:D2)", "12")})
    workbook.open().append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert openpyxl.load_workbook(workbook.path, data_only=True)["Pengukuran"]["D4"].value == 12
    assert openpyxl.load_workbook(workbook.path)["Pengukuran"]["D4"].value == "=SUM(D2:D3)"


def test_where_no_room_can_be_made_it_is_said(workbook):
    with workbook.hand("Pengukuran") as page:
        page["B3"], page["D3"] = "Jumlah", 12
        page.merge_cells("F2:F4")
    before = workbook.path.read_bytes()
    with pytest.raises(Unsafe) as error:
        workbook.open().append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert error.value.reason == "no_room"
    for language in ("id", "en"):
        assert "“Pengukuran”" in error.value.message(language)
        assert "measurements" not in error.value.message(language)
    assert workbook.path.read_bytes() == before


def test_a_workbook_written_by_the_app_is_read_by_others(forum, workbook, tmp_path):
    forum.append("tasks", {"title": "Baru", "lead": "M-01", "due": DUE, "status": "not_started"})
    copy = tmp_path / "salinan.xlsx"
    shutil.copy(workbook.path, copy)
    assert FilePlace(copy).open().read().tables["tasks"].at["TG-005", "title"] == "Baru"
