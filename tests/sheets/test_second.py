"""Confidential cases with a second spreadsheet: whole in that one, in the shared one only what counting needs."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheets import Conflict, Invalid, NoAccess, NotFound, SheetError, Unsafe, open_forum
from sheets import second as cases
from sheets.changes import Change
from sheets.schema import load_schema
from sheets.secrecy import COUNTED
from sheets.settings_rows import change_of
from sheets.template import new_workbook
from tests.forums import demo_workbook, type_by_hand
from tests.pages.planted import name_second

REPORT = {
    "title": "Anak dipukul di posko",
    "description": "Diceritakan ibunya",
    "type": "complaint",
    "parties": ("M-01", "M-02"),
    "reported_on": "2026-03-01",
    "stage": "new",
    "impact": "2",
    "urgency": "4",
    "confidentiality": "confidential",
}


@pytest.fixture
def forum(tmp_path):
    """A forum whose settings name a second workbook beside it."""
    path = demo_workbook(tmp_path / "forum.xlsx")
    book = openpyxl.load_workbook(path)
    name_second(book, "kedua.xlsx")
    book.save(path)
    new_workbook(tmp_path / "kedua.xlsx", load_schema(), rows={"issues": []}, tables=["issues"])
    return open_forum(path)


def second(forum):
    return open_forum(Path(forum.source).parent / "kedua.xlsx", shared=False).read()


def told(line):
    """The columns of which a line says something beside its ticket."""
    return {key.removesuffix("_from").removesuffix("_to") for key in line.index if line.notna()[key]} - {"title"}


def everything_in(path):
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("role", ["member", "keeper", "mediator"])
def test_a_confidential_report_is_whole_in_the_second_and_only_counted_in_the_first(forum, role):
    before = everything_in(forum.source)
    id_ = forum.as_role(role, by="pelapor@contoh.id").append("issues", REPORT)
    row = second(forum).tables["issues"].loc[id_]
    assert (row["title"], row["description"]) == ("Anak dipukul di posko", "Diceritakan ibunya")
    line = forum.read().tables["issues"].loc[id_]
    assert told(line) <= COUNTED
    assert cases.ticket_of(line["title"]) == id_
    assert (line["impact"], line["urgency"], line["confidentiality"]) == ("2", "4", "confidential")
    assert len(everything_in(forum.source)) > len(before)
    for secret in ("Anak dipukul", "ibunya", "pelapor@contoh.id"):
        assert secret not in everything_in(forum.source)


def test_a_report_that_must_be_referred_goes_there_whatever_its_mark_says_and_counts_as_grave(forum):
    id_ = forum.as_role("member").append("issues", {**REPORT, "confidentiality": "open", "category": "violence"})
    line = forum.read().tables["issues"].loc[id_]
    assert (line["category"], line["impact"], line["urgency"]) == (None, "3", "4")
    assert second(forum).tables["issues"].at[id_, "category"] == "violence"


def test_such_a_report_is_taken_by_a_tab_that_cannot_say_how_grave_it_is(forum):
    book = openpyxl.load_workbook(forum.source)
    grave = [cell.column for cell in book["Masalah"][1] if str(cell.value).startswith(("Dampak", "Mendesak"))]
    for column in reversed(grave):
        book["Masalah"].delete_cols(column)
    book.save(forum.source)
    report = {key: value for key, value in REPORT.items() if key not in ("impact", "urgency")}
    forum.read()
    id_ = forum.as_role("member").append("issues", {**report, "category": "violence"})
    assert second(forum).tables["issues"].at[id_, "description"] == "Diceritakan ibunya"
    assert cases.ticket_of(forum.read().tables["issues"].at[id_, "title"]) == id_


def test_names_of_partners_stand_in_the_second_as_they_are_called(forum):
    id_ = forum.as_role("member").append("issues", REPORT)
    names = forum.read().tables["partners"]["name"]
    assert second(forum).tables["issues"].at[id_, "parties"] == (names["M-01"], names["M-02"])


def test_an_open_report_stays_in_the_shared_spreadsheet(forum):
    id_ = forum.as_role("member").append("issues", {**REPORT, "confidentiality": "open"})
    assert forum.read().tables["issues"].at[id_, "title"] == "Anak dipukul di posko"
    assert len(second(forum).tables["issues"]) == 0


def test_a_mediator_reads_and_edits_the_case_there_and_its_stage_in_both(forum):
    id_ = forum.as_role("member").append("issues", REPORT)
    visit = forum.as_role("mediator")
    assert visit.second().tables["issues"].at[id_, "title"] == "Anak dipukul di posko"
    visit.update("issues", id_, {"agreement": "Dirujuk ke UPTD", "stage": "referred"}, seen={"stage": "new"})
    row, line = second(forum).tables["issues"].loc[id_], forum.read().tables["issues"].loc[id_]
    assert (row["agreement"], row["stage"]) == ("Dirujuk ke UPTD", "referred")
    assert (line["agreement"], line["stage"]) == (None, "referred")
    assert "UPTD" not in everything_in(forum.source)


def test_what_another_mediator_wrote_there_is_a_conflict_and_nothing_is_written(forum):
    id_ = forum.as_role("member").append("issues", REPORT)
    open_forum(Path(forum.source).parent / "kedua.xlsx").update("issues", id_, {"agreement": "punya lain"})
    before = Path(forum.source).read_bytes()
    with pytest.raises(Conflict):
        forum.as_role("mediator").update(
            "issues", id_, {"agreement": "punya saya", "stage": "referred"}, seen={"agreement": None, "stage": "new"}
        )
    assert Path(forum.source).read_bytes() == before


@pytest.mark.parametrize("role", ["visitor", "member", "keeper"])
def test_nobody_else_reads_or_edits_it(forum, role):
    id_ = forum.as_role("member").append("issues", REPORT)
    files = [path.read_bytes() for path in sorted(Path(forum.source).parent.glob("*.xlsx"))]
    visit = forum.as_role(role)
    with pytest.raises(NoAccess):
        visit.second()
    with pytest.raises(NoAccess):
        visit.update("issues", id_, {"agreement": "tanpa hak"})
    assert files == [path.read_bytes() for path in sorted(Path(forum.source).parent.glob("*.xlsx"))]
    assert visit.read().tables["issues"].at[id_, "title"] is None


def test_a_visitor_reports_nothing_in_either(forum):
    with pytest.raises(NoAccess):
        forum.as_role("visitor").append("issues", REPORT)
    assert len(second(forum).tables["issues"]) == 0


def test_a_mediator_whom_only_the_shared_spreadsheet_names_does_not_open_the_second(forum):
    with pytest.raises(NoAccess):
        forum.as_role("mediator", by_sheet=True).second()


def whole_case(forum):
    """What the second spreadsheet holds of its one case, and the ticket."""
    cases_there = second(forum).tables["issues"]
    return str(cases_there.index[0]), list(map(str, cases_there.iloc[0]))


@pytest.mark.parametrize("seen", [None, {"description": None}])
def test_who_types_a_ticket_as_the_title_of_an_own_case_neither_reads_nor_changes_that_case(forum, seen):
    forum.as_role("member").append("issues", REPORT)
    before = whole_case(forum)
    own = {**REPORT, "title": before[0], "description": None, "confidentiality": "open"}
    visit = forum.as_role("member")
    id_ = visit.append("issues", own)
    visit.update("issues", id_, {"description": "ditimpa"}, seen=seen)
    assert whole_case(forum) == before
    assert forum.read().tables["issues"].at[id_, "description"] == "ditimpa"


@pytest.mark.parametrize("seen", [None, {"description": None}])
def test_a_mediator_whom_only_the_shared_spreadsheet_names_changes_no_case_there(forum, seen):
    id_ = forum.as_role("member").append("issues", REPORT)
    before = whole_case(forum)
    with pytest.raises(NoAccess) as refused:
        forum.as_role("mediator", by_sheet=True).update("issues", id_, {"description": "ditimpa"}, seen=seen)
    assert "ibunya" not in str(refused.value.details)
    assert whole_case(forum) == before


def test_a_case_that_becomes_confidential_moves_there_cell_by_cell(forum):
    whole = forum.read()
    id_ = str(whole.tables["issues"].index[0])
    title, stage = whole.tables["issues"].at[id_, "title"], whole.tables["issues"].at[id_, "stage"]
    forum.as_role("member").update("issues", id_, {"category": "violence"}, seen={"category": "delivery"})
    line = forum.read().tables["issues"].loc[id_]
    ticket = cases.ticket_of(line["title"])
    assert ticket and line["stage"] == stage and line["confidentiality"] == "confidential"
    assert told(line) <= COUNTED
    assert second(forum).tables["issues"].at[ticket, "title"] == title


def test_a_case_with_words_in_columns_that_the_board_does_not_know_is_moved_once_they_are_gone(forum):
    """Nothing can carry them, and left behind they would tell what the case is about."""
    id_ = str(forum.read().tables["issues"].index[0])
    with_korban(forum.source, "Korban A")
    forum.read()
    files = [path.read_bytes() for path in sorted(Path(forum.source).parent.glob("*.xlsx"))]
    with pytest.raises(Unsafe) as refused:
        forum.as_role("member").update("issues", id_, {"category": "violence"}, seen={"category": "delivery"})
    assert "“Nama Korban”" in refused.value.message("id") and "Warna" not in refused.value.message("id")
    assert "Korban A" not in refused.value.message("id")
    assert files == [path.read_bytes() for path in sorted(Path(forum.source).parent.glob("*.xlsx"))]
    with_korban(forum.source, None)
    forum.read()
    forum.as_role("member").update("issues", id_, {"category": "violence"}, seen={"category": "delivery"})
    assert cases.ticket_of(forum.read().tables["issues"].at[id_, "title"])


def with_korban(path, name):
    """A person's own columns beside the first case; only one of them says something about it."""
    book = openpyxl.load_workbook(path)
    page = book["Masalah"]
    col = next((cell.column for cell in page[1] if cell.value == "Nama Korban"), page.max_column + 1)
    page.cell(1, col).value, page.cell(2, col).value = "Nama Korban", name
    page.cell(1, col + 1).value, page.cell(3, col + 1).value = "Warna", "merah"
    book.save(path)


