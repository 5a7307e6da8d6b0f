"""What an import shows before it writes: new, the same, different, asked, left out, each with its reason."""

from __future__ import annotations

from datetime import date

from sheets.importing import Answers, Layout, arrive, bring, compare, laid_out, settle
from sheets.roles import rights_of
from sheets.view import view
from tests.sheets.importing.conftest import imported, planned, seen


def by_title(settled):
    return {row.title: row for row in settled.additions}


def reasons(settled):
    return {left.row: left.reason for left in settled.left_rows}


def test_rows_that_are_there_are_told_by_name_without_case_blanks_or_punctuation(forum, csv):
    settled = seen(forum, csv("Kegiatan;PJ", "  LATIH kader-kompos ;PKK", "Tanam 500 pohon;PKK"))
    assert [known.id for known in settled.known] == ["TG-001"]
    assert list(by_title(settled)) == ["Tanam 500 pohon"]


def test_a_row_is_told_by_its_id_where_its_name_was_only_mended(forum, csv):
    settled = seen(forum, csv("Kode;Kegiatan;PJ", "TG-1;Latih kader kompos.;PKK", "TG-2;Bersihkan saluran-induk;M-02"))
    assert [known.id for known in settled.known] == ["TG-001", "TG-002"]


def test_an_id_that_means_another_row_here_is_asked(forum, csv):
    settled = seen(forum, csv("Kode;Kegiatan;PJ", "TG-001;Bangun gudang;PKK"))
    assert [(each.row.title, each.options[0].id, each.options[0].why) for each in settled.asked] == [
        ("Bangun gudang", "TG-001", "other_name")
    ]
    assert settled.total == 0


def test_a_filled_cell_is_shown_old_and_new_and_stays_unless_it_is_ticked(forum, csv):
    file = csv("Kegiatan;PJ;Tenggat", "Latih kader kompos;PKK;15 April 2026")
    plan = planned(forum, file)
    (known,) = settle(plan).known
    (cell,) = known.cells
    assert (cell.column, cell.new, cell.fills, cell.write) == ("due", date(2026, 4, 15), False, False)
    assert settle(plan).total == 0
    assert settle(plan, Answers(ticks={(known.key, "due"): True})).cells == 1
    assert settle(plan, Answers(overwrite=True)).cells == 1


def test_an_empty_cell_is_filled_unless_it_is_unticked(forum, csv):
    file = csv("Kegiatan;PJ;Anggaran", "Latih kader kompos;PKK;1,5 jt")
    plan = planned(forum, file)
    (known,) = settle(plan).known
    assert [(c.column, c.new, c.fills, c.write) for c in known.cells] == [("budget", 1_500_000.0, True, True)]
    assert settle(plan, Answers(ticks={(known.key, "budget"): False})).total == 0
    imported(forum, file)
    assert forum.read().tables["tasks"].at["TG-001", "budget"] == 1_500_000


def test_a_cell_that_the_file_leaves_empty_is_never_emptied(forum, csv):
    settled = seen(forum, csv("Kegiatan;PJ;Tenggat;Status", "Latih kader kompos;;;"), Answers(overwrite=True))
    assert settled.differing == []


def test_names_that_nearly_say_the_same_are_asked_and_nothing_is_written_without_an_answer(forum, csv):
    file = csv("Nama Mitra;Sektor", "Kelompok Tani Makmurr;warga")
    plan = planned(forum, file)
    settled = settle(plan)
    (asked,) = settled.asked
    assert (asked.options[0].id, asked.options[0].why) == ("M-02", "near")
    assert (settled.total, reasons(settled)) == (0, {2: "unanswered"})
    assert settle(plan, Answers(same={asked.row.key: "M-02"})).known[0].id == "M-02"
    assert list(by_title(settle(plan, Answers(same={asked.row.key: ""})))) == ["Kelompok Tani Makmurr"]
    assert settle(plan, Answers(similar="new")).total == 1
    assert settle(plan, Answers(similar="same")).known[0].id == "M-02"


def test_names_that_only_differ_in_their_number_or_month_are_not_alike(forum, csv):
    imported(forum, csv("Kegiatan;PJ", "Rapat RT 01 bulan Mei;PKK", "Panen blok A tahap II;PKK", name="satu.csv"))
    settled = seen(forum, csv("Kegiatan;PJ", "Rapat RT 02 bulan Mei;PKK", "Rapat RT 01 bulan Juni;PKK",
                              "Panen blok B tahap II;PKK", "Panen blok A tahap III;PKK"))  # fmt: skip
    assert (len(settled.additions), settled.asked) == (4, [])


def test_a_short_name_may_be_the_partner_itself(forum, csv):
    settled = seen(forum, csv("Nama Mitra;Sektor", "PKK;warga"))
    assert [(each.options[0].id, each.options[0].why) for each in settled.asked] == [("M-01", "short_name")]


