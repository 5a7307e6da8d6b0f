"""What holds for every kind, whatever is typed."""

import re
from datetime import date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets.errors import Invalid
from sheets.kinds import KINDS, ReferenceIndex, show_span
from sheets.kinds.base import plain
from tests.sheets.kinds.cells import ONE_OF_EACH, SCHEMA, column, context, one

WORDS = st.sampled_from(
    [
        "akhir",
        "awal",
        "minggu",
        "ke",
        "2",
        "Maret",
        "2026",
        "TW",
        "III",
        "Q3",
        "17/8/2026",
        "8/17/26",
        "Rp",
        "juta",
        "rb",
        "%",
        "-",
        "s/d",
        "10-15",
        "1.500",
        "1,5",
        "±",
        "belum",
        "selesai",
        "sudah",
        "50%",
        "dan",
        ",",
        ";",
        "/",
        "x",
        "✔",
        "ya",
        "0812-3456-7890",
        "https://a.id",
        "a@b.id",
        "M-01",
        "#REF!",
        "nihil",
        "7°47'S",
        "-7,79",
        "110",
        "(",
        ")",
        "'",
        "12",
        "31",
        "Okt",
        "pukul",
        "09.00",
        "WIB",
        "dua",
    ]
)
TEXT = st.one_of(
    st.text(max_size=40),
    st.lists(WORDS, max_size=6).map(" ".join),
    st.text(alphabet="0123456789.,/-: Rpjtm%()'", max_size=16),
)
CELL = st.one_of(
    TEXT, st.none(), st.booleans(), st.integers(), st.floats(), st.datetimes(), st.dates(), st.times(), st.timedeltas(),
    st.integers(-10, 60000), st.sampled_from(["", "-", "#N/A", "v", "x"]),
)  # fmt: skip
FORMAT = st.sampled_from(
    [None, "0%", "mmm yyyy", "yyyy", "d/m/yyyy", "h:mm", '"Rp"#,##0', "[$$-409]#,##0", "General", '"', "[Red"]
)
INDEX = ReferenceIndex("partners")
INDEX.add("M-01", "Dinas Sosial dan PMD", "Dinsos", weak=["Bu Sari"])
INDEX.add("M-02", "CV Maju, Tbk")
EVERY = sorted(ONE_OF_EACH)
QUICK = settings(max_examples=60, deadline=None)


def test_every_declared_kind_has_its_properties_tested():
    assert sorted(KINDS) == EVERY
    assert {c.kind for table in SCHEMA.tables.values() for c in table.columns} <= set(KINDS)


@pytest.mark.parametrize("kind", EVERY)
@QUICK
@given(cells=st.lists(CELL, max_size=8), patterns=st.lists(FORMAT, max_size=8), serial=st.booleans())
def test_nothing_that_was_typed_breaks_a_column(kind, cells, patterns, serial):
    given_context = {"serial_dates": serial, "formats": lambda: patterns or None, "references": {"partners": INDEX}}
    read = column(ONE_OF_EACH[kind], cells, **given_context)
    assert all(len(values) == len(cells) for values in read.values.values())
    assert all(0 <= finding.index < len(cells) and finding.reason for finding in read.findings)
    assert [f.index for f in read.findings] == sorted(f.index for f in read.findings)


@pytest.mark.parametrize("kind", EVERY)
@QUICK
@given(cell=CELL)
def test_a_cell_with_something_in_it_gives_a_value_or_a_word_about_it(kind, cell):
    reading = one(ONE_OF_EACH[kind], cell)
    if isinstance(cell, str) and re.search(r"[^\W_]", cell) and re.search(r"\d", cell):
        assert reading.value is not None or reading.notes


@pytest.mark.parametrize("kind", ["number", "money", "percent"])
@QUICK
@given(
    first=st.integers(1, 9999), second=st.integers(1, 9999),
    between=st.sampled_from([" ", " - ", "-", " s/d ", " dan ", "; ", " x ", " KK ", " orang, ", "\n", " sampai ", "–",
                             " + ", " ribu ", " = ", ": "]),
)  # fmt: skip
def test_two_numbers_never_give_a_silent_value(kind, first, second, between):
    reading = one(ONE_OF_EACH[kind], f"{first}{between}{second}")
    assert reading.value is None or reading.notes


def test_two_dates_never_give_a_silent_day():
    for between in (" dan ", ", ", " & ", "; ", "\n", " atau "):
        reading = one("tasks.due", f"17/8/2026{between}19/9/2026")
        assert reading.value is None
        assert reading.unreadable


