import pytest

from sheets.errors import Invalid
from sheets.kinds import KINDS, shown_as
from tests.sheets.kinds.cells import SCHEMA, column, context, found, one, reasons

STATUS, SECTOR, CAPACITY = "tasks.status", "partners.sector", "partners.capacity"
MARK, CATEGORY = "issues.confidentiality", "issues.category"
SAID = {
    "not_started": (
        "belum|blm|rencana|direncanakan|akan|akan datang|to do|todo|open|baru|0%|0|⏳|belum dimulai|"
        "belum terlaksana|Belum mulai|Not started|masih belum|BELUM MULAI|belum mulai."
    ),
    "in_progress": (
        "proses|dalam proses|on progress|on going|ongoing|on-going|sedang|sedang berjalan|dikerjakan|"
        "dilaksanakan|lanjut|progress|WIP|in progress|🟡|sdg jalan|persiapan|belum selesai|tidak selesai|"
        "blm beres|hampir selesai|sebagian|sudah mulai|sudah dimulai|sudah jalan|sudah berjalan|terlambat|"
        "telat|sudah hampir selesai|Sedang  Berjalan"
    ),
    "done": (
        "sudah|sdh|done|ok|oke|beres|tuntas|rampung|terlaksana|finish|finished|complete|completed|closed|"
        "lunas|ya|v|√|✔|✅|100%|100|🟢|Selesai|SELESAI|selesai!|Selesai ✅|telah selesai|sudah selesai|"
        "Selesai (5 Mei)|1. Selesai"
    ),
    "on_hold": (
        "ditunda|pending|tunda|hold|menunggu|nunggu dana|reschedule|dijadwal ulang|mundur|macet|terkendala|"
        "terhambat|stuck|masih ditunda"
    ),
    "cancelled": ("batal|cancel|cancelled|tidak jadi|gak jadi|drop|dihapus|❌|coret"),
}


@pytest.mark.parametrize(("key", "typed"), [(key, typed) for key, texts in SAID.items() for typed in texts.split("|")])
def test_a_status_in_peoples_words(key, typed):
    reading = one(STATUS, typed)
    assert reading.value == key
    assert not reading.notes


@pytest.mark.parametrize("typed", ["50%", "50% selesai", "sudah 50%", "selesai 50%", "50 persen"])
def test_a_percent_in_a_status_is_under_way_and_keeps_its_progress(typed):
    reading = one(STATUS, typed)
    assert reading.value == "in_progress"
    assert reading.notes[0].details["progress"] == 50


@pytest.mark.parametrize(
    ("typed", "key"),
    [("sudah dibeli", "done"), ("akan mulai Mei", "not_started"), ("sedang dikerjakan tim", "in_progress"),
     ("belum ada progres", "not_started"), ("sudah dijadwalkan", "not_started"), ("belum 100%", "in_progress"),
     ("80-90%", "in_progress"), ("selesai sebagian", "in_progress"), ("belum selesai 100 orang", "in_progress"),
     ("ditunda sampai Juni", "on_hold"), ("tidak selesai semua", "in_progress")],
)  # fmt: skip
def test_a_status_taken_from_some_of_its_words_is_said(typed, key):
    reading = one(STATUS, typed)
    assert reading.value == key
    assert reasons(reading) == ["choice_from_words"]
    assert reading.notes[0].level == "notice"


@pytest.mark.parametrize("typed", ["seelsai", "selesia", "Seles", "slesai"])
def test_a_slip_of_the_fingers_is_said(typed):
    reading = one(STATUS, typed)
    assert reading.value == "done"
    assert reasons(reading) == ["fuzzy_choice"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [(STATUS, "selesai / berjalan"), ("indicators.direction", "naik/turun"), ("partners.influence", "sedang-tinggi"),
     (STATUS, "batal atau tunda")],
)  # fmt: skip
def test_two_choices_in_one_cell_are_none(name, typed):
    assert reasons(one(name, typed)) == ["several_choices"]


@pytest.mark.parametrize(
    "typed",
    ["mungkin", "tidak tahu", "tidak dilaksanakan", "tidak terlaksana", "abc", "Pak Budi", "17/8/2026", "200%", 250],
)
def test_a_status_is_never_guessed(typed):
    reading = one(STATUS, typed)
    assert reading.value is None
    assert reasons(reading) == ["unknown_choice"]


def test_one_means_done_only_where_a_column_holds_zero_and_one():
    assert column(STATUS, [0, 1, "", 1]).values["status"] == ["not_started", "done", None, "done"]
    read = column(STATUS, [0, 1, 100])
    assert read.values["status"] == ["not_started", "in_progress", "done"]
    assert found(read) == [(1, "percent_or_ratio", "notice")]


def test_a_tick_box_is_a_status():
    assert column(STATUS, [True, False, None]).values["status"] == ["done", "not_started", None]


def test_a_status_shown_as_a_percent_is_read_as_shown():
    read = column(STATUS, [1, 0.4, 0], formats=lambda: ["0%", "0%", "0%"])
    assert read.values["status"] == ["done", "in_progress", "not_started"]
    assert read.findings[0].details["progress"] == 40


