import json

import pytest

from tests.ui.charts.sample import BAND, BARS, MEETINGS, TODAY, bar
from ui.charts.rows import window
from ui.charts.theme import DARK, LIGHT, Look
from ui.charts.timeline import timeline


def chart(look=Look(), bars=BARS, zoom="quarter", **more):  # noqa: B008
    return timeline(bars, window(TODAY, zoom, look), look, **more).to_dict()


def texts(spec):
    drawn = [spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]]
    return [row["text"] for rows in drawn for row in rows if "text" in row]


def test_names_labels_meetings_months_and_today_are_all_in_the_chart():
    said = texts(chart(meetings=MEETINGS, bands=[BAND]))
    wanted = [
        "Pangan lokal",
        "Daftar ulang",
        "lewat 5 hari",
        "rapat 28 Nov",
        "Desember",
        "hari ini",
        "bertemu 7–10 Des",
    ]
    assert set(wanted) <= set(said)


def test_a_visitor_of_another_language_reads_its_month_names_and_today():
    spec = chart(Look(language="en"))
    assert {"December", "today"} <= set(texts(spec))
    assert spec["config"]["locale"]["time"]["months"][11] == "December"


def test_the_chart_speaks_the_language_of_the_forum_in_numbers_and_dates():
    locale = chart()["config"]["locale"]
    assert locale["number"]["decimal"] == "," and locale["time"]["shortMonths"][7] == "Agu"
    assert locale["time"]["days"][0] == "Minggu"


@pytest.mark.parametrize(("dark", "inks", "other"), [(False, LIGHT, DARK), (True, DARK, LIGHT)])
def test_every_colour_comes_from_the_theme(dark, inks, other):
    written = json.dumps(chart(Look(dark=dark), meetings=MEETINGS, bands=[BAND]))
    assert inks.brick in written and inks.leaf in written
    assert not any(colour in written for colour in (other.brick, other.ink, other.paper))


def test_words_over_a_rule_are_written_twice_first_in_paper():
    assert texts(chart()).count("lewat 5 hari") == 2


def test_a_phone_writes_the_names_of_tasks_over_rules_too():
    assert texts(chart(Look(distance="phone", width=326), zoom="month")).count("Daftar ulang") == 2


def test_one_layer_without_an_axis_and_no_legend():
    spec = chart(meetings=MEETINGS)
    assert all(layer["encoding"]["x"].get("axis", None) is None for layer in spec["layer"] if "x" in layer["encoding"])
    assert spec["config"]["legend"]["disable"] is True
    assert spec["config"]["background"] == "transparent"


def test_one_task_makes_a_chart_too():
    assert "Pelatihan kompos" in texts(chart(bars=[bar(group="")]))


def test_twenty_five_rows_stay_a_small_chart():
    many = [bar(f"TG-{n}", name=f"Tugas {n}") for n in range(25)]
    assert len(json.dumps(chart(bars=many, meetings=MEETINGS))) < 60_000
