"""What a save leaves of a workbook: everything, byte for byte, but the cells that were asked for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from sheets.store import Forum
from tests.sheets.backends.corpus import injected, made, office
from tests.sheets.backends.corpus.compare import counted, differing, page, shown, without_numbers
from tests.sheets.backends.corpus.zipped import change, pack, parts
from tests.sheets.backends.places import TODAY, FilePlace

MADE = {
    "plain": made.plain,
    "rich": made.rich,
    "excel": injected.excel,
    "prefixed": injected.prefixed,
    "bare": injected.bare,
    "wordy": injected.wordy,
    "since_1904": injected.since_1904,
    "strict": injected.strict,
}
OFFICE = ("flat", "rich_office")
ALL = [*MADE, *(pytest.param(name, marks=pytest.mark.office) for name in OFFICE)]
CHRISTMAS = date(2026, 12, 24)
NEW = {"title": "=1+1 & <baru>\x07", "lead": "M-02", "due": CHRISTMAS, "status": "done", "progress": 5}
Write = Callable[[Forum], object]
EDITS: dict[str, tuple[Write, set[str]]] = {
    "text": (lambda forum: forum.update("tasks", "TG-002", {"title": "  Dua baris\nbaru "}), {"B3"}),
    "formula-like": (lambda forum: forum.update("tasks", "TG-002", {"title": "=SUM(A1)"}), {"B3"}),
    "number": (lambda forum: forum.update("tasks", "TG-003", {"progress": 55.5}), {"F4"}),
    "date": (lambda forum: forum.update("tasks", "TG-004", {"due": CHRISTMAS}), {"D5"}),
    "clear": (lambda forum: forum.update("tasks", "TG-008", {"notes": None}), {"G9"}),
    "several": (lambda forum: forum.update("tasks", "TG-005", {"due": CHRISTMAS, "progress": 1}), {"D6", "F6"}),
}
NEW_LOOKS = ("text", "formula-like")
WORKBOOK = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}


# openpyxl warns of what it would lose; here it only reads.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
Made = Callable[[str], Path]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LibreOffice's own settings, made once."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, profile: Path) -> Made:
    """A workbook of the corpus by its name; those of LibreOffice are made when the first of them is asked for."""
    folder = tmp_path_factory.mktemp("corpus")
    files: dict[str, Path] = {}

    def made_once(name: str) -> Path:
        if name in MADE and name not in files:
            files[name] = MADE[name](folder / f"{name}.xlsx")
        elif name not in files:
            rich = shutil.copy(made_once("rich"), folder / "rich_office.xlsx")
            out = office.converted(
                [office.flat(folder / "flat.fods"), Path(rich)], folder / "office", folder / "profile"
            )
            files.update({file.stem: file for file in out})
        return files[name]

    return made_once


@pytest.fixture(params=ALL)
def place(request: pytest.FixtureRequest, corpus: Made, tmp_path: Path) -> FilePlace:
    return FilePlace(Path(shutil.copy(corpus(request.param), tmp_path / f"{request.param}.xlsx")))


def sheet_part(path: Path, tab: str) -> str:
    names = (
        openpyxl.load_workbook(path, read_only=True).sheetnames
        if path.stem != "strict"
        else made.plain_book().sheetnames
    )
    return f"xl/worksheets/sheet{names.index(tab) + 1}.xml"


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_changes_its_cells_and_the_history_and_not_another_byte(place, kind):
    write, cells = EDITS[kind]
    before = parts(place.path)
    part = sheet_part(place.path, "Tugas")
    write(place.open())
    first = parts(place.path)
    changed = differing(before, first)
    (history,) = changed - before.keys()
    looks = {"xl/styles.xml"} if kind in NEW_LOOKS else set()
    assert changed | looks == {part, history} | WORKBOOK | looks
    assert list(first)[: len(before)] == list(before)
    only_cells(before[part], first[part], cells)

    place.open().update("tasks", "TG-006", {"progress": 7})
    later = parts(place.path)
    assert differing(first, later) == {part, history}
    only_cells(first[part], later[part], {"F7"})
    line = 3 + (kind == "several")
    only_cells(first[history], later[history], {f"{letter}{line}" for letter in "ACDEFGI"}, frozenset({"dimension"}))


def only_cells(before: bytes, after: bytes, cells: set[str], around: frozenset[str] = frozenset()) -> None:
    one, other = page(before), page(after)
    assert differing(one.cells, other.cells) == cells
    assert differing(one.around, other.around) <= around
    assert {row: one.rows[row] for row in one.rows} == {row: other.rows[row] for row in one.rows}
    if not around:
        head, _, tail = before.rpartition(b"</sheetData>" if b"</sheetData>" in before else b"</x:sheetData>")
        assert after.endswith(tail)
        assert after.startswith(head.partition(b"sheetData>")[0])


def test_a_new_row_is_taken_in_by_what_ended_right_above(place):
    before, part = parts(place.path), sheet_part(place.path, "Tugas")
    place.open().append("tasks", NEW)
    after = parts(place.path)
    tables = {name for name in before if name.startswith("xl/tables/")}
    assert differing(before, after) - after.keys() == set()
    assert differing(before, after) & before.keys() <= {part, "xl/styles.xml"} | WORKBOOK | tables
    one, other = page(before[part]), page(after[part])
    new = differing(one.cells, other.cells)
    assert {"A10", "B10", "C10", "D10", "E10", "F10"} <= new
    assert {cell[-2:] for cell in new} == {"10"}
    growing = {"dimension", "conditionalFormatting", "dataValidations", "autoFilter", "extLst"}
    assert differing(one.around, other.around) <= growing
    assert all(len(one.around.get(name, ())) == len(other.around.get(name, ())) for name in growing - {"dimension"})


MOVING = (
    "worksheets/",
    "comments",
    "threadedComments/",
    "drawings/",
    "charts/",
    "tables/",
    "workbook.xml",
    "calcChain",
)


def test_a_row_above_a_total_moves_what_lies_below_and_loses_nothing(place):
    before, part = parts(place.path), sheet_part(place.path, "Pengukuran")
    shown_before = values(place.path)
    place.open().append("measurements", {"indicator": "I-01", "date": TODAY, "value": 77})
    after = parts(place.path)
    changed = differing(before, after) & before.keys() - WORKBOOK - {"xl/styles.xml"}
    assert all(any(kind in name for kind in MOVING) for name in changed), changed
    for name in changed - {"xl/calcChain.xml"}:
        if "worksheets/" not in name:
            assert without_numbers(before[name]) == without_numbers(after[name]), name
    one, other = page(before[part]), page(after[part])
    assert other.around.keys() == one.around.keys()
    assert [len(found) for found in one.around.values()] == [len(found) for found in other.around.values()]
    rows = values(place.path)
    assert rows["Pengukuran"][5][1:] == ["Hasil panen", TODAY, 77]
    assert rows["Pengukuran"][6:] == shown_before["Pengukuran"][5:]
    assert {tab: rows[tab] for tab in shown_before if tab != "Pengukuran"} == {
        tab: found for tab, found in shown_before.items() if tab != "Pengukuran"
    }


def values(path: Path) -> dict[str, list[list[Any]]]:
    """What is read of the file, formulas by their stored results."""
    with python_calamine.load_workbook(path) as book:
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@pytest.mark.parametrize("name", ["excel", "rich"])
def test_everything_that_points_at_a_pushed_row_points_at_it_afterwards(corpus, tmp_path, name):
    path = Path(shutil.copy(corpus(name), tmp_path / "forum.xlsx"))
    FilePlace(path).open().append("measurements", {"indicator": "I-01", "date": TODAY, "value": 77})
    book = openpyxl.load_workbook(path, rich_text=True)
    measured, summary = book["Pengukuran"], book["Ringkasan"]
    assert [measured[cell].value for cell in ("A6", "D7", "D9")] == ["UK-005", "=SUM(D2:D6)", "=D7*2"]
    assert measured["D6"].font.italic
    assert summary["A2"].value == "=SUM(Pengukuran!$D$2:$D$9)+Pengukuran!D7"
    assert summary["A3"].value == '=SUMIF(Tugas!E:E,"proses",Tugas!F:F)'
    assert measured["B7"].comment.text == "jumlah semua"
    assert measured["B9"].hyperlink.target == "https://contoh.id/catatan"
    assert [str(area) for area in measured.merged_cells.ranges] == ["B9:C9"]
    assert (measured.row_dimensions[7].height, measured.row_dimensions[6].height) == (31, None)
    assert [(str(area.sqref), area.rules[0].formula) for area in measured.conditional_formatting] == [
        ("D2:D6", ["$D$7"])
    ]
    assert [str(one.sqref) for one in measured.data_validations.dataValidation] == ["B2:B6"]
    assert measured.print_area == "'Pengukuran'!$A$1:$D$9"
    assert measured.print_title_rows == "$1:$1"
    assert [one.id for one in measured.row_breaks.brk] == [8]
    assert measured._images[0].anchor._from.row == 9
    assert measured._charts[0].anchor._from.row == 15
    assert book.defined_names["Jumlah"].attr_text == "Pengukuran!$D$7"


def test_newer_things_point_at_a_pushed_row_too(corpus, tmp_path):
    path = Path(shutil.copy(corpus("excel"), tmp_path / "forum.xlsx"))
    FilePlace(path).open().append("measurements", {"indicator": "I-01", "date": TODAY, "value": 77})
    found = parts(path)
    xml = found[injected.MEASURED].decode()
    assert "<xm:f>Pengukuran!D2:D5</xm:f><xm:sqref>F2</xm:sqref>" in xml
    assert "<xm:f>Pengukuran!D7:D9</xm:f><xm:sqref>F9</xm:sqref>" in xml
    assert "<xm:f>$D$7</xm:f>" in xml
    assert "<xm:sqref>D2:D6</xm:sqref>" in xml
    assert "<xm:sqref>A2:A6</xm:sqref>" in xml
    assert b'ref="B7"' in found["xl/threadedComments/threadedComment1.xml"]
    assert b":Row>6</" in found["xl/drawings/commentsDrawing2.vml"]
    assert "xl/calcChain.xml" not in found
    assert b"calcChain" not in found["[Content_Types].xml"] + found["xl/_rels/workbook.xml.rels"]
    assert values(path)["Pengukuran"][6][3] == 100


def test_formulas_that_cells_share_stay_shared_until_a_row_comes_between(corpus, tmp_path):
    path = Path(shutil.copy(corpus("excel"), tmp_path / "forum.xlsx"))
    with_total = parts(path)
    total = '<row r="10"><c r="B10" t="inlineStr"><is><t>Jumlah</t></is></c></row></sheetData>'
    change(with_total, injected.TASKS, lambda xml: xml.replace("</sheetData>", total))
    pack(path, with_total)
    forum = FilePlace(path).open()
    forum.update("tasks", "TG-002", {"progress": 11})
    assert b'<f t="shared" ref="H2:H9" si="0">' in parts(path)[injected.TASKS]
    assert (values(path)["Tugas"][2][7], values(path)["Tugas"][3][7]) == (80, 70)
    forum.append("tasks", NEW)
    page = openpyxl.load_workbook(path)["Tugas"]
    assert [page[f"H{row}"].value for row in (2, 5, 9)] == ["=100-F2", "=100-F5", "=100-F9"]
    assert page["B11"].value == "Jumlah"
    assert values(path)["Tugas"][8][7] == 20


def test_rules_filters_and_tables_hold_for_a_new_row(corpus, tmp_path):
    path = Path(shutil.copy(corpus("rich"), tmp_path / "forum.xlsx"))
    forum = FilePlace(path).open()
    forum.append("tasks", NEW)
    forum.append("partners", {"name": "Karang Taruna", "sector": "community"})
    book = openpyxl.load_workbook(path)
    tasks = book["Tugas"]
    assert {str(area.sqref) for area in tasks.conditional_formatting} == {"F2:F10", "D2:D10 H2:H10"}
    assert {str(one.sqref) for one in tasks.data_validations.dataValidation} == {"E2:E10", "F2:F10"}
    assert tasks.auto_filter.ref == "A1:H10"
    assert b"Tugas'!$A$1:$H$10" in parts(path)["xl/workbook.xml"]
    assert tasks["F10"].number_format == '0" %"'
    assert book["Mitra"].tables["DaftarMitra"].ref == "A1:D4"
    assert book["Mitra"].tables["DaftarMitra"].autoFilter.ref == "A1:D4"


@pytest.mark.office
def test_a_file_that_was_saved_opens_in_libreoffice_with_nothing_missing(corpus, tmp_path, profile):
    files = []
    for name in (*list(MADE)[1:], "flat"):
        files.append(Path(shutil.copy(corpus(name), tmp_path / f"{name}-before.xlsx")))
        files.append(Path(shutil.copy(corpus(name), tmp_path / f"{name}-after.xlsx")))
        forum = FilePlace(files[-1]).open()
        for write, _ in EDITS.values():
            write(forum)
        forum.append("tasks", NEW)
        forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 77})
    opened = office.converted(files, tmp_path / "opened", profile)
    for file, before, after in zip(files[1::2], opened[::2], opened[1::2], strict=True):
        missing = counted(before) - counted(after)
        assert missing == {}, (file.name, missing)
        told, kept = values(file), values(after)
        for tab in ("Mitra", "Indikator", "Riwayat"):
            assert kept[tab] == told[tab], (file.name, tab)
        assert [row[:7] for row in kept["Tugas"]] == [row[:7] for row in told["Tugas"]], file.name
        assert [row[3] for row in kept["Pengukuran"]][1:6] == [10, 20, 30, 40, 77], file.name
        formulas = {cell: shown(after)["Pengukuran"][cell] for cell in ("D7", "D9")}
        assert formulas == {"D7": "=SUM(D2:D6)", "D9": "=D7*2"}, file.name