def test_a_case_is_moved_with_what_somebody_typed_in_it_since_it_was_read(forum):
    id_ = str(forum.latest().tables["issues"].index[0])
    type_by_hand(forum.source, "Masalah", id_, {"Uraian": "Baru saja ditulis"})
    forum.as_role("member").update("issues", id_, {"category": "violence"})
    ticket = cases.ticket_of(forum.read().tables["issues"].at[id_, "title"])
    assert second(forum).tables["issues"].at[ticket, "description"] == "Baru saja ditulis"


def test_a_move_that_somebody_elses_change_forbids_writes_nothing_in_either(forum):
    id_ = str(forum.read().tables["issues"].index[0])
    files = [path.read_bytes() for path in sorted(Path(forum.source).parent.glob("*.xlsx"))]
    with pytest.raises(Conflict):
        forum.as_role("member").update("issues", id_, {"category": "violence"}, seen={"category": None})
    assert files == [path.read_bytes() for path in sorted(Path(forum.source).parent.glob("*.xlsx"))]


def test_when_the_second_cannot_be_written_nothing_is_written_at_all(forum):
    (Path(forum.source).parent / "kedua.xlsx").unlink()
    before = Path(forum.source).read_bytes()
    with pytest.raises(SheetError):
        forum.as_role("member").append("issues", REPORT)
    assert Path(forum.source).read_bytes() == before