@pytest.mark.parametrize("name", sorted(SCHEMA.choices))
def test_every_label_and_every_declared_word_means_its_choice(name):
    from sheets.kinds.vocabulary import vocabulary

    words = vocabulary(SCHEMA.choices[name])
    for choice in SCHEMA.choices[name].choices:
        assert words.look_up(choice.label.id) == choice.key
        assert words.look_up(choice.label.en) == choice.key
        assert words.look_up(choice.key) == choice.key


@pytest.mark.parametrize(
    ("name", "typed", "key"),
    [(SECTOR, "LSM", "civil_society"), (SECTOR, "swasta", "private"), (SECTOR, "kelompok tani", "community"),
     (SECTOR, "NGO/LSM", "civil_society"), (STATUS, "TRUE", "done"), (STATUS, "false", "not_started"),
     ("issues.stage", "Open", "new"), ("issues.stage", "Closed", "resolved"), ("issues.stage", "Y", "resolved"),
     ("issues.stage", "N", "new"), ("issues.impact", 3, "3"), ("issues.impact", "3 - Tinggi", "3"),
     ("issues.impact", "kritis", "4"), ("issues.impact", 4.0, "4"), ("issues.impact", "4.0", "4"),
     ("indicators.direction", "–", "down"), ("indicators.direction", "-", "down"),
     ("indicators.direction", "+", "up"), ("indicators.direction", "↑", "up"), ("tasks.priority", "T", "high"),
     ("partners.influence", "2", "medium"), ("partners.status", "tidak aktif", "dormant")],
)  # fmt: skip
def test_other_choices_in_peoples_words(name, typed, key):
    reading = one(name, typed)
    assert reading.value == key
    assert not reading.notes


def test_a_longer_name_is_recognised_by_its_first_word_and_said():
    reading = one(SECTOR, "Dinas Sosial")
    assert reading.value == "government"
    assert reasons(reading) == ["choice_from_words"]


@pytest.mark.parametrize("typed", ["bukan pemerintah", "tidak ada sektor", "non dinas"])
def test_a_denial_is_never_a_near_miss(typed):
    assert reasons(one(SECTOR, typed)) == ["unknown_choice"]


@pytest.mark.parametrize(
    "typed", ["Terbuka", "terbuka.", "PUBLIK", "umum/publik", "1. Terbuka", "Open", "tidak rahasia"]
)
def test_a_mark_is_open_where_it_says_so_word_for_word(typed):
    reading = one(MARK, typed)
    assert (reading.value, reading.notes) == ("open", ())


@pytest.mark.parametrize(
    "typed",
    ["Terbuka untuk pengurus saja", "Terbuka terbatas", "publik terbatas", "open to keepers only", "Terbukaa",
     "umum (kecuali nama)", "Terbuka?", "Terbuka 🔒", "Terbuka ❌", "Terbuka (pengurus)", "terbuka setelah selesai",
     "terbuka/rahasia", "xyz", "Tidak", "Ya", True, False, 1],
)  # fmt: skip
def test_a_mark_that_may_be_open_or_not_is_not_read_and_says_that_it_hides(typed):
    reading = one(MARK, typed)
    assert reading.value is None
    assert reasons(reading) == ["unclear_mark"]


@pytest.mark.parametrize("header", ["Kerahasiaan", "Tidak rahasia?", "Rahasia atau umum?", "Sifat", ""])
def test_yes_and_no_answer_nothing_where_the_header_does_not_ask_for_a_secret(header):
    assert found(column(MARK, ["Ya", "Tidak"], header=header)) == [(n, "unclear_mark", "unreadable") for n in range(2)]


@pytest.mark.parametrize(
    ("typed", "key"), [("Rahasiaa", "confidential"), ("Rahasia (korban)", "confidential"), ("Terbatas?", "restricted")]
)
def test_a_mark_that_hides_may_be_guessed(typed, key):
    assert one(MARK, typed).value == key


REFERRED = {
    "violence": (
        "Pemerkosaan|perkosaan|Pencabulan|cabul|penganiayaan|KDRT|Pelecehan|perundungan|Bullying|kekerasan seksual|"
        "pengeroyokan|asusila|rape|assault|TPPO"
    ),
    "child_protection": "Pernikahan anak|perkawinan anak|nikah dini|penelantaran|pekerja anak|anak|child marriage",
    "integrity": "suap|Penggelapan|pungli|pungutan liar|korupsi|gratifikasi|pemerasan|bribery|embezzlement",
    "safety": "ancaman|intimidasi|teror|threats|keamanan",
}


