"""Impor on screen: choose a file, see the plan, decide, write, take it back."""

from __future__ import annotations

import pytest

from forum.columns import kept
from sheets.store import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import foreign, press, raw_workbook, seen, toasts, typed_in, visitor

HEADER = "Kegiatan;PJ;Tenggat;Status"
NEW = "Tanam 500 bibit mangrove;PKK Melati;1/12/2026;belum"
CHANGED = "Pelatihan kompos untuk 25 petani;PKK Melati;31/12/2030;proses"
NEAR = "Bersih saluran induk;PKK Melati;1/12/2026;belum"


@pytest.fixture
def bring(open_screen, forum_file):
    """`app, path = bring("Kegiatan;PJ", "Tanam;PKK")`: the screen after this file was chosen."""

    def chosen(*lines: str, forum: str = "demo", name: str = "daftar.csv", **query: str):
        path = forum_file(forum) if not hasattr(forum, "exists") else forum
        app = open_screen("bring", forum=path, **query)
        app.get("file_uploader")[0].upload(name, "\n".join(lines).encode(), "text/csv").run()
        assert not app.exception
        return app, path

    return chosen


def write(app, label):
    """Press the button and let the page write; a browser asks for the next part by itself."""
    press(app, label)
    return app.run()


def tasks(path):
    return open_forum(path, shared=False).read().tables["tasks"]


def test_the_screen_begins_with_a_promise_and_a_place_for_a_file(open_screen):
    app = open_screen("bring")
    assert headline(app) == "Bawa masuk daftar yang sudah ada; tidak ada yang ditulis sebelum Anda setuju"
    assert len(app.get("file_uploader")) == 1


def test_the_plan_is_shown_and_nothing_is_written(bring):
    app, path = bring(HEADER, NEW, CHANGED)
    before = len(tasks(path))
    assert headline(app) == "Satu baris baru akan masuk dari daftar.csv"
    shown = words(app)
    assert "Tanam 500 bibit mangrove" in shown
    assert "Pelatihan kompos untuk 25 petani" in shown
    assert "Tenggat: " in seen(app)
    assert len(tasks(path)) == before


def test_what_was_shown_is_written_with_one_press_and_stands_in_the_history(bring):
    app, path = bring(HEADER, NEW, CHANGED)
    before = len(tasks(path))
    write(app, "Tulis ke lembar: 1 baris baru")
    assert headline(app) == "1 baris ditambahkan dari daftar.csv"
    after = tasks(path)
    assert len(after) == before + 1
    assert after.iloc[-1]["title"] == "Tanam 500 bibit mangrove"
    lines = open_forum(path, shared=False).history()
    assert [(line["column"], line["why"]) for line in lines[:1]] == [("+", "impor daftar.csv")]


def test_a_cell_is_overwritten_only_when_it_is_ticked(bring):
    app, path = bring(HEADER, CHANGED)
    assert headline(app) == "Semua isi daftar.csv sudah ada di lembar"
    box = next(box for box in app.checkbox if "31 Des 2030" in box.label)
    assert box.value is False
    box.check().run()
    assert headline(app) == "Satu sel akan diubah dari daftar.csv"
    write(app, "Tulis ke lembar: 1 sel")
    assert str(tasks(path).at["TG-005", "due"])[:10] == "2030-12-31"


def test_all_differing_cells_can_be_ticked_at_once(bring):
    app, _ = bring(HEADER, CHANGED)
    app.checkbox(key="lb-bring-overwrite").check().run()
    assert "sel akan" in headline(app)
    assert all(box.value for box in app.checkbox)


def test_a_similar_name_is_asked_and_only_the_answer_is_written(bring):
    app, _ = bring(HEADER, NEAR)
    assert headline(app) == "Belum ada yang akan ditulis dari daftar.csv; jawab dulu yang ditanyakan"
    (question,) = app.radio
    assert "TG-036 Bersihkan saluran induk" in question.options[0]
    question.set_value("").run()
    assert headline(app) == "Satu baris baru akan masuk dari daftar.csv"
    app.radio[0].set_value("TG-036").run()
    assert "Tulis ke lembar: 1 baris baru" not in [button.label for button in app.button]


def test_a_name_that_nobody_knows_is_added_when_it_is_picked(bring):
    app, path = bring(HEADER, "Tanam mangrove;Sanggar Baru Jaya;1/12/2026;belum")
    app.multiselect(key="lb-bring-add-partners").select("sanggarbarujaya").run()
    write(app, "Tulis ke lembar: 2 baris baru")
    assert tasks(path).iloc[-1]["lead_id"] == "M-18"


def test_another_table_and_other_fields_can_be_chosen(bring):
    app, _ = bring("Apa itu;Warna", "Sanggar Seni;biru", "Radio;ungu", forum="empty")
    assert headline(app) == "Belum ada tabel yang dikenali di daftar.csv"
    app.selectbox(key="lb-bring-table-0.0").set_value("partners").run()
    app.session_state["lb-bring-columns-0.0"] = True
    app.run()
    app.selectbox(key="lb-bring-column-0.0-partners-0").set_value("name").run()
    assert headline(app) == "Dua baris baru akan masuk dari daftar.csv"