def test_a_report_that_cannot_be_stored_is_refused_field_by_field_and_nothing_is_written(forum):
    before = Path(forum.source).read_bytes()
    with pytest.raises(Invalid) as refused:
        forum.as_role("member").append("issues", {**REPORT, "reported_on": "31/2/2026"})
    assert "reported_on" in refused.value.details["fields"]
    assert Path(forum.source).read_bytes() == before
    assert len(second(forum).tables["issues"]) == 0


def test_the_shared_spreadsheet_is_no_second_one(forum):
    with pytest.raises(NotFound) as refused:
        cases.source_of(forum.source, Path(forum.source).name)
    assert refused.value.reason == "second_is_shared"
    with pytest.raises(NotFound):
        cases.source_of("google:1abcdefghijklmnop", "https://docs.google.com/spreadsheets/d/1abcdefghijklmnop/edit")


def test_the_same_report_sent_again_after_the_line_here_failed_is_there_once(forum, monkeypatch):
    def fails(*_: object) -> None:
        raise NotFound("tab_missing", table="issues", tab="Masalah")

    with monkeypatch.context() as patch:
        patch.setattr(type(forum), "carry_out", fails)
        with pytest.raises(NotFound):
            forum.as_role("member").append("issues", REPORT)
    id_ = forum.as_role("member").append("issues", REPORT)
    assert list(second(forum).tables["issues"].index) == [id_]


