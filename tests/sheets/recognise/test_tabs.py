from __future__ import annotations

from tests.sheets.recognise.shapes import column, grid, keys, only, read, reasons

TASKS = [
    ["Kegiatan", "PJ", "Tenggat", "Status"],
    ["Rapat", "PKK", "1/2/2026", "selesai"],
    ["Tanam", "BPBD", "1/3/2026", "proses"],
]
PARTNERS = [
    ["Nama Lembaga", "Sektor", "No HP"],
    ["PKK", "masyarakat", "0812-1111-2222"],
    ["BPBD", "pemerintah", "0812-1111-3333"],
]


def test_a_tab_is_found_by_its_content_whatever_its_name():
    snapshot = read(grid(TASKS, "Lembar 7"), grid(PARTNERS, "Data baru"))
    assert [(each.table, each.tab) for each in snapshot.reads] == [("tasks", "Lembar 7"), ("partners", "Data baru")]


def test_several_tabs_may_feed_one_table():
    snapshot = read(grid(TASKS, "Tugas Januari"), grid([TASKS[0], ["Panen", "PKK", "1/7/2026", "belum"]], "Tugas Juli"))
    assert column(snapshot, "tasks", "title") == ["Rapat", "Tanam", "Panen"]
    assert snapshot.tables["tasks"].index.is_unique
    place = snapshot.place("tasks", snapshot.reads[1].ids[0])
    assert place is not None
    assert place.tab == "Tugas Juli"


def test_a_copy_of_a_tab_is_not_counted_twice():
    snapshot = read(grid(TASKS, "Tugas"), grid(TASKS, "Salinan dari Tugas"))
    assert len(snapshot.tables["tasks"]) == 2
    assert [(each.tab, each.why) for each in snapshot.not_recognised] == [("Salinan dari Tugas", "copy")]


def test_a_hidden_tab_is_named_and_not_read_unless_it_is_the_forums_own():
    snapshot = read(grid(TASKS, "Lama", hidden=True), grid(PARTNERS, "Mitra", hidden=True))
    assert [each.table for each in snapshot.reads] == ["partners"]
    assert [(each.tab, each.why) for each in snapshot.not_recognised] == [("Lama", "hidden")]


def test_the_history_tab_is_no_table_and_no_surprise():
    snapshot = read(grid([["Waktu", "Pelaku", "Tab", "Kode", "Kolom", "Lama", "Baru", "Alasan", "Tanda"]], "Riwayat"))
    assert not snapshot.reads
    assert not snapshot.not_recognised


def test_tabs_about_something_else_are_named():
    snapshot = read(
        grid(TASKS, "Tugas"),
        grid([["Date", "Query", "Status"], ["1/1/2026", "ALTER TABLE", "ok"]], "MYSQL"),
        grid([["Petunjuk"], ["1. Isi"]], "Baca dulu"),
    )
    assert {each.tab for each in snapshot.not_recognised} == {"MYSQL", "Baca dulu"}
    assert all(each.message() and each.message("en") for each in snapshot.not_recognised)


def test_settings_are_read_from_keys_and_values_and_the_rest_keeps_its_default():
    rows = [
        ["Kunci", "Nilai", "Keterangan"],
        ["nama_forum", "Forum Maju"],
        ["ambang_hijau", "0,85"],
        ["periode_mulai", "1 Januari 2026"],
        ["salah_ketik", "x"],
    ]
    snapshot = read(grid(rows, "Pengaturan"))
    assert snapshot.settings["forum_name"] == "Forum Maju"
    assert snapshot.settings["threshold_green"] == 0.85
    assert str(snapshot.settings["period_start"]) == "2026-01-01"
    assert snapshot.settings["threshold_yellow"] == 0.7
    assert reasons(snapshot) == {"unknown_setting"}


def test_a_date_without_a_year_takes_the_year_of_the_forums_period():
    settings = grid([["Kunci", "Nilai"], ["periode_mulai", "1/1/2025"], ["periode_akhir", "31/12/2025"]], "Pengaturan")
    snapshot = read(settings, grid([["Kegiatan", "PJ", "Tenggat"], ["a", "PKK", "17 Agustus"]], "Tugas"))
    assert column(snapshot, "tasks", "due") == ["2025-08-17"]
    assert "no_year" in reasons(snapshot)


def test_one_tab_that_repeats_who_does_what_feeds_tasks_and_partners():
    who = [
        ("PMI", "lsm"),
        ("PMI", "lsm"),
        ("IOM", "lsm"),
        ("IOM", "lsm"),
        ("BPBD", "pemerintah"),
        ("BPBD", "pemerintah"),
        ("PMI", "lsm"),
        ("IOM", "lsm"),
        ("PMI", "lsm"),
    ]
    rows = [
        ["Organisasi", "Sektor", "Kegiatan", "Mulai", "Selesai"],
        *([o, s, f"Kegiatan {n}", "1/2/2026", "3/2/2026"] for n, (o, s) in enumerate(who)),
    ]
    snapshot = read(grid(rows, "3W"))
    assert len(snapshot.tables["tasks"]) == 9
    assert column(snapshot, "partners", "name") == ["PMI", "IOM", "BPBD"]
    assert snapshot.tables["tasks"]["lead_id"].iloc[1] == snapshot.tables["partners"].index[0]
    assert "repeats" in reasons(snapshot)