def test_what_new_rows_lack_can_be_chosen_for_all_of_them(bring):
    app, path = bring("Nama Mitra;Sektor", "Sanggar Seni;ENTAH_X", "Radio Baru;ENTAH_X", forum="empty")
    app.selectbox(key="lb-bring-fill-partners-sector").set_value("community").run()
    write(app, "Tulis ke lembar: 2 baris baru")
    partners = open_forum(path, shared=False).read().tables["partners"]
    assert list(partners["sector"]) == ["community", "community"]


def test_what_stays_out_is_told_with_its_reason(bring):
    app, _ = bring(f"{HEADER};Warna", "Bangun gudang;PKK Melati;31/2/2026;belum;biru", f"{NEW};hijau", "Jumlah;;;;")
    shown = seen(app)
    assert "31/2/2026" in shown
    assert "baris jumlah atau rata-rata" in shown
    assert "tinggal di berkas: Warna" in shown


def test_a_sheet_that_moved_is_shown_again(bring):
    app, path = bring(HEADER, NEW)
    same = {"title": "Tanam 500 bibit mangrove", "lead": "M-05", "due": "2026-12-01", "status": "not_started"}
    open_forum(path).append("tasks", same)
    write(app, "Tulis ke lembar: 1 baris baru")
    assert "Lembar berubah sejak Anda melihatnya" in words(app)
    assert headline(app) == "Semua isi daftar.csv sudah ada di lembar"
    assert list(tasks(path)["title"]).count("Tanam 500 bibit mangrove") == 1


def test_a_missing_tab_is_made_and_filled(bring, tmp_path):
    small = raw_workbook(tmp_path / "kecil.xlsx", {"Tugas": [["Tugas", "PJ", "Tenggat"], ["Rapat", "PKK", "1/3/2026"]]})
    app, path = bring("Nama Mitra;Sektor", "Sanggar;warga", forum=small, name="mitra.csv")
    assert "Tab Mitra belum ada di lembar" in words(app)
    press(app, "Buat tab Mitra")
    write(app, "Tulis ke lembar: 1 baris baru")
    assert list(open_forum(path, shared=False).read().tables["partners"]["name"]) == ["Sanggar"]


def test_what_was_not_answered_can_be_answered_after_the_rest_is_written(bring):
    app, path = bring(HEADER, NEW, NEAR)
    write(app, "Tulis ke lembar: 1 baris baru")
    press(app, "Lanjutkan dengan berkas ini")
    app.radio[0].set_value("").run()
    write(app, "Tulis ke lembar: 1 baris baru")
    assert list(tasks(path)["title"].tail(2)) == ["Tanam 500 bibit mangrove", "Bersih saluran induk"]


def test_a_broken_file_is_said_under_the_field(bring):
    app, _ = bring("<!DOCTYPE html><html>masuk dulu</html>", name="laman.xlsx")
    assert "laman.xlsx" in words(app)
    assert len(app.get("file_uploader")) == 1


def test_another_file_can_be_chosen_at_any_time(bring):
    app, _ = bring(HEADER, NEW)
    press(app, "Berkas lain")
    assert len(app.get("file_uploader")) == 1


def test_a_visitor_sees_no_place_for_a_file(forum_file):
    app = visitor(forum_file("demo"), "bring")
    assert len(app.get("file_uploader")) == 0
    assert "Masuk sebagai anggota" in words(app)


def take_back(app):
    app.switch_page("pages/history.py").run()
    next(
        button for button in app.button if (button.key or "").startswith("undo-") and button.proto.type == "primary"
    ).click().run()
    assert "Dikembalikan" in toasts(app)


def test_the_whole_import_is_taken_back_from_the_history(bring):
    rows = [f"Gotong royong pekan {n};PKK Melati;{n}/12/2026;belum" for n in range(1, 6)]
    app, path = bring(HEADER, *rows, CHANGED)
    before = tasks(path).at["TG-005", "due"]
    next(box for box in app.checkbox if "31 Des 2030" in box.label).check().run()
    write(app, "Tulis ke lembar: 5 baris baru, 1 sel")
    take_back(app)
    assert list(tasks(path)["status"].tail(5)) == ["cancelled"] * 5
    assert tasks(path).at["TG-005", "due"] == before


def test_measurements_that_an_import_brought_count_no_more_when_it_is_taken_back(bring):
    app, path = bring("Indikator;Tanggal;Nilai", "I-01;1/12/2025;3,5", "I-01;2/12/2025;4,5", name="pengukuran.csv")
    before = len(measured(path))
    write(app, "Tulis ke lembar: 2 baris baru")
    assert len(measured(path)) == before + 2
    take_back(app)
    assert len(measured(path)) == before


def measured(path):
    return kept(open_forum(path, shared=False).read().tables["measurements"], "archived")


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_speaks_one_language(bring, language):
    app, path = bring("Tugas;PJ;Tenggat;Zzz", "Xyzzy;Qwfpg;1/12/2026;a", "Xyzzy;Qwfpg;31/2/2026;b", lang=language)
    theirs = typed_in(path) + " Xyzzy Qwfpg Zzz daftar Tugas Tenggat Indonesia English"
    assert foreign(app, language, theirs) == set()