NUMBER = (
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda n: float(f"{n:.10g}")).filter(lambda n: n == 0 or abs(n) >= 1e-4)
)
VALUES = {
    "text": st.sampled_from(["Balai Desa", "a, b; c", "Rp 5", "17/8/2026", "=1+1", "+62", "ya"]),
    "long": st.sampled_from(["Baris satu\nbaris dua", "x"]),
    "id": st.sampled_from(["TG-001", "7"]),
    "number": NUMBER,
    "money": st.integers(-(10**12), 10**12).map(float),
    "percent": st.integers(0, 10000).map(lambda n: n / 100),
    "date": st.dates(date(1946, 1, 1), date(2100, 12, 31)),
    "choice": st.sampled_from(SCHEMA.choices["task_status"].keys),
    "choices": st.lists(st.sampled_from(SCHEMA.choices["capacity"].keys), min_size=1, max_size=5, unique=True).map(
        tuple
    ),
    "reference": st.sampled_from(["M-01", "M-02"]),
    "references": st.lists(st.sampled_from(["M-01", "M-02"]), min_size=1, unique=True).map(tuple),
    "bool": st.booleans(),
    "phone": st.from_regex(r"\+628[1-9][0-9]{7,9}", fullmatch=True),
    "email": st.sampled_from(["a@b.id", "bu.sari+x@contoh.co.id"]),
    "url": st.sampled_from(["https://a.id", "http://x.co.id/y?z=1#w"]),
    "latitude": st.floats(-90, 90).map(lambda n: round(n, 6)),
    "longitude": st.floats(-180, 180).map(lambda n: round(n, 6)),
}


@pytest.mark.parametrize("kind", sorted(VALUES))
@QUICK
@given(data=st.data())
def test_what_is_stored_is_read_back_as_the_same_value(kind, data):
    value = data.draw(VALUES[kind])
    around = context(ONE_OF_EACH[kind], references={"partners": INDEX})
    like = data.draw(st.sampled_from([[], [50, 100, 0.5]])) if kind == "percent" else []
    cell = KINDS[kind].store(value, around, like)
    assert _read_back(kind, cell, around, like) == value


@pytest.mark.parametrize("kind", sorted(VALUES.keys() - {"number", "reference", "references"}))
@pytest.mark.parametrize("language", ["id", "en"])
@QUICK
@given(data=st.data())
def test_what_is_shown_is_read_back_as_the_same_value(kind, language, data):
    value = data.draw(VALUES[kind])
    if language == "en" and kind in ("latitude", "longitude") and value == int(value):
        return
    around = context(ONE_OF_EACH[kind])
    shown = KINDS[kind].show(value, language, around)
    read = KINDS[kind].read(shown, around)
    assert read.value == value
    assert not read.unreadable


@QUICK
@given(value=NUMBER)
def test_a_number_shown_in_indonesian_is_read_back_and_a_doubtful_one_is_said(value):
    read = one("goals.weight", KINDS["number"].show(value))
    assert read.value == pytest.approx(value, rel=1e-12) or read.notes


@pytest.mark.parametrize("kind", EVERY)
@QUICK
@given(value=st.one_of(CELL, st.lists(TEXT, max_size=3)))
def test_a_form_gives_a_value_that_can_be_stored_or_a_refusal(kind, value):
    around = context(ONE_OF_EACH[kind], references={"partners": INDEX})
    try:
        checked = KINDS[kind].check(value, around)
    except Invalid as refused:
        assert refused.details["fields"]
    else:
        assert isinstance(
            KINDS[kind].store(checked, around), str | int | float | bool | datetime | date | time | timedelta | None
        )


@QUICK
@given(low=st.dates(date(1990, 1, 1), date(2090, 1, 1)), days=st.integers(0, 800))
def test_a_shown_period_is_read_back(low, days):
    high = low + timedelta(days=days)
    for language in ("id", "en"):
        read = column("tasks.due", [show_span(low, high, language)])
        assert (plain(read.values["due_from"][0]), plain(read.values["due_to"][0])) == (low, high)


def _read_back(kind, cell, around, like):
    read = KINDS[kind].read_column(around.column, [*like, cell], around)
    value = list(read.values.values())[-1 if kind.startswith("reference") else 0][-1]
    value = plain(value) if isinstance(value, np.generic) else value
    return pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