def test_an_attendance_list_is_read_as_contacts_and_said_to_be_one():
    rows = [
        ["DAFTAR HADIR"],
        [],
        ["No", "Nama", "Instansi", "No HP", "Tanda Tangan"],
        [1, "Siti", "PKK Desa", "0812-3456-7890", None],
        [2, "Joko", "PKK Desa", None, None],
        [3, "Budi", "BPBD", None, None],
    ]
    snapshot = read(rows)
    assert column(snapshot, "partners", "contact") == ["Siti", "Joko", "Budi"]
    assert {"attendance_list", "repeated_names"} <= reasons(snapshot)


def test_two_tasks_may_have_the_same_name_without_a_word():
    snapshot = read(grid([["Kegiatan", "PJ"], ["Rapat", "PKK"], ["Rapat", "PKK"], ["Rapat", "BPBD"]], "Tugas"))
    assert keys(only(snapshot)) == {"A": "title", "B": "lead"}
    assert "repeated_names" not in reasons(snapshot)


def test_fifty_tabs_are_read_one_by_one():
    snapshot = read(*(grid(TASKS, f"Tugas {n}") for n in range(50)))
    assert len(snapshot.tables["tasks"]) == 100
    assert snapshot.tables["tasks"].index.is_unique


def test_the_actions_in_a_meeting_log_become_tasks():
    rows = [
        ["Date", "Meeting", "Attendees", "Decisions", "Action items", "Owner", "Due date"],
        ["5/1/2026", "Kickoff", "Ana, Ben", "Approved", "Draft the plan", "Ana", "12/1/2026"],
        ["5/2/2026", "Review", "Ana", "-", None, None, None],
    ]
    snapshot = read(grid(rows, "Meetings"))
    assert column(snapshot, "meetings", "title") == ["Kickoff", "Review"]
    assert column(snapshot, "tasks", "title") == ["Draft the plan"]
    assert column(snapshot, "tasks", "due") == ["2026-01-12"]


def test_a_register_whose_only_name_is_its_description_is_named_by_it():
    rows = [
        ["ID", "Type", "Description", "Impact", "Owner", "Status"],
        ["1", "Risk", "The pump breaks in the dry season", "High", "Ben", "Open"],
        ["2", "Issue", "No funds for the second quarter", "Medium", "Ben", "Closed"],
    ]
    snapshot = read(grid(rows, "RAID"))
    assert column(snapshot, "issues", "title") == [
        "The pump breaks in the dry season",
        "No funds for the second quarter",
    ]
    assert "guessed_header" in reasons(snapshot)


def test_an_outline_over_several_columns_names_each_row_by_its_own_level():
    rows = [
        ["WBS", "Phase", "Task", "Subtask", "Lead", "Start", "End"],
        ["1", "Plan"],
        ["1.1", None, "Kickoff", None, "Ann", "1/1/2026", "2/1/2026"],
        ["1.1.1", None, None, "Invite", "Bob", "1/1/2026", "1/1/2026"],
        ["2", "Do"],
        ["2.1", None, "Build", None, "Ann", "1/2/2026", "2/3/2026"],
    ]
    snapshot = read(grid(rows, "WBS"))
    assert column(snapshot, "tasks", "title") == ["Plan", "Kickoff", "Invite", "Do", "Build"]
    assert "title_from_level" in reasons(snapshot)


def test_a_list_of_nothing_but_names_is_read():
    snapshot = read([["No", "Nama Lembaga"], [1, "PKK"], [2, "BPBD"], [3, "Karang Taruna"]])
    assert column(snapshot, "partners", "name") == ["PKK", "BPBD", "Karang Taruna"]


def test_answers_to_a_survey_are_not_taken_for_issues():
    rows = [
        ["Timestamp", "Nama", "Usia", "Seberapa puas Anda?", "Saran"],
        ["1/1/2026", "A", 30, 4, "bagus"],
        ["1/1/2026", "B", 31, 5, "ok"],
    ]
    assert not read(grid(rows, "Form Responses 1")).reads


def test_a_table_that_nobody_knows_below_a_known_one_is_said_to_be_unread():
    below = [[], ["Kode Pos", "Kelurahan", "Luas"], [55711, "A", 12], [55712, "B", 13], [55713, "C", 14]]
    snapshot = read([*TASKS, *below])
    assert only(snapshot).rows == [2, 3]
    assert {"rest_rows"} == {each.why for each in snapshot.not_recognised}


SAID = [["Nama forum", "PKK"], ["Zona waktu", "BPBD"], ["baca > RTL", "Mitra"], ["ID lembar rahasia", "lain.xlsx"]]


def test_what_is_typed_in_the_rows_of_a_table_sets_nothing():
    rows = [[*row, "1/2/2026", "proses"] for row in SAID]
    for tab in ("Tugas", "RTL"):
        snapshot = read(grid([TASKS[0], *rows], tab))
        assert column(snapshot, "tasks", "title") == [row[0] for row in SAID]
        assert snapshot.settings["confidential_sheet_id"] is None
        assert not snapshot.corrections


def test_settings_are_found_in_a_tab_of_any_other_name():
    snapshot = read(grid([["Kunci", "Nilai", "Keterangan"], *SAID], "Tentang kami"))
    assert snapshot.settings["forum_name"] == "PKK"
    assert snapshot.corrections.of("RTL") is not None
