"""What a typed text becomes, and how values show, depends on the spreadsheet's locale."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.google_api import Api, Formula, Typed
from tests.google_api.tests.clients import Caller

MARCH_8 = 46089
AUGUST_3 = 46237
NEW_YEARS_EVE = 46387

INDONESIAN = [
    ("1.234,56", 1234.56, "1.234,56"),
    ("1,5", 1.5, "1,5"),
    ("12.500", 12500, "12.500"),
    ("1.5", "1.5", "1.5"),
    ("75%", 0.75, "75%"),
    ("12,5%", 0.125, "12,50%"),
    ("Rp1.500.000", 1500000, "Rp1.500.000"),
    ("31/12/2026", NEW_YEARS_EVE, "31/12/2026"),
    ("3/8/2026", AUGUST_3, "03/08/2026"),
    ("12/31/2026", "12/31/2026", "12/31/2026"),
    ("2026-12-31", NEW_YEARS_EVE, "2026-12-31"),
    ("31 Des 2026", NEW_YEARS_EVE, "31 Des 2026"),
    ("31 Desember 2026", NEW_YEARS_EVE, "31 Desember 2026"),
    ("31 December 2026", "31 December 2026", "31 December 2026"),
    ("Agt 2026", 46235, "Agt 2026"),
    ("+628123456789", 628123456789, "628123456789"),
    ("08123456789", 8123456789, "8123456789"),
    ("'08123456789", "08123456789", "08123456789"),
    ("true", True, "TRUE"),
    ("10:30", 0.4375, "10.30.00"),
    ("akhir Maret", "akhir Maret", "akhir Maret"),
    ("-3", -3, "-3"),
]
AMERICAN = [
    ("1,234.56", 1234.56, "1,234.56"),
    ("1.234,56", "1.234,56", "1.234,56"),
    ("1.5", 1.5, "1.5"),
    ("1,5", "1,5", "1,5"),
    ("3/8/2026", MARCH_8, "3/8/2026"),
    ("31/12/2026", "31/12/2026", "31/12/2026"),
    ("12/31/2026", NEW_YEARS_EVE, "12/31/2026"),
    ("March 8, 2026", MARCH_8, "March 8, 2026"),
    ("31 Des 2026", "31 Des 2026", "31 Des 2026"),
    ("75.5%", 0.755, "75.50%"),
    ("$5.50", 5.5, "$5.50"),
    ("1e5", 100000, "1.00E+05"),
    ("2:15 PM", 0.59375, "2:15:00 PM"),
]
TYPED = [("id_ID", *case) for case in INDONESIAN] + [("en_US", *case) for case in AMERICAN]


@pytest.mark.parametrize(("locale", "typed", "stored", "shown"), TYPED)
def test_a_typed_text_is_stored_and_shown_as_the_locale_says(
    api: Api, call: Caller, locale: str, typed: str, stored: object, shown: str
) -> None:
    book = api.new_spreadsheet(locale=locale)
    assert call.write(book, "A1", [[typed]]).status_code == 200
    assert call.values(book, "A1", valueRenderOption="UNFORMATTED_VALUE") == [[stored]]
    assert call.values(book, "A1") == [[shown]]


def test_a_percent_has_the_format_percent(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet()
    call.write(book, "A1", [["75%"]])
    answer = call.get(
        f"/v4/spreadsheets/{book}",
        fields="sheets(data(rowData(values(userEnteredValue,userEnteredFormat(numberFormat)))))",
    ).json()
    cell = answer["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell == {
        "userEnteredValue": {"numberValue": 0.75},
        "userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}},
    }


def test_raw_input_is_kept_as_it_came(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet()
    row = ["=1+1", "1.234,56", "31/12/2026", "75%", 7, 2.5, True]
    call.write(book, "A1", [row], option="RAW")
    assert call.values(book, "A1:G1", valueRenderOption="UNFORMATTED_VALUE") == [row]


def test_dates_come_as_serial_numbers_or_as_the_text_that_shows(api: Api, call: Caller) -> None:
    rows = [[date(2026, 12, 31), datetime(1900, 1, 1, 12), datetime(1900, 2, 1, 15), time(6), 46387]]
    book = api.new_spreadsheet(tabs={"Data": rows})
    serials = call.values(book, "Data", valueRenderOption="UNFORMATTED_VALUE")
    assert serials == [[NEW_YEARS_EVE, 2.5, 33.625, 0.25, 46387]]
    texts = call.values(book, "Data", valueRenderOption="UNFORMATTED_VALUE", dateTimeRenderOption="FORMATTED_STRING")
    assert texts == [["31/12/2026", "01/01/1900 12.00.00", "01/02/1900 15.00.00", "06.00.00", 46387]]


def test_formatted_values_ignore_the_date_option(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [[date(2026, 12, 31)]]}, locale="en_US")
    assert call.values(book, "Data", dateTimeRenderOption="SERIAL_NUMBER") == [["12/31/2026"]]


PATTERNS = [
    (1234.56, "NUMBER_FORMAT_TYPE_UNSPECIFIED", "General", "1.234,56"),
    (2026, "NUMBER_FORMAT_TYPE_UNSPECIFIED", "General", "2026"),
    (12345678901234.5, "NUMBER", "#,##0.0", "12.345.678.901.234,5"),
    (1234.5, "NUMBER", "#,##0.00", "1.234,50"),
    (1234.5, "NUMBER", "0", "1235"),
    (0.755, "PERCENT", "0%", "76%"),
    (-1500, "CURRENCY", '"Rp"#,##0', "-Rp1.500"),
    (-1500, "CURRENCY", '[$Rp-421]#,##0;("Rp"#,##0)', "(Rp1.500)"),
    (NEW_YEARS_EVE, "DATE", "mmm yyyy", "Des 2026"),
    (NEW_YEARS_EVE, "DATE", "dddd, d mmmm yyyy", "Kamis, 31 Desember 2026"),
    (NEW_YEARS_EVE, "DATE", "dd-mm-yy", "31-12-26"),
    (46387.4375, "DATE_TIME", "yyyy-mm-dd hh:mm", "2026-12-31 10:30"),
    (1.5, "TIME", "[h]:mm", "36:00"),
    (3, "NUMBER", '0 "orang"', "3 orang"),
    (1 / 3, "NUMBER", "0.##", "0,33"),
]


@pytest.mark.parametrize(("value", "kind", "pattern", "shown"), PATTERNS)
def test_a_number_shows_by_its_pattern(
    api: Api, call: Caller, value: float, kind: str, pattern: str, shown: str
) -> None:
    book = api.new_spreadsheet(tabs={"Data": [[value]]})
    api.human(book).format("Data", "A1", kind, pattern)
    assert call.values(book, "Data") == [[shown]]


def test_a_number_typed_into_a_percent_cell_is_a_percentage(api: Api) -> None:
    book = api.new_spreadsheet(tabs={"Data": [[Typed("75%")]]})
    human = api.human(book)
    human.edit("Data", "A1", "80")
    assert (human.value("Data", "A1"), human.sees("Data", "A1")) == (0.8, "80%")


def test_a_text_cell_keeps_what_is_typed(api: Api) -> None:
    book = api.new_spreadsheet(tabs={"Data": [["x"]]})
    human = api.human(book)
    human.format("Data", "A1", "TEXT")
    for typed in ("08123", "=1+1", "31/12/2026"):
        human.edit("Data", "A1", typed)
        assert human.value("Data", "A1") == typed


def test_formulas_are_worked_out_or_show_the_answer_given_with_them(api: Api, call: Caller) -> None:
    row = [
        2,
        3,
        Formula("=A1*B1+1"),
        Formula("=SUM(A1:B1)/0"),
        Formula("=VLOOKUP(1;X;2)", "ada"),
        Formula("=QUERY(A1)"),
    ]
    book = api.new_spreadsheet(tabs={"Data": [row]})
    plain = call.values(book, "Data", valueRenderOption="UNFORMATTED_VALUE")
    assert plain == [[2, 3, 7, "#DIV/0!", "ada", "#NAME?"]]
    assert call.values(book, "Data", valueRenderOption="FORMULA")[0][2] == "=A1*B1+1"


def test_today_is_the_day_in_the_spreadsheets_time_zone(api: Api, call: Caller) -> None:
    book = api.new_spreadsheet(tabs={"Data": [[Formula("=TODAY()")]]}, time_zone="Pacific/Kiritimati")
    other = api.new_spreadsheet(tabs={"Data": [[Formula("=TODAY()")]]}, time_zone="Pacific/Pago_Pago")
    east, west = (call.values(one, "Data", valueRenderOption="UNFORMATTED_VALUE")[0][0] for one in (book, other))
    assert east - west in (1, 2)