def test_who_reports_without_a_name_is_named_in_no_history(forum):
    visit = forum.as_role("member", by="pelapor@contoh.id")
    for level in ("open", "confidential"):
        visit.append("issues", {**REPORT, "title": f"Tanpa nama {level}", "anonymous": True, "confidentiality": level})
    for path in Path(forum.source).parent.glob("*.xlsx"):
        assert "pelapor@contoh.id" not in everything_in(path)


def test_nothing_of_the_second_spreadsheet_is_kept(forum):
    from sheets import store

    forum.as_role("member").append("issues", REPORT)
    forum.as_role("mediator").second()
    assert not [kept for kept in store._forums.values() if kept.source == str(Path(forum.source).parent / "kedua.xlsx")]
    assert not any("dipukul" in str(frame.values.tolist()) for frame in forum.latest().tables.values())


NAMES = [
    "confidential_sheet_id",
    " confidential_sheet_id ",
    "ID lembar rahasia",
    "lembar rahasia",
    "Confidential sheet ID",
]


@pytest.mark.parametrize("role", ["member", "keeper", "mediator"])
@pytest.mark.parametrize("name", NAMES)
def test_nobody_turns_confidential_reports_to_another_spreadsheet_on_the_board(forum, role, name):
    visit, before = forum.as_role(role), Path(forum.source).read_bytes()
    for change in (
        Change("settings", name, {"value": "lain.xlsx"}),
        Change("settings", None, {"key": name, "value": "x"}),
    ):
        with pytest.raises(NoAccess):
            visit.save([change])
        with pytest.raises(NoAccess):
            visit.undo([change])
        assert isinstance(visit.save_each([[change]])[0], NoAccess)
    assert Path(forum.source).read_bytes() == before


def test_who_holds_the_file_names_it_and_a_keeper_sets_the_rest(forum):
    forum.save([change_of(forum.latest(), "confidential_sheet_id", "lain.xlsx")])
    assert forum.read().settings["confidential_sheet_id"] == "lain.xlsx"
    forum.as_role("keeper").save([change_of(forum.latest(), "whatsapp_link", "https://chat.whatsapp.com/x")])
    assert forum.read().settings["whatsapp_link"] == "https://chat.whatsapp.com/x"
    with pytest.raises(NoAccess):  # on the projector nobody sees what would be written over
        forum.as_role("keeper", in_public=True).save([change_of(forum.latest(), "whatsapp_link", "https://lain.id")])
