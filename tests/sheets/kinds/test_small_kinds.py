from datetime import date, datetime, time

import pytest

from sheets.errors import Invalid
from sheets.kinds import KINDS, whatsapp_link
from tests.sheets.kinds.cells import column, context, found, one, reasons

PHONE, URL, EMAIL, CONSENT, PLACE = (
    "partners.phone",
    "tasks.evidence",
    "partners.email",
    "partners.consent",
    "tasks.place",
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("8123456789", "+628123456789"), (8123456789, "+628123456789"), (81234567890.0, "+6281234567890"),
     ("0812-3456-7890", "+6281234567890"), ("+62 812 3456 7890", "+6281234567890"),
     ("62812 3456 7890", "+6281234567890"), ("(0274) 123456", "+62274123456"),
     ("+62 (0)812 3456 7890", "+6281234567890"), ("'081234567890", "+6281234567890"),
     ("081234567890 (Bu Sari)", "+6281234567890"), ("112", "112"), ("+65 9123 4567", "+6591234567"),
     ("0812.3456.7890", "+6281234567890")],
)  # fmt: skip
def test_phone_numbers_get_their_country_and_their_lost_zero(typed, number):
    reading = one(PHONE, typed)
    assert reading.value == number
    assert not reading.notes


def test_the_first_of_two_phone_numbers_is_used_and_said():
    reading = one(PHONE, "0812 3456 7890 / 0813-2222-3333")
    assert reading.value == "+6281234567890"
    assert reading.notes[0].details["rest"] == "0813-2222-3333"


@pytest.mark.parametrize(
    "typed",
    [
        "Bu Sari",
        "12",
        "0812-3456-78xx",
        "0812-xxxx-7890",
        "8.12E+10",
        "081234567890 081322223333",
        True,
        0.5,
        date(2026, 1, 1),
    ],
)
def test_what_is_no_phone_number_is_not_guessed(typed):
    assert reasons(one(PHONE, typed)) == ["not_a_phone"]


def test_a_phone_number_is_shown_and_stored_as_people_write_it():
    assert KINDS["phone"].show("+6281234567890") == "0812-3456-7890"
    assert KINDS["phone"].store("+6281234567890", context(PHONE)) == "0812-3456-7890"
    assert whatsapp_link("+6281234567890") == "https://wa.me/6281234567890"
    assert whatsapp_link("112") is None


@pytest.mark.parametrize(
    ("typed", "address"),
    [("drive.google.com/abc", "https://drive.google.com/abc"), ("https://x.id/a?b=1", "https://x.id/a?b=1"),
     ("HTTP://x.id", "http://x.id"), ("www.desa.id", "https://www.desa.id"),
     ("https://bit.ly/x.", "https://bit.ly/x")],
)  # fmt: skip
def test_links_get_their_scheme(typed, address):
    reading = one(URL, typed)
    assert reading.value == address
    assert not reading.notes


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("javascript:alert(1)", "unsafe_url"), ("JavaScript:alert(1)//https://x.id", "unsafe_url"),
     ("ftp://x.id", "unsafe_url"), ("file:///etc/passwd", "unsafe_url"), ("data:text/html,x", "unsafe_url"),
     ("foto di WA", "not_a_url"), ("foto.jpg", "not_a_url"), ("https://user:x@evil.id", "not_a_url"),
     ("ada", "not_a_url")],
)  # fmt: skip
def test_only_web_addresses_become_links(typed, reason):
    reading = one(URL, typed)
    assert reading.value is None
    assert reasons(reading) == [reason]


def test_words_around_a_link_and_second_links_are_said():
    assert reasons(one(URL, "lihat https://bit.ly/x ya")) == ["words_ignored"]
    assert reasons(one(URL, "https://a.id https://b.id")) == ["several_urls"]


def test_email_addresses():
    assert one(EMAIL, "bu.sari@contoh.id").value == "bu.sari@contoh.id"
    assert one(EMAIL, "mailto:a@b.co.id").value == "a@b.co.id"
    assert reasons(one(EMAIL, "a@b.id; c@d.id")) == ["several_emails"]
    assert reasons(one(EMAIL, "bu.sari at gmail")) == ["not_an_email"]


YES = ["ya", "Y", "yes", True, "true", "benar", "ada", "sudah", "v", "√", "✔", "✅", 1, "1", "aktif", "TRUE", 1.0]
NO = ["tidak", "tdk", "t", "no", "N", False, "false", "salah", "tidak ada", "belum", "✗", 0, "0", "FALSE"]


@pytest.mark.parametrize(("typed", "value"), [*((yes, True) for yes in YES), *((no, False) for no in NO)])
def test_yes_and_no(typed, value):
    reading = one(CONSENT, typed)
    assert reading.value is value
    assert not reading.notes


def test_an_x_is_a_tick_only_where_nothing_else_is():
    alone = column(CONSENT, ["x", "", "x"])
    assert alone.values["consent"] == [True, None, True]
    assert found(alone) == [(0, "x_as_yes", "notice"), (2, "x_as_yes", "notice")]
    beside = column(CONSENT, ["x", "v", ""])
    assert beside.values["consent"] == [False, True, None]
    assert not beside.findings


@pytest.mark.parametrize("typed", ["mungkin", 2, "ya tidak", date(2026, 1, 1)])
def test_what_is_neither_yes_nor_no_is_not_guessed(typed):
    assert reasons(one(CONSENT, typed)) == ["not_yes_no"]


