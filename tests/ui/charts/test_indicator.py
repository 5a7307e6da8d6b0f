import json
from datetime import date

from ui.charts.indicator import close_up
from ui.charts.theme import LIGHT, Look

PLAN = [(date(2026, 2, 20), 18.0), (date(2026, 12, 31), 60.0)]
POINTS = [(date(2026, 2, 20), 18.0), (date(2026, 7, 1), 27.0), (date(2026, 10, 31), 31.0)]


def spec(points=POINTS, plan=PLAN, look=Look(width=320), **more):  # noqa: B008
    return close_up(points, plan, look, **{"tone": "brick", "unit": "%", **more}).to_dict()


def layers(found):
    return [inner for layer in found["layer"] for inner in layer.get("layer", [layer])]


def marks(found, kind):
    return [layer["mark"] for layer in layers(found) if layer["mark"]["type"] == kind]


def said(found):
    return [mark["text"] for mark in marks(found, "text")]


def test_the_values_are_a_thick_line_in_their_tone_and_the_plan_is_dashed():
    plan, values = marks(spec(), "line")
    assert values["color"] == LIGHT.brick and values["strokeWidth"] == 3
    assert plan["color"] == LIGHT.soft and plan["strokeDash"]


def test_the_last_value_and_the_target_stand_beside_their_ends():
    assert {"31%", "target 60%"} == set(said(spec()))


def test_millions_of_rupiah_are_said_short():
    found = spec([(date(2026, 5, 1), 15e6)], [(date(2026, 1, 1), 8.5e6), (date(2026, 12, 31), 20e6)], unit="Rp")
    assert {"15 jt", "target 20 jt"} == set(said(found))


def test_a_single_measurement_without_a_plan_is_drawn_with_time_around_it():
    found = spec(POINTS[:1], [])
    assert said(found)[-1] == "18%"
    assert marks(found, "point")


def test_a_plan_without_measurements_is_drawn_alone():
    found = spec([])
    assert len(marks(found, "line")) == 1
    assert not marks(found, "point")


def test_percent_begins_at_zero_and_a_price_near_its_target_does_not():
    low = layers(spec())[0]["encoding"]["y"]["scale"]["domain"][0]
    price = spec(
        [(date(2026, 5, 1), 13900.0)], [(date(2026, 1, 1), 14500.0), (date(2026, 12, 31), 12500.0)], unit="Rp/kg"
    )
    assert low == 0
    assert layers(price)[0]["encoding"]["y"]["scale"]["domain"][0] > 12000


def test_months_are_said_in_the_language_of_the_visitor():
    assert "Okt" in json.dumps(spec()["config"]) and "Oct" in json.dumps(spec(look=Look(language="en"))["config"])