def test_two_meetings_of_one_name_on_two_days_are_asked(forum, csv):
    imported(forum, csv("Rapat;Tanggal", "Rapat koordinasi;3 Maret 2026", name="agenda.csv"), layout=meetings())
    settled = seen(forum, csv("Rapat;Tanggal", "Rapat koordinasi;7 April 2026", name="agenda.csv"), layout=meetings())
    assert [each.options[0].why for each in settled.asked] == ["other_day"]


def meetings():
    return Layout(tables={"0.0": "meetings"})


def test_rows_of_one_name_are_told_apart_by_everything_else_they_say(forum, csv):
    file = csv("Kegiatan;PJ;Tenggat", *(f"Siaran radio;PKK;{day} Mei 2026" for day in (1, 8, 15)))
    assert imported(forum, file).added == 3
    again = seen(forum, file)
    assert (len(again.known), again.total, again.asked) == (3, 0, [])
    more = csv("Kegiatan;PJ;Tenggat", *(f"Siaran radio;PKK;{day} Mei 2026" for day in (1, 8, 15, 22)), name="lagi.csv")
    assert [row.values["due"] for row in seen(forum, more).additions] == [date(2026, 5, 22)]


def test_measurements_are_told_by_indicator_day_and_area(forum, csv):
    file = csv("Indikator;Tanggal;Nilai;Lokasi", "Panen padi;30/06/2026;31;", "panen padi;30/06/2026;12;Dusun Timur",
               "I-01;31/12/2026;35;", name="pengukuran.csv")  # fmt: skip
    settled = seen(forum, file)
    assert [known.id for known in settled.known] == ["UK-001"]
    assert [(row.values["indicator"], row.values["value"]) for row in settled.additions] == [("I-01", 12), ("I-01", 35)]


def test_a_measurement_of_something_nobody_knows_stays_out_until_its_indicator_is_added(forum, csv):
    file = csv("Indikator;Tanggal;Nilai", "Curah hujan;30/06/2026;210", name="pengukuran.csv")
    plan = planned(forum, file)
    settled = settle(plan)
    assert reasons(settled) == {2: "unknown_subject"}
    (mention,) = settled.mentions
    assert settle(plan, Answers(add=frozenset({mention.key}))).total == 2


def test_a_required_day_that_cannot_be_read_leaves_the_row_out_with_what_was_typed(forum, csv):
    settled = seen(forum, csv("Kegiatan;PJ;Tenggat", "Bangun gudang;PKK;31/2/2026", "Pasang papan;PKK;1/3/2026"))
    (left,) = settled.left_rows
    assert (left.row, left.reason, left.column, left.value) == (2, "impossible_date", "due", "31/2/2026")
    assert list(by_title(settled)) == ["Pasang papan"]


def test_a_word_that_is_no_choice_leaves_only_its_cell_out_and_can_be_chosen_for_all(forum, csv):
    plan = planned(forum, csv("Nama Mitra;Sektor", "Kelompok Ternak;SWADAYA_X", "Sanggar Seni;SWADAYA_X"))
    settled = settle(plan)
    assert [(cell.column, cell.value) for cell in settled.left_cells] == [("sector", "SWADAYA_X")] * 2
    assert settled.incomplete[("partners", "sector")] == 2
    filled = settle(plan, Answers(fill={("partners", "sector"): "community"}))
    assert {row.values["sector"] for row in filled.additions} == {"community"}


def test_a_row_without_a_name_is_no_row_of_the_forum(forum, csv):
    settled = seen(
        forum, csv("Kode;Kegiatan;PJ;Tenggat;Status", "9;;PKK;1/3/2026;proses", "8;Tanam;PKK;2/3/2026;proses")
    )
    assert list(by_title(settled)) == ["Tanam"]
    assert 2 in reasons(settled)


def test_the_same_row_twice_in_a_file_comes_in_once(forum, csv):
    settled = seen(forum, csv("Kegiatan;PJ;Warna", "Tanam;PKK;hijau", "Tanam;PKK;hijau", "Tanam;PKK;merah"))
    assert len(settled.additions) == 2
    assert [(left.row, left.reason, left.details["other"]) for left in settled.left_rows] == [(3, "twice", 2)]


def test_totals_and_notes_are_named_as_left_out(forum, csv):
    settled = seen(forum, csv("Kegiatan;PJ;Anggaran", "Tanam;PKK;100000", "Jumlah;;100000"))
    assert reasons(settled) == {3: "total"}


