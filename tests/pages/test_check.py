"""Periksa data: each cell that could not be read, beside what was typed, and mended from here."""

from typing import Any

from sheets import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import faults, press, raw_workbook, seen, toasts, visitor


def test_the_headline_counts_what_cannot_be_read_and_what_is_guessed(open_screen):
    assert "tidak terbaca" in headline(open_screen("check"))
    assert "cannot be read" in headline(open_screen("check", lang="en"))


def test_a_finding_quotes_the_cell_with_its_place(open_screen):
    text = words(open_screen("check"))
    assert "10-15" in text
    assert "Pengukuran, sel " in text
    assert "sel terbaca" in text


def test_what_a_cell_was_read_as_is_said_in_the_readers_language(open_screen, tmp_path):
    rows = [["Kode", "Tugas", "Status", "Tenggat"], ["TG-1", "Pipa", "sudah dibeli", "Agustus 27"]]
    path = raw_workbook(tmp_path / "forum.xlsx", {"Tugas": rows})
    indonesian, english = (words(open_screen("check", forum=path, lang=language)) for language in ("id", "en"))
    for text in ("Dibaca Selesai", "Agu 2027", "Kolom Penanggung Jawab belum ada"):
        assert text in indonesian
    for text in ("Read as Done", "Aug 2027", "There is no column Lead yet"):
        assert text in english
    assert not [text for text in ("Selesai", "Agu 2027", "Penanggung Jawab") if text in english]


def test_only_what_cannot_be_read_can_be_asked_for(open_screen):
    app = open_screen("check")
    assert "Perlu dipastikan" in words(app)
    app.segmented_control(key="temuan").set_value("unreadable").run()
    assert "Perlu dipastikan" not in words(app)
    assert "siap-siap" in words(app)


def test_a_cell_is_mended_where_it_is_shown(open_screen, tmp_path):
    tasks = [["Kode", "Tugas", "PJ", "Tenggat", "Status"], ["TG-001", "Rapat", "BPD", "31/2/2026", "belum"]]
    path = raw_workbook(tmp_path / "forum.xlsx", {"Tugas": tasks})
    app = open_screen("check", forum=path)
    assert "31/2/2026" in words(app)
    next(button for button in app.button if button.key.startswith("mend-") and "due" in button.key).click().run()
    next(field for field in app.date_input if field.key.endswith(".due")).set_value("2026-02-28")
    next(button for button in app.button if button.label == "Simpan").click().run()
    assert "ersimpan" in toasts(app)
    assert str(open_forum(path).read().tables["tasks"].at["TG-001", "due"])[:10] == "2026-02-28"
    assert "31/2/2026" not in words(app)


def test_two_partners_of_one_name_are_told_apart_by_their_ids(open_screen, tmp_path):
    partners = [
        ["Kode", "Nama Mitra", "Sektor"],
        ["M-01", "Karang Taruna", "warga"],
        ["M-02", "Karang Taruna", "warga"],
    ]
    tasks = [["Kode", "Tugas", "PJ", "Tenggat"], ["TG-001", "Rapat", "Karang Taruna", "30/6/2026"]]
    app = open_screen("check", forum=raw_workbook(tmp_path / "forum.xlsx", {"Mitra": partners, "Tugas": tasks}))
    assert faults(app) == []
    assert "M-01" in seen(app) and "M-02" in seen(app)


def test_rows_that_are_no_records_and_tabs_that_are_no_tables_are_named(open_screen, tmp_path):
    tabs = {
        "Mitra": [["Kode", "Nama Mitra", "Sektor"], ["M-01", "BPD", "pemerintah"], ["", "JUMLAH", ""]],
        "Resep": [["Bahan"], ["gula merah, santan, dan daun pandan secukupnya"]],
    }
    app = open_screen("check", forum=raw_workbook(tmp_path / "forum.xlsx", tabs))
    assert "Resep" in words(app)
    assert "Baris yang dilewati (1)" in seen(app)


def test_a_clean_sheet_is_told_so(open_screen, tmp_path):
    tabs = {"Mitra": [["Kode", "Nama Mitra", "Sektor"], ["M-01", "Badan Permusyawaratan", "pemerintah"]]}
    app = open_screen("check", forum=raw_workbook(tmp_path / "forum.xlsx", tabs))
    assert headline(app) == "Semua sel terbaca; tidak ada yang perlu dipastikan"


def test_an_empty_sheet_has_nothing_to_read(open_screen):
    assert headline(open_screen("check", forum="empty")) == "Belum ada isi yang dapat dibaca di lembar ini"


def test_a_blank_cell_is_filled_in_and_not_written_again(open_screen, tmp_path):
    tasks = [TASKS, ["TG-001", "Rapat", "BPD", "1/2/2026", "belum"], ["TG-002", "Survei", "BPD", "1/3/2026", None]]
    app = open_screen("check", forum=raw_workbook(tmp_path / "forum.xlsx", {"Tugas": tasks}))
    assert "Isi" in [button.label for button in app.button]
    assert "Isi Status" in words(press(app, "Isi"))