def test_yes_is_stored_the_way_the_column_writes_it():
    kind, around = KINDS["bool"], context(CONSENT)
    assert kind.store(True, around, ["v", "v", ""]) == "v"
    assert kind.store(True, around, [True, False]) is True
    assert kind.store(False, around, []) == "Tidak"
    assert kind.show(False, "en") == "No"


@pytest.mark.parametrize(
    ("typed", "lat", "lon"),
    [("-7,7956, 110,3695", -7.7956, 110.3695), ("-7.7956, 110.3695", -7.7956, 110.3695),
     ("(-7.7956; 110.3695)", -7.7956, 110.3695), ("https://www.google.com/maps/@-7.79,110.36,17z", -7.79, 110.36),
     ("https://maps.google.com/?q=-7.79,110.36", -7.79, 110.36),
     ("7°47'44\"S 110°22'10\"E", -7.7955556, 110.3694444), ("7°30' LS, 110°15' BT", -7.5, 110.25)],
)  # fmt: skip
def test_a_pair_of_coordinates_gives_both_halves(typed, lat, lon):
    read = column("partners.lat", [typed])
    assert (read.values["lat"][0], read.values["lon"][0]) == (lat, lon)
    turned = column("partners.lon", [typed])
    assert (turned.values["lat"][0], turned.values["lon"][0]) == (lat, lon)


@pytest.mark.parametrize(
    ("typed", "value"),
    [(-7.5, -7.5), ("-7,7956", -7.7956), ("7°47'S", -7.7833333), ("7,79 LS", -7.79), ("-7,79 LS", -7.79)],
)
def test_a_latitude_alone(typed, value):
    assert one("partners.lat", typed).value == value


@pytest.mark.parametrize(
    ("typed", "reason"),
    [(110.4, "out_of_range"), ("-77956", "not_a_place"), ("balai desa", "not_a_place"), ("7°70'S", "not_a_place")],
)
def test_what_is_no_latitude_is_not_guessed(typed, reason):
    reading = one("partners.lat", typed)
    assert reading.value is None
    assert reasons(reading) == [reason]


@pytest.mark.parametrize(
    ("typed", "text"),
    [("Balai Desa", "Balai Desa"), (" Balai\xa0Desa ", "Balai Desa"), ("'0812", "0812"), ("a\r\nb", "a\nb"),
     (4.0, "4"), (4, "4"), (2.5, "2,5"), (True, "TRUE"), (3201014501900001, "3201014501900001"),
     (3.201014501900001e15, "3201014501900001"), (datetime(2026, 8, 17), "17/08/2026"),
     (date(2026, 8, 17), "17/08/2026"), (time(9, 5), "09.05"), ("tidak ada", "tidak ada"), ("?", "?"),
     ("Rp 5.000", "Rp 5.000"), ("=1+1", "=1+1"), ("a  b", "a  b")],
)  # fmt: skip
def test_text_is_kept_as_typed(typed, text):
    reading = one(PLACE, typed)
    assert reading.value == text
    assert not reading.notes


@pytest.mark.parametrize("typed", ["", " ", "-", "—", "...", "n/a", None, "\u200b"])
def test_marks_for_nothing_are_no_text(typed):
    assert one(PLACE, typed).value is None
    assert column(PLACE, ["a", typed, "b"]).values["place"] == ["a", None, "b"]


@pytest.mark.parametrize("text", ["Keluarga 👨\u200d👩\u200d👧 sehat", "ꦏ꧀\u200cꦱ"])
def test_joiners_that_belong_to_a_word_stay(text):
    assert one(PLACE, text).value == text
    assert KINDS["text"].check(text, context(PLACE)) == text


def test_joiners_that_nobody_meant_are_taken_away():
    assert one(PLACE, "\u200dBalai\u200d Desa\u200c").value == "Balai Desa"


def test_an_error_value_is_no_text():
    assert reasons(one(PLACE, "#REF!")) == ["error_cell"]


def test_dates_times_and_percents_in_a_text_column_are_shown_as_seen():
    read = column(PLACE, [46251, 0.375, 0.75, 12], serial_dates=True, formats=lambda: ["d/m/yyyy", "h:mm", "0%", "0"])
    assert read.values["place"] == ["17/08/2026", "09.00", "75%", "12"]


def test_a_form_text_is_trimmed_and_a_required_one_may_not_be_blank():
    assert KINDS["text"].check("  Balai Desa ", context(PLACE)) == "Balai Desa"
    assert KINDS["text"].check("  ", context(PLACE)) is None
    with pytest.raises(Invalid):
        KINDS["text"].check("  ", context("tasks.title"))


@pytest.mark.parametrize("mark", ["-", "–", " - ", "N/A"])
def test_a_mark_for_nothing_is_nothing_in_a_form_too(mark):
    assert KINDS["text"].check(mark, context("tasks.place")) is None
    with pytest.raises(Invalid) as refused:
        KINDS["text"].check(mark, context("tasks.title"))
    assert refused.value.details["fields"] == {"title": "required"}


def test_an_error_value_is_no_text_in_a_form_either():
    with pytest.raises(Invalid) as refused:
        KINDS["text"].check("#REF!", context("tasks.title"))
    assert refused.value.details["fields"] == {"title": "error_cell"}


def test_numbers_and_dates_from_a_form_become_the_text_that_people_see():
    assert KINDS["text"].check(4.0, context(PLACE)) == "4"
    assert KINDS["text"].check(date(2026, 8, 17), context(PLACE)) == "17/08/2026"
