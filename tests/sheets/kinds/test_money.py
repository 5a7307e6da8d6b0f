import pytest

from sheets.kinds import KINDS
from tests.sheets.kinds.cells import column, found, one, reasons

BUDGET = "tasks.budget"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("Rp 2,5 jt", 2500000), ("Rp2.5jt", 2500000), ("250rb", 250000), ("Rp. 500.000,-", 500000), ("3 M", 3e9),
     ("(500.000)", -500000), ("Rp 1.500.000.-", 1500000), ("Rp1.234.567,89", 1234567.89), ("Rp 500.000,00", 500000),
     ("IDR 5.000", 5000), ("2 juta", 2000000), ("10 juta rupiah", 10000000), ("1,5 miliar", 1.5e9), ("2 t", 2e12),
     ("500 ribu", 500000), ("250k", 250000), ("1.500 juta", 1.5e9), ("nihil", 0), ("Rp 0", 0), (2500000, 2500000),
     ("500000", 500000), ("rp 75.000", 75000), ("Rp\xa075.000", 75000)],
)  # fmt: skip
def test_rupiah_however_it_is_typed(typed, value):
    reading = one(BUDGET, typed)
    assert reading.value == value
    assert not reading.notes


@pytest.mark.parametrize(
    ("typed", "value", "reason"),
    [("1,500", 1500, "ambiguous_separator"), ("Rp 15 juta/tahun", 15000000, "per_unit"),
     ("Rp 500.000 per bulan", 500000, "per_unit"), ("±Rp 5 jt", 5000000, "approximate"),
     ("5 jutaan", 5000000, "approximate"), ("2,5", 2.5, "tiny_amount"), (2.5, 2.5, "tiny_amount"),
     ("1,234.56", 1234.56, "english_style")],
)  # fmt: skip
def test_a_doubtful_amount_comes_with_a_notice(typed, value, reason):
    reading = one(BUDGET, typed)
    assert reading.value == value
    assert reasons(reading) == [reason]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("USD 500", "other_currency"), ("$500", "other_currency"), ("500 dolar", "other_currency"),
     ("€ 20", "other_currency"), ("RM 50", "other_currency"), ("2 juta 500 ribu", "several_numbers"),
     ("Rp 10-15 juta", "range"), ("gratis", "not_a_number"), ("5 ratus ribu", "number_in_words"),
     ("lima juta", "number_in_words"), ("Rp 50.000 x 3", "several_numbers")],
)  # fmt: skip
def test_other_currencies_and_sums_are_never_taken_for_rupiah(typed, reason):
    reading = one(BUDGET, typed)
    assert reading.value is None
    assert reasons(reading) == [reason]


@pytest.mark.parametrize("typed", ["Rp", "Rp -", "Rp. -", "-"])
def test_a_currency_without_an_amount_is_nothing(typed):
    reading = one(BUDGET, typed)
    assert reading.value is None
    assert not reading.notes


def test_a_header_in_millions_counts_for_bare_numbers_and_is_said():
    read = column(BUDGET, [2.5, "3 jt", "150", 12000000, 0], header="Anggaran (juta Rp)")
    assert list(read.values["budget"]) == [2.5e6, 3e6, 150e6, 12e6, 0]
    assert found(read) == [(0, "scaled_by_header", "notice"), (2, "scaled_by_header", "notice")]


def test_a_header_in_dollars_makes_every_amount_unreadable():
    read = column(BUDGET, [500, "200", None], header="Budget (USD)")
    assert found(read) == [(0, "other_currency", "unreadable"), (1, "other_currency", "unreadable")]


def test_a_dollar_format_is_another_currency():
    assert reasons(one(BUDGET, 500, formats=lambda: ["[$$-409]#,##0"])) == ["other_currency"]
    assert one(BUDGET, 500, formats=lambda: ['"Rp"#,##0']).value == 500


def test_money_is_shown_the_indonesian_way():
    assert KINDS["money"].show(2500000) == "Rp2.500.000"
    assert KINDS["money"].show(2500000, "en") == "Rp2,500,000"
    assert KINDS["money"].show(-500) == "-Rp500"


def test_a_column_of_plain_amounts_is_read_at_once_and_as_each_alone():
    typed = ["Rp 2.500.000", "rp75.000", "Rp. 500.000,-", "1.250.000,00", "40", "0", None, "Rp 1.000.000.000"]
    read = column(BUDGET, typed)
    assert not read.findings
    for cell, value in zip(typed, read.values["budget"], strict=True):
        alone = one(BUDGET, cell).value
        assert value == alone or (alone is None and value != value)
        assert column(BUDGET, [cell, "banyak"]).values["budget"][0] == value or value != value