def test_a_guess_is_confirmed_from_its_menu_and_all_like_it_at_once(open_screen, tmp_path):
    due = ["akhir Maret", "akhir April", "akhir Mei", "akhir Juni"]
    tasks = [
        ["Kode", "Tugas", "PJ", "Tenggat", "Status"],
        *([f"TG-{n}", "Rapat", "BPD", day, "belum"] for n, day in enumerate(due)),
    ]
    path = raw_workbook(tmp_path / "forum.xlsx", {"Tugas": tasks})
    app = open_screen("check", forum=path)
    menu = next(each for each in app.get("menu_button") if each.proto.label == "Pastikan")
    assert menu.proto.options[0] == "Benar semua (4 sel)"
    assert menu.proto.options[1].startswith("Benar: tulis 31/3/")
    assert menu.proto.options[2] == "Tulis ulang"


def test_a_finding_of_a_whole_tab_quotes_no_empty_cell(open_screen, tmp_path):
    path = raw_workbook(tmp_path / "forum.xlsx", {"Tugas": [["Tugas", "PJ"], ["Rapat desa", "BPD"]]})
    bodies = " ".join(str(element.proto.body) for element in open_screen("check", forum=path).get("html"))
    assert "<td></td>" not in bodies


TASKS: list[Any] = ["Kode", "Tugas", "PJ", "Tenggat", "Status"]


def test_one_press_writes_the_one_safe_reading(open_screen, tmp_path):
    path = raw_workbook(tmp_path / "forum.xlsx", {"Tugas": [TASKS, ["TG-001", "Rapat", "BPD", "31/2/2026", "belum"]]})
    app = press(open_screen("check", forum=path), "Tulis 28/2/2026")
    assert "Diperbaiki" in toasts(app)
    assert "31/2/2026" not in words(app)
    forum = open_forum(path)
    assert str(forum.read().tables["tasks"].at["TG-001", "due"])[:10] == "2026-02-28"
    assert forum.history()[0]["why"] == "Periksa data"


def test_a_fix_is_taken_back_in_the_history(open_screen, tmp_path):
    path = raw_workbook(tmp_path / "forum.xlsx", {"Tugas": [TASKS, ["TG-001", "Rapat", "BPD", "31/2/2026", "belum"]]})
    press(open_screen("check", forum=path), "Tulis 28/2/2026")
    app = open_screen("history", forum=path)
    next(button for button in app.button if button.key.startswith("undo-")).click().run()
    assert "31/2/2026" in words(open_screen("check", forum=path))


def test_what_helps_most_stands_first_with_what_goes_without_it(open_screen, tmp_path):
    rows: list[list[Any]] = [
        ["TG-001", "Rapat", "BPD", "31/2/2026", "belum"],
        [None, "Latihan", "BPD", "17 Agustus", "belum"],
    ]
    text = words(open_screen("check", forum=raw_workbook(tmp_path / "forum.xlsx", {"Tugas": [TASKS, *rows]})))
    assert text.index("Paling menolong") < text.index("Perlu Anda pastikan") < text.index("Rapikan bila sempat")
    assert "tidak ikut di Lewat tenggat, Linimasa" in text
    assert "Tugas, sel D2" in text


def test_two_rows_of_one_partner_are_merged_by_a_person(open_screen, tmp_path):
    partners: list[list[Any]] = [
        ["Kode", "Nama Mitra", "Sektor", "Status Mitra", "Telepon/WA"],
        ["M-01", "PKK Desa Sukamaju", "warga", "aktif", None],
        ["M-02", "PKK Desa Suka Maju", "warga", "aktif", "0812-0000-0003"],
    ]
    tasks = [TASKS, ["TG-001", "Rapat", "M-02", "28/2/2026", "belum"]]
    path = raw_workbook(tmp_path / "forum.xlsx", {"Mitra": partners, "Tugas": tasks})
    app = press(open_screen("check", forum=path), "Gabungkan")
    assert "Rujukannya ikut pindah: 1 tugas." in words(app)
    assert "0812-0000-0003" in seen(app)
    next(button for button in app.button if str(button.key).startswith("merge-do-")).click().run()
    assert "Digabung ke PKK Desa Sukamaju" in toasts(app)
    tables = open_forum(path).read().tables
    assert tables["tasks"].at["TG-001", "lead_id"] == "M-01"
    assert tables["partners"].at["M-01", "phone"] == "+6281200000003"
    assert tables["partners"].at["M-02", "status"] == "left"


def test_the_findings_can_be_taken_along_as_a_file(open_screen):
    labels = [button.proto.label for button in open_screen("check").get("download_button")]
    assert labels == ["Unduh temuan (.xlsx)", "Unduh temuan (.csv)"]


def test_a_visitor_sees_the_findings_and_mends_nothing(tmp_path):
    path = raw_workbook(tmp_path / "forum.xlsx", {"Tugas": [TASKS, ["TG-001", "Rapat", "BPD", "31/2/2026", "belum"]]})
    app = visitor(path, "check")
    assert "31/2/2026" in words(app)
    assert [button.key for button in app.button if button.key and button.key.startswith(("fix-", "mend-"))] == []
