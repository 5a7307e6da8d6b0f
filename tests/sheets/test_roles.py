"""Who may do what: asked of the store itself, on a real workbook, without any screen."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
import time
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets import Conflict, Invalid, NoAccess, open_forum
from sheets import passphrase as phrases
from sheets.changes import Change
from sheets.private import is_dialled, may_hold_some, scrubbed, sounds_private, without_keys
from sheets.roles import ROLES, SIGNED_IN, rights_of
from sheets.schema import load_schema
from sheets.secrecy import COUNTED, REFER
from sheets.telling import as_json
from sheets.template import new_workbook
from sheets.veil import HIDDEN
from tests.forums import demo_workbook, type_by_hand

TOP = Path(__file__).parents[2]
PHRASE = "padi menguning pagi ini"
SALT = b"sixteen bytes of"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_workbook(tmp_path_factory.mktemp("roles") / "forum.xlsx")


@pytest.fixture
def forum(demo, tmp_path):
    return open_forum(shutil.copy(demo, tmp_path / "forum.xlsx"))


def case(forum, confidentiality):
    """The id of a case of the demo forum at this level."""
    issues = forum.latest().tables["issues"]
    return str(issues.index[issues["confidentiality"] == confidentiality][0])


# What each role may do


def test_the_roles_stand_in_order_and_an_unknown_one_is_a_visitor():
    assert list(ROLES) == ["visitor", "member", "keeper", "mediator"]
    assert rights_of("boss").role == "visitor"
    assert rights_of("").may == frozenset()


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        ("write", {"member", "keeper", "mediator"}),
        ("undo", {"keeper"}),
        ("settings", {"keeper"}),
        ("see_restricted", {"keeper", "mediator"}),
        ("see_confidential", {"mediator"}),
    ],
)
def test_a_right_belongs_to_these_roles(right, roles):
    assert {name for name, role in ROLES.items() if role.allows(right)} == roles


def test_a_mediator_sees_who_reported_and_not_everyones_phone_number():
    assert rights_of("mediator").allows("see_private", "issues")
    assert not rights_of("mediator").allows("see_private", "partners")
    assert rights_of("keeper").allows("see_private", "partners")


def test_on_a_projector_nobody_sees_more_than_a_visitor_and_may_still_write():
    for name in ROLES:
        public = rights_of(name, in_public=True)
        assert public.sight == rights_of("visitor").sight
        assert public.allows("write") == rights_of(name).allows("write")


# Writing


def test_a_visitor_writes_nothing(forum):
    visit = forum.as_role("visitor")
    before = Path(forum.source).read_bytes()
    asked = [
        lambda: visit.update("tasks", "TG-001", {"title": "Lain"}),
        lambda: visit.append("tasks", {"title": "Baru"}),
        lambda: visit.save([Change("tasks", "TG-001", {"status": "done"})]),
        lambda: visit.undo([Change("tasks", "TG-001", {"status": "done"})]),
    ]
    for ask in asked:
        with pytest.raises(NoAccess):
            ask()
    assert Path(forum.source).read_bytes() == before
    assert not visit.writable


def test_a_member_writes_what_it_sees_and_not_one_private_cell(forum):
    visit = forum.as_role("member", by="Bu Ani")
    task = str(forum.read().tables["tasks"].index[0])
    visit.update("tasks", task, {"notes": "dari anggota"})
    assert forum.read().tables["tasks"].at[task, "notes"] == "dari anggota"
    for values in ({"phone": "0812-1111-2222"}, {"name": "Ganti", "contact": "Siapa"}):
        with pytest.raises(NoAccess):
            visit.update("partners", "M-01", values)
        with pytest.raises(NoAccess):
            visit.append("partners", {"sector": "community", **{"name": "Baru", **values}})
    assert forum.history()[0]["who"] == "Bu Ani"


def test_nobody_writes_a_case_that_is_not_for_them(forum):
    restricted, confidential = case(forum, "restricted"), case(forum, "confidential")
    for role, id_ in (("member", restricted), ("member", confidential), ("keeper", confidential)):
        with pytest.raises(NoAccess):
            forum.as_role(role).update("issues", id_, {"title": "Dibuka", "confidentiality": "open"})
    forum.as_role("keeper").update("issues", restricted, {"notes": "dicatat pengurus"})
    forum.as_role("mediator").update("issues", confidential, {"notes": "dicatat penengah"})


def test_anyone_who_may_add_may_report_something_confidential(forum):
    id_ = forum.as_role("member").append(
        "issues",
        {
            "title": "Laporan warga",
            "type": "complaint",
            "reported_on": "2026-03-01",
            "stage": "new",
            "confidentiality": "confidential",
        },
    )
    assert forum.as_role("member").read().tables["issues"].at[id_, "title"] is None
    assert forum.as_role("mediator").read().tables["issues"].at[id_, "title"] == "Laporan warga"


@pytest.mark.parametrize(
    "level", [{"confidentiality": "restricted"}, {"confidentiality": "confidential"}, {"category": "violence"}]
)
def test_who_is_in_a_case_that_is_not_open_needs_no_row_among_the_partners(forum, level):
    report = {"title": "Laporan", "type": "complaint", "reported_on": "2026-03-01", "stage": "new"}
    named = {"parties": ("Si Terlapor", "M-01")}
    with pytest.raises(Invalid):
        forum.append("issues", {**report, **named})
    id_ = forum.append("issues", {**report, **level, **named})
    assert forum.read().tables["issues"].at[id_, "parties_ids"] == ("M-01",)
    forum.update("issues", id_, {"lead": "Orang lain"})
    assert forum.read().tables["issues"].at[id_, "lead"] == "Orang lain"
    with pytest.raises(Invalid):
        forum.update("issues", str(forum.latest().tables["issues"].index[0]), {"lead": "Orang lain"})


def test_taking_back_needs_a_keeper(forum):
    forum.update("tasks", "TG-001", {"notes": "salah"})
    back = [Change("tasks", "TG-001", {"notes": None})]
    for role in ("member", "mediator"):
        with pytest.raises(NoAccess):
            forum.as_role(role).undo(back)
    forum.as_role("keeper").undo(back)


def test_settings_and_history_are_written_by_no_member(forum):
    for table in ("settings", "history"):
        with pytest.raises(NoAccess):
            forum.as_role("member").append(table, {"key": "nama_forum"})


def test_what_was_hidden_on_a_projector_is_not_written_back_over_itself(forum):
    forum.update("tasks", "TG-001", {"notes": "Hubungi Bu Sari 0812 3456 7890"})
    room = forum.as_role("keeper", in_public=True)
    shown = room.read().tables["tasks"].at["TG-001", "notes"]
    with pytest.raises(NoAccess) as refused:
        room.update("tasks", "TG-001", {"notes": f"{shown} pagi"})
    assert refused.value.reason == "veiled"
    with pytest.raises(Conflict) as found:
        room.update("tasks", "TG-001", {"notes": "lain"}, seen={"notes": shown})
    assert "3456" not in repr(found.value.details)


# Reading


def test_private_columns_are_empty_for_those_who_may_not_see_them(forum):
    whole = forum.read()
    for role in ("visitor", "member"):
        seen = forum.as_role(role).read()
        for table in whole.schema.records:
            for column in (column for column in table.columns if column.private):
                assert seen.tables[table.name][column.key].isna().all()
                assert seen.tables[table.name][column.key].dtype == whole.tables[table.name][column.key].dtype
                ids = whole.tables[table.name].index
                assert {seen.typed(table.name, id_, column.key) for id_ in ids} <= {"", HIDDEN}


def test_a_keeper_has_the_tables_as_they_are_but_for_confidential_cases(forum):
    whole, seen = forum.read(), forum.as_role("keeper").latest()
    for name, frame in whole.tables.items():
        if name != "issues":
            assert seen.tables[name] is frame
    assert seen.tables["issues"].at[case(forum, "confidential"), "title"] is None
    assert forum.as_role("mediator").latest().tables["issues"].equals(whole.tables["issues"])


def test_a_view_is_made_once_for_all_with_the_same_sight(forum):
    forum.read()
    assert forum.as_role("visitor").latest() is forum.as_role("keeper", in_public=True).latest()
    assert forum.as_role("member").latest() is forum.as_role("member").latest()
    assert forum.as_role("member").latest() is not forum.as_role("visitor").latest()


def test_a_hidden_case_keeps_only_what_counting_needs(forum):
    whole, seen = forum.read().tables["issues"], forum.as_role("visitor").read().tables["issues"]
    for level in ("restricted", "confidential"):
        id_ = case(forum, level)
        kept = {key.removesuffix("_from").removesuffix("_to") for key in seen.columns if seen[key].notna()[id_]}
        assert kept <= COUNTED
        assert seen.at[id_, "stage"] == whole.at[id_, "stage"]


def test_what_must_be_referred_is_confidential_whatever_its_mark_says(forum):
    for category in ("violence", "child_protection", "integrity", "safety"):
        id_ = forum.append(
            "issues",
            {"title": f"Kasus {category}", "type": "complaint", "reported_on": "2026-03-01", "stage": "new",
             "category": category, "confidentiality": "open"},
        )  # fmt: skip
        row = forum.as_role("keeper").read().tables["issues"].loc[id_]
        assert (row["title"], row["category"], row["confidentiality"]) == (None, None, "confidential")


@pytest.mark.parametrize("category", ["Kekerasan/pelecehan, Pelaksanaan", "Pemerkosaan", "dugaan korupsi dana desa"])
def test_a_category_that_names_what_must_be_referred_hides_the_case_without_any_mark(demo, tmp_path, category):
    path = Path(shutil.copy(demo, tmp_path / "forum.xlsx"))
    type_by_hand(path, "Masalah", "MS-001", {"Kategori": category, "Kerahasiaan": None})
    row = open_forum(path).as_role("keeper").read().tables["issues"].loc["MS-001"]
    assert (row["title"], row["category"], row["confidentiality"]) == (None, None, "confidential")


def test_the_categories_that_prevail_are_those_that_are_referred():
    categories = load_schema().choices["issue_category"].choices
    assert {choice.key for choice in categories if choice.anywhere} == REFER


def titles_seen(path, header, marks):
    """What a visitor reads as the titles of a log of cases with one column of marks."""
    book = openpyxl.Workbook()
    book.active.title = "Masalah"
    book.active.append(["Judul", "Jenis", "Tanggal Lapor", "Tahap", header])
    for n, mark in enumerate(marks):
        book.active.append([f"Kasus {n}", "pengaduan", "01/11/2026", "Baru", mark])
    book.save(path)
    forum = open_forum(path).as_role("visitor").latest()
    return forum, [title or "" for title in forum.tables["issues"]["title"]]


@pytest.mark.parametrize(
    ("header", "marks"),
    [
        ("Rahasia", ["Ya", "Tidak"]),
        ("Rahasia?", ["v", "Tidak"]),
        ("Rahasia (Ya/Tidak)", ["Ya", "Tdk"]),
        ("Apakah rahasia?", ["iya", "tidak"]),
        ("Confidential", ["Yes", "No"]),
        ("Confidential?", ["x", "no"]),
        ("Sensitif", ["Ya", "Tidak"]),
        ("Privasi", ["Ya", "Tidak"]),
        ("Privasi", ["Rahasia", "Terbuka"]),
        ("Rahasia", [True, False]),
        ("Rahasia", [1, 0]),
        ("Rahasia", ["Rahasia", "Terbuka"]),
    ],
)
def test_a_column_that_asks_whether_a_case_is_secret_is_answered_with_yes_and_no(tmp_path, header, marks):
    seen, titles = titles_seen(tmp_path / "f.xlsx", header, [*marks, *marks, None])
    assert titles == ["", "Kasus 1", "", "Kasus 3", "Kasus 4"]
    assert not [p for p in seen.problems if p.column == "confidentiality" and p.reason != "x_as_yes"]


@pytest.mark.parametrize(
    ("header", "mark"),
    [("Kerahasiaan", "Ya"), ("Kerahasiaan", "Tidak"), ("Tingkat Rahasia", "Tinggi"),
     ("Rahasia?", "Ya, nanti dibuka"), ("Rahasia?", "🔴")],
)  # fmt: skip
def test_an_answer_to_no_clear_question_hides_the_case_and_says_so(tmp_path, header, mark):
    seen, titles = titles_seen(tmp_path / "f.xlsx", header, [mark, "Terbuka", mark])
    assert titles == ["", "Kasus 1", ""]
    assert [p.reason for p in seen.problems if p.column == "confidentiality" and p.row] == ["unclear_mark"] * 2


@pytest.mark.parametrize("header", ["Publik?", "Terbuka", "Open"])
def test_a_column_that_asks_the_opposite_is_no_mark(tmp_path, header):
    seen, _ = titles_seen(tmp_path / "f.xlsx", header, ["Ya", "Tidak"])
    assert not seen.reads[0].column("confidentiality")


@pytest.mark.parametrize("mark", ["jangan sampai bocor", "Terbuka, jangan bocor", "publik, tanpa nama yang bocor"])
def test_a_mark_that_is_not_clearly_open_hides_the_case_and_says_so(demo, tmp_path, mark):
    path = Path(shutil.copy(demo, tmp_path / "forum.xlsx"))
    type_by_hand(path, "Masalah", "MS-001", {"Kerahasiaan": mark})
    seen = open_forum(path).as_role("keeper").read()
    assert seen.tables["issues"].at["MS-001", "title"] is None
    assert not any("bocor" in problem.message() + problem.value for problem in seen.problems)
    said = [problem for problem in seen.problems if (problem.id, problem.column) == ("MS-001", "confidentiality")]
    assert [problem.reason for problem in said] == ["unclear_mark"]
    assert "disembunyikan" in said[0].message()


def test_unknown_columns_about_people_are_hidden_and_others_are_kept(demo, tmp_path):
    path = Path(shutil.copy(demo, tmp_path / "forum.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book["Mitra"]
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Nama Mitra")
    width = sheet.max_column
    for offset, (header, value) in enumerate(
        [("NIK Ketua", "3404011234567890"), ("Warna Seragam", "hijau"), ("Lain", "hubungi 0812-7777-1234 ya")], 1
    ):
        sheet.cell(top, width + offset).value = header
        sheet.cell(top + 1, width + offset).value = value
    book.save(path)
    forum = open_forum(path)
    id_ = forum.read().tables["partners"].index[0]
    assert forum.as_role("keeper").latest().extra("partners", id_) == {
        "NIK Ketua": "3404011234567890", "Warna Seragam": "hijau", "Lain": "hubungi 0812-7777-1234 ya",
    }  # fmt: skip
    for role in ("visitor", "member"):
        assert forum.as_role(role).latest().extra("partners", id_) == {
            "Warna Seragam": "hijau",
            "Lain": f"hubungi {HIDDEN} ya",
        }


def test_every_column_of_the_log_of_cases_that_no_table_knows_is_hidden_from_those_who_see_no_reporter(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Masalah"
    people = ["Identitas Pengadu", "Nama Korban", "Terlapor", "Saksi", "Warna"]
    book.active.append(["Judul", "Jenis", "Tanggal Lapor", "Tahap", "Kerahasiaan", "Pelapor", *people])
    for n in range(4):
        row = [f"Air keruh {n}", "pengaduan", "01/11/2026", "Baru", "Terbuka", f"Orang-{n}"]
        book.active.append([*row, *(f"Orang-{c}-{n}" for c in range(5)), f"Orang-tanpa-judul-{n}"])
    book.save(tmp_path / "f.xlsx")
    forum = open_forum(tmp_path / "f.xlsx")
    id_ = str(forum.read().tables["issues"].index[0])
    assert set(people) <= set(forum.as_role("keeper").latest().extra("issues", id_))
    assert set(people) <= set(forum.as_role("mediator").latest().extra("issues", id_))
    for role in ("visitor", "member"):
        seen = forum.as_role(role).latest()
        assert seen.extra("issues", id_) == {}
        assert "Orang-" not in repr([row for read in seen.reads for row in read.grid.rows])
        assert seen.tables["issues"].at[id_, "title"] == "Air keruh 0"


def test_numbers_inside_other_texts_are_hidden_from_visitors_only(forum):
    forum.update(
        "tasks", "TG-001", {"notes": "Telepon Bu Sari di 0812 3456 7890 atau sari@contoh.id sebelum 12/08/2026"}
    )
    noted = forum.as_role("visitor").read().tables["tasks"].at["TG-001", "notes"]
    assert noted == f"Telepon Bu Sari di {HIDDEN} atau {HIDDEN} sebelum 12/08/2026"
    assert "0812" in forum.as_role("member").latest().tables["tasks"].at["TG-001", "notes"]


def test_a_reference_to_a_hidden_case_says_its_id(tmp_path):
    config = Path(shutil.copytree(TOP / "config", tmp_path / "config"))
    column = '[[column]]\nkey = "case"\nkind = "reference"\nto = "issues"\nlabel = { id = "Kasus", en = "Case" }\n'
    column += 'help = { id = "Kasusnya", en = "The case" }\nexample = "MS-01"\n'
    lessons = config / "tables" / "lessons.toml"
    lessons.write_text(lessons.read_text("utf-8") + "\n" + column, "utf-8")
    cases = {
        "title": "Batas lahan warga",
        "type": "conflict",
        "reported_on": "2026-03-01",
        "confidentiality": "restricted",
    }
    new_workbook(tmp_path / "forum.xlsx", load_schema(config), rows={"issues": [cases]})
    forum = open_forum(tmp_path / "forum.xlsx", config=config)
    lesson = forum.append("lessons", {"title": "Pelajaran uji", "case": "Batas lahan warga"})
    whole, seen = forum.read(), forum.as_role("member").read()
    assert whole.tables["lessons"].at[lesson, "case"] == "Batas lahan warga"
    assert seen.tables["lessons"].at[lesson, "case"] == whole.tables["issues"].index[0]
    assert seen.typed("lessons", lesson, "case") == HIDDEN


def test_every_finding_can_be_said_in_every_view(forum):
    for role in ROLES:
        for problem in forum.as_role(role).latest().problems:
            assert problem.message("id") and problem.message("en")
            assert isinstance(problem.read_as_in("en"), str | None)


def test_the_rows_of_a_tab_are_veiled_wherever_they_are_looked_at(forum):
    whole = forum.read()
    phones = {str(whole.typed("partners", id_, "phone")) for id_ in whole.tables["partners"].index} - {""}
    seen = forum.as_role("visitor").latest()
    for read in seen.reads:
        for rows in (list(read.grid.rows), read.grid.rows[:], [read.grid.rows[n] for n in range(len(read.grid.rows))]):
            assert not phones & {str(cell) for row in rows for cell in row}
        assert not phones & {str(cell) for cells in read.match.given.values() for cell in cells}
    assert phones and not any(phone in str(as_json(seen)) for phone in phones)


# History


def test_the_history_tells_a_member_what_it_may_know(forum):
    keeper = forum.as_role("keeper", by="Pak Wira")
    keeper.update("partners", "M-01", {"phone": "0812-7777-1234"})
    keeper.update("partners", "M-01", {"area": "Dusun Krajan"})
    new = keeper.append("partners", {"name": "Mitra Baru", "sector": "community", "phone": "0812-7777-9999"})
    keeper.update("issues", case(forum, "restricted"), {"title": "Judul yang lain"})
    lines = forum.as_role("member").history()
    told = repr(lines)
    assert "7777" not in told and "Judul yang lain" not in told and "Pak Wira" not in told
    assert any(line["new"] == "Dusun Krajan" for line in lines)
    assert next(line for line in lines if line["id"] == new)["new"] == "Mitra Baru"
    assert "0812-7777-1234" in repr(keeper.history()) and "Pak Wira" in repr(keeper.history())


# Words that belong to people


@pytest.mark.parametrize(
    "text",
    ["0812-3456-7890", "+62 812 3456 7890", "081234567890", "62 812-3456-7890", "(0274) 512345", "0274-512345",
     "+44 20 7946 0958", "ketua.rt+1@contoh.or.id", "3404011234567890", "https://wa.me/6281234567890"],
)  # fmt: skip
def test_a_number_or_address_is_known(text):
    assert text not in scrubbed(f"hubungi {text} segera")
    assert scrubbed(text) != text


@pytest.mark.parametrize(
    "text",
    ["0812–3456–7890", "0812—3456—7890", "0812/3456/7890", "0812_3456_7890", "(0812) 3456-7890", "0812 34 56 78 90",
     "0 8 1 2 3 4 5 6 7 8 9 0", "08123456789,08123456780", "0812-3456-7890,0813-3456-7890", "8123456789,8123456780",
     "08123456789/08123456780", "hp081234567890", "WA081234567890", "8123456789", "81234567890", "812345678901",
     "812-3456-7890", "0274/561234", "3404.0198.7654.3210", "3404 0198 7654 3210", "340401-987654-3210",
     "34 0401 987654 3210", "34.04.01.987654.3210", "+62 (812) 3456 7890"],
)  # fmt: skip
def test_no_figure_of_a_number_is_left_however_it_is_written(text):
    assert not any(sign.isdigit() for sign in scrubbed(f"hubungi {text} segera"))
    assert may_hold_some(["biasa", text])


GAPS_BETWEEN = st.sampled_from(["", " ", "-", ".", "–", "—", "‑", "_", " - ", "*"])


@given(
    st.sampled_from(["0", "62", "+62", "+62 ", "(+62) ", "0062"]),
    st.sampled_from(["11", "12", "13", "21", "31", "52", "57", "77", "81", "95"]),
    st.text("0123456789", min_size=7, max_size=9), GAPS_BETWEEN, st.sampled_from(["", ".", ",", ")", " ya", "\n"]),
)  # fmt: skip
def test_a_mobile_number_is_hidden_with_any_sign_between_its_parts(start, operator, rest, gap, after):
    number = f"{start}8{operator}{gap}{rest[:4]}{gap}{rest[4:]}"
    hidden = scrubbed(f"hubungi {number}{after}")
    assert not any(sign.isdigit() for sign in hidden)
    assert may_hold_some([number])


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.integers(1, 10**13),
    st.floats(-90, 90), st.floats(-180, 180), st.integers(10_000, 99_999),
)  # fmt: skip
def test_dates_money_coordinates_years_and_post_codes_are_never_hidden(day, amount, latitude, longitude, post_code):
    money = f"{amount:,}".replace(",", ".")
    for text in (
        f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y} s.d. {day:%d-%m-%Y}", f"{day} {day}", f"{day:%d.%m.%Y}", f"{day:%d/%m/%y}",
        f"Rp {money}", f"Rp{amount}", f"Rp. {money},-", f"{money},00", f"{amount} rupiah" if amount < 10**12 else money,
        f"{latitude:.6f}, {longitude:.6f}", f"{latitude:.7f} {longitude:.7f}".replace(".", ","),
        f"{day.year} {day.year} {day.year} {day.year}", f"{day.year}/{day.year}", f"Bantul {post_code}",
    ):  # fmt: skip
        assert scrubbed(text) == text


def test_a_long_text_of_figures_is_looked_through_at_once():
    for text in ("0" * 50_000, "08 " * 20_000, "8-" * 30_000, "0812-" * 20_000, "1" * 50_000, "2026 " * 20_000):
        started = time.perf_counter()
        scrubbed(text)
        assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "number", [81200000000, 8123456789, 812345678, 81234567890.0, 6281234567890, 62274561234, 3404019876543210]
)
def test_a_bare_number_is_known_as_a_phone_number_or_a_nik(number):
    assert is_dialled(number)


@pytest.mark.parametrize(
    "number",
    [8_000_000_000, 8_400_000_000, 850_000_000, 62_500_000_000, 1_234_567_890, 812, 2026, 812345678.5, -81234567890,
     0.8123456789, float("nan"), float("inf")],
)  # fmt: skip
def test_other_bare_numbers_are_not(number):
    assert not is_dialled(number)


def test_bare_phone_numbers_are_hidden_where_no_table_knows_the_column_and_amounts_never(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Tugas"
    book.active.append(["Tugas", "PJ", "Tenggat", "Status", "Anggaran", "Catatan", "Lain", "Skor"])
    for n in range(4):
        note = f"ke 812{n}4567890, lalu lapor"
        row = [f"Tugas {n}", "PKK", "01/11/2026", "Belum", 8_123_456_789 + n, note, 81200000000 + n, 850_000_000]
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    forum = open_forum(tmp_path / "f.xlsx")
    seen = forum.as_role("visitor").latest()
    id_ = str(seen.tables["tasks"].index[0])
    assert seen.extra("tasks", id_) == {"Lain": HIDDEN, "Skor": "850000000"}
    assert seen.tables["tasks"].at[id_, "budget"] == 8_123_456_789
    assert seen.typed("tasks", id_, "budget") == "8123456789"
    assert seen.tables["tasks"].at[id_, "notes"] == f"ke {HIDDEN}, lalu lapor"
    assert seen.typed("tasks", id_, "notes") == f"ke {HIDDEN}, lalu lapor"
    assert forum.as_role("member").latest().extra("tasks", id_)["Lain"] == HIDDEN
    assert forum.as_role("keeper").latest().extra("tasks", id_)["Lain"] == "81200000000"


@pytest.mark.parametrize(
    "text",
    ["12/08/2026", "Rp 2.500.000", "2026-03-31", "TG-001", "1.234.567,89", "08.30–10.00", "RT 08 RW 12",
     "-7,7956 110,3695", "75%", "PO 0081/2026", "2025/2026", "Perdes No. 4 Tahun 2025", "1.000.000.000",
     "Rp 812.500.000", "Rp8125000000", "8125000000,-", "8125000000,00", "8.125.000.000", "-7,0812345678 110,8123456789",
     "0.8123456789", "2021 2022 2023 2024", "2026-03-31 2026-04-01", "01/03/2026 - 31/03/2026", "0812/123/2026",
     "470/0812/3456/2026", "55581", "08.15-09.30", "0815-0930", "NIB 8120000123456", "INV-0812345678"],
)  # fmt: skip
def test_dates_money_and_codes_are_left_alone(text):
    assert scrubbed(text) == text


@pytest.mark.parametrize(
    "header",
    [
        "No HP",
        "Telp. Ketua",
        "E-mail",
        "NIK",
        "Nomor WA bendahara",
        "KTP",
        "Pelapor",
        "No. Rekening",
        "Kontak lain",
        "Narahubung 2",
        "CP",
        "Alamat Rumah Ketua",
        "Tempat, tanggal lahir",
        "HP1",
        "NoHP",
        "NoWA",
        "nowa",
        "No. Telpn",
        "Tlpn",
        "Telf",
        "Phone2",
        "WhatsApp2",
        "Nomor Ponsel2",
        "CP1",
        "hp_ketua",
        "No. Rek",
        "TTL",
        "HPKetua",
        "Hape",
        "No.HP/WA",
        "Nomor Induk Kependudukan",
        "NIK2",
        "No KK",
        "Telp2",
        "telpKantor",
        "NOHP",
        "ponsel",
    ],
)
def test_a_header_about_a_person_is_known(header):
    assert sounds_private(header, load_schema())


@pytest.mark.parametrize(
    "header",
    [
        "Warna",
        "Keterangan",
        "Jumlah warga",
        "Lokasi",
        "Volume",
        "Alamat",
        "Jumlah rumah",
        "Jumlah KK",
        "Jml KK",
        "Total HP dibagikan",
        "Wajib",
        "Nomor",
        "No",
        "Notulen",
        "Rekap",
        "Tahap1",
        "Sektor2",
        "Hapus",
        "Nilai Rp",
    ],
)
def test_other_headers_are_not(header):
    assert not sounds_private(header, load_schema())


def test_a_log_line_holds_no_key():
    key = "-----BEGIN PRIVATE KEY-----\nMIIEvQrahasia\n-----END PRIVATE KEY-----"
    assert (
        without_keys(f"failed with {key} for a@b.id and ya29.a0Abc-d")
        == f"failed with {HIDDEN} for {HIDDEN} and {HIDDEN}"
    )


# Pass-phrases


def test_a_phrase_fits_its_own_hash_however_it_is_typed():
    line = phrases.hashed(PHRASE)
    assert phrases.is_hash(line)
    assert phrases.fits("  Padi menguning  PAGI ini ", line)
    assert not phrases.fits("padi menguning pagi", line)
    assert PHRASE not in line


def test_two_hashes_of_one_phrase_differ():
    assert phrases.hashed(PHRASE) != phrases.hashed(PHRASE)


@pytest.mark.parametrize(
    "line",
    ["", None, PHRASE, 12, "scrypt$", "scrypt$1$8$1$AAAA$BBBB", "scrypt$99999999$8$1$AAAAAAAAAAAAAAAA$AAAA",
     phrases.hashed(PHRASE, SALT).replace("$8$", "$9$"), phrases.hashed(PHRASE, SALT)[:-6], "pbkdf2$1$2$3$4$5"],
)  # fmt: skip
def test_a_line_that_is_no_hash_opens_nothing(line):
    assert not phrases.is_hash(line)
    assert not phrases.fits(PHRASE, line)
    assert not phrases.fits(str(line), line)


def test_an_empty_phrase_opens_nothing():
    assert not phrases.fits(" ", phrases.hashed(" "))


def test_a_phrase_opens_the_most_trusted_role_it_fits():
    lines = {name: phrases.hashed(PHRASE) for name in ("member", "keeper")}
    assert phrases.opened(PHRASE, lines) == "keeper"
    assert phrases.opened("lain sama sekali", lines) is None


def test_each_failure_waits_longer_up_to_an_end_and_is_forgotten():
    tries, now, waits = phrases.session_tries(), 1000.0, []
    for _ in range(14):
        tries = tries.failed(now)
        waits.append(tries.wait(now))
        now += waits[-1]
    assert waits[:6] == [0, 0, 2, 4, 8, 16]
    assert waits[-1] == 300 and waits == sorted(waits)
    assert tries.wait(now + phrases.FORGET + 301) == 0
    assert tries.failed(now + phrases.FORGET + 301).failures == 1


def test_a_thousand_guesses_over_all_sessions_take_hours():
    tries, now = phrases.process_tries(), 0.0
    for _ in itertools.repeat(None, 1000):
        now += tries.wait(now)
        tries = tries.failed(now)
    assert now > 5 * 3600


def test_wrong_phrases_now_and_then_hold_nobody_up():
    """After the slips of a whole meeting the next waits 20 seconds at most; slow ones are forgotten as they come."""
    tries, now = phrases.process_tries(), 1000.0
    for _ in range(20):
        tries = tries.failed(now)
    assert 0 < tries.wait(now) <= 20
    assert tries.wait(now + 21) == 0
    for _ in range(200):
        now += 30
        tries = tries.failed(now)
        assert tries.wait(now + 10) == 0


def command(*arguments, typed=""):
    run = [sys.executable, "-W", "ignore", "-m", "sheets", "passphrase", *arguments]
    return subprocess.run(run, input=typed, capture_output=True, text=True, cwd=TOP, timeout=60)


@pytest.mark.parametrize("role", SIGNED_IN)
def test_the_command_prints_a_line_that_the_phrase_opens(role):
    done = command(role, typed=f"{PHRASE}\n{PHRASE}\n")
    lines = tomllib.loads(done.stdout)["passphrases"]
    assert phrases.opened(PHRASE, lines) == role
    assert PHRASE not in done.stdout


def test_the_command_without_a_role_makes_one_section_of_all_phrases_and_passes_over_empty_ones():
    done = command(typed=f"{PHRASE}\n{PHRASE}\n\nduduk bersama di pendopo\nduduk bersama di pendopo\n")
    lines = tomllib.loads(done.stdout)["passphrases"]
    assert list(lines) == ["member", "mediator"]
    assert phrases.opened("duduk bersama di pendopo", lines) == "mediator"


def test_a_role_may_be_named_as_people_call_it():
    done = command("Pengurus", "mediator", typed=f"{PHRASE}\n{PHRASE}\nlain sama sekali\nlain sama sekali\n")
    assert list(tomllib.loads(done.stdout)["passphrases"]) == ["keeper", "mediator"]
    assert command("bendahara").returncode == 2


def test_the_command_makes_nothing_from_two_different_or_a_short_phrase():
    for typed in (f"{PHRASE}\n{PHRASE} lagi\n", "pendek\npendek\n"):
        done = command(typed=typed)
        assert (done.returncode, done.stdout) == (2, "")