def test_names_that_nobody_knows_are_offered_and_kept_as_typed(forum, csv):
    file = csv("Kegiatan;PJ;Mitra Pendukung", "Tanam;Karang Taruna Baru;PKK, Radio Desa", "Panen;Karang Taruna Baru;")
    plan = planned(forum, file)
    settled = settle(plan)
    assert [(m.table, m.name, m.n, m.add) for m in settled.mentions] == [
        ("partners", "Karang Taruna Baru", 2, False),
        ("partners", "Radio Desa", 1, False),
    ]
    added = settle(plan, Answers(add=frozenset({settled.mentions[0].key})))
    assert [row.title for row in added.additions] == ["Karang Taruna Baru", "Tanam", "Panen"]
    imported(forum, file, Answers(add=frozenset({settled.mentions[0].key})))
    snapshot = forum.read()
    assert list(snapshot.tables["tasks"]["lead_id"].tail(2)) == ["M-03", "M-03"]
    assert snapshot.tables["tasks"]["supporting"].iloc[-2][1] == "Radio Desa"
    assert snapshot.tables["tasks"]["supporting_ids"].iloc[-2] == ("M-01",)


def test_a_file_refers_to_its_own_rows_by_its_own_ids(forum, xlsx):
    file = xlsx({
        "Mitra": [["Kode", "Nama Mitra", "Sektor"], ["M-01", "Sanggar Seni", "warga"], ["M-02", "PKK Melati", "warga"]],
        "Tugas": [["Tugas", "PJ", "Tenggat"], ["Pentas", "M-01", "1/5/2026"], ["Bazar", "M-02", "2/5/2026"]],
    })  # fmt: skip
    imported(forum, file)
    tasks = forum.read().tables["tasks"].set_index("title")
    assert (tasks.at["Pentas", "lead_id"], tasks.at["Bazar", "lead_id"]) == ("M-03", "M-01")


def test_values_without_a_column_in_the_forum_are_counted(tmp_path, xlsx, csv):
    from sheets.store import open_forum

    forum = open_forum(xlsx({"Tugas": [["Tugas", "PJ", "Tenggat"], ["Rapat", "PKK", "1/3/2026"]]}, name="kecil.xlsx"))
    settled = seen(forum, csv("Kegiatan;PJ;Anggaran", "Tanam;PKK;100000", "Panen;PKK;200000", "Rapat;PKK;300000"))
    assert settled.no_column == {("tasks", "budget"): 3}
    assert all("budget" not in row.values for row in settled.additions)


def test_a_table_without_a_tab_waits_for_it(xlsx, csv):
    from sheets.store import open_forum

    forum = open_forum(xlsx({"Tugas": [["Tugas", "PJ", "Tenggat"], ["Rapat", "PKK", "1/3/2026"]]}, name="kecil.xlsx"))
    file = csv("Nama Mitra;Sektor", "PKK;warga", "Sanggar;warga", name="mitra.csv")
    assert seen(forum, file).no_tab == {"partners": 2}
    forum.make_tabs(["partners"])
    assert imported(forum, file).added == 2


def test_nobody_brings_in_what_they_may_not_see(forum, csv):
    arrival = arrive(csv("Nama Mitra;Sektor;No HP", "Sanggar Seni;warga;0812-0000-0001"), forum.schema)
    mine = view(forum.read(), rights_of("member").sight)
    settled = settle(compare(bring(arrival.book, laid_out(arrival, Layout()), mine), mine))
    assert settled.not_yours == {("partners", "phone"): 1}
    assert "phone" not in settled.additions[0].values
    whole = seen(forum, arrival)
    assert "phone" in whole.additions[0].values


def test_the_person_says_what_a_column_is(forum, csv):
    file = csv("Kegiatan;Siapa saja;Kapan selesainya ya", "Tanam;PKK;1/3/2026", "Panen;M-02;2/3/2026")
    arrival = arrive(file, forum.schema)
    layout = Layout(tables={"0.0": "tasks"}, columns={"0.0": {1: "lead", 2: "due"}})
    settled = seen(forum, arrival, layout=layout)
    assert [(row.values["lead"], row.values["due"].day) for row in settled.additions] == [("M-01", 1), ("M-02", 2)]
    left = seen(forum, arrival, layout=Layout(tables={"0.0": "tasks"}, columns={"0.0": {1: "", 2: "due"}}))
    assert all("lead" not in row.values for row in left.additions)


def test_the_person_says_which_table_a_tab_is_or_leaves_it_out(forum, xlsx):
    file = xlsx(
        {
            "Entah": [["Apa ini", "Warna"], ["Sanggar Seni", "biru"], ["Radio", "ungu"]],
            "Tugas": [["Tugas", "PJ"], ["Tanam", "PKK"]],
        }
    )
    arrival = arrive(file, forum.schema)
    assert [part.table for part in arrival.parts] == ["", "tasks"]
    layout = Layout(tables={"0.0": "partners", "1.0": ""}, columns={"0.0": {0: "name"}})
    settled = seen(forum, arrival, layout=layout)
    assert [(row.table, row.title) for row in settled.additions] == [
        ("partners", "Sanggar Seni"),
        ("partners", "Radio"),
    ]