@pytest.mark.parametrize(
    ("key", "typed"), [(key, text) for key, texts in REFERRED.items() for text in texts.split("|")]
)
def test_what_must_be_referred_is_known_by_the_words_people_write(key, typed):
    reading = one(CATEGORY, typed)
    assert (reading.value, reading.notes) == (key, ())


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Kekerasan/pelecehan, Pelaksanaan", "violence"), ("Pelaksanaan; kekerasan", "violence"),
     ("Pelaksanaan (kekerasan)", "violence"), ("dugaan korupsi dana desa", "integrity"),
     ("Dana - dugaan penggelapan", "integrity"), ("Layanan: pelecehan oleh petugas", "violence"),
     ("korban KDRT", "violence"), ("Pelaksanaan, anak", "child_protection"), ("Dana/kekersan", "violence"),
     ("Dana, keamanan", "safety"), ("bukan kekerasan", "violence"), ("Kegiatan dan kekerasan terhadap anak SD",
     "child_protection")],
)  # fmt: skip
def test_what_must_be_referred_outweighs_whatever_stands_beside_it_and_is_said(typed, key):
    reading = one(CATEGORY, typed)
    assert reading.value == key
    assert reasons(reading) == ["choice_among_others"]


@pytest.mark.parametrize(
    "typed",
    ["Perkotaan", "Perundingan", "Pencabutan izin", "Pencabutan", "Penyiapan", "Tawaran", "Perdagangan", "Pekerja",
     "Pernikahan", "Perkawinan", "Penyu", "Pemb", "Pemerintah", "Cabut", "Kabul", "Pungutan", "Human", "Keuangan",
     "Kesehatan anak", "Layanan kesehatan anak", "Kegiatan anak muda", "Pembangunan", "Pelatihan", "Error", "Tempo"],
)  # fmt: skip
def test_a_harmless_category_is_not_taken_for_one_that_must_be_referred(typed):
    assert one(CATEGORY, typed).value not in REFERRED


def test_no_word_that_the_forum_uses_for_something_else_is_taken_for_what_must_be_referred():
    own = {text.casefold() for c in SCHEMA.choices["issue_category"].choices for text in (*c.label.all, *c.anywhere)}
    columns = [column for table in SCHEMA.records for column in table.columns]
    sets = [choices for name, choices in SCHEMA.choices.items() if name != "issue_category"]
    words = {text for each in columns for text in each.headers} | {
        text for choices in sets for choice in choices.choices for text in choice.label.all
    }
    taken = {text for text in words if text.casefold() not in own and one(CATEGORY, text).value in REFERRED}
    assert all("anak" in text.casefold() or text == "child" for text in taken)


def test_a_number_that_contradicts_its_word_is_not_read():
    assert reasons(one("issues.impact", "1 - Tinggi")) == ["unknown_choice"]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("Dana, Regulasi, Tempat/fasilitas", ("funding", "regulation", "venue")),
     ("dana dan relawan", ("funding", "volunteers")), ("Dana; Relawan", ("funding", "volunteers")),
     ("Dana\nRelawan", ("funding", "volunteers")), ("Dana/Relawan", ("funding", "volunteers")),
     ("- Dana\n- Relawan", ("funding", "volunteers")), ("Riset/data", ("research_data",)),
     ("dana, uang", ("funding",)), ("-", None)],
)  # fmt: skip
def test_several_choices_the_whole_cell_first(typed, keys):
    reading = one(CAPACITY, typed)
    assert reading.value == keys
    assert not reading.notes


def test_an_unknown_word_beside_known_ones_is_said_and_alone_is_unreadable():
    beside = one(CAPACITY, "dana, sihir")
    assert beside.value == ("funding",)
    assert [(note.reason, note.level, note.details["value"]) for note in beside.notes] == [
        ("unknown_choice", "notice", "sihir")
    ]
    assert one(CAPACITY, "sihir").unreadable


def test_a_choice_is_stored_in_the_words_that_the_column_uses():
    kind, around = KINDS["choice"], context(STATUS)
    assert kind.store("done", around, ["beres", "beres", "Selesai", "blm"]) == "beres"
    assert kind.store("on_hold", around, ["beres"]) == "Tertunda"
    assert kind.store("on_hold", context(STATUS, language="en"), []) == "On hold"


def test_choices_are_stored_so_that_they_read_back():
    kind, around = KINDS["choices"], context(CAPACITY)
    for keys in (("funding", "venue"), tuple(SCHEMA.choices["capacity"].keys)):
        assert kind.read(kind.store(keys, around), around).value == keys


def test_a_form_gives_keys_or_clear_words():
    kind, around = KINDS["choice"], context(STATUS)
    assert kind.check("done", around) == "done"
    assert kind.check("Selesai", around) == "done"
    assert KINDS["choices"].check(["funding", "Relawan"], context(CAPACITY)) == ("funding", "volunteers")
    for wrong in ("mungkin", "seelsai", ""):
        with pytest.raises(Invalid):
            kind.check(wrong, around)
    with pytest.raises(Invalid):
        KINDS["choices"].check(["sihir"], context(CAPACITY))


def test_a_choice_is_shown_by_its_label():
    assert KINDS["choice"].show("in_progress", "id", context(STATUS)) == "Berjalan"
    assert KINDS["choice"].show("in_progress", "en", context(STATUS)) == "In progress"
    assert KINDS["choices"].show(("funding", "volunteers"), "en", context(CAPACITY)) == "Funding, Volunteers"


def test_cells_are_shown_as_people_see_them():
    assert [shown_as(c) for c in (4.0, 2.5, True, None, "x")] == ["4", "2,5", "TRUE", "", "x"]
