from ui.charts.counts import Amount, counts
from ui.charts.theme import LIGHT, Look


def rows(amounts, look=Look()):  # noqa: B008
    spec = counts(amounts, look).to_dict()
    return spec, next(iter(spec["datasets"].values()), [])


def test_each_amount_has_its_name_its_number_and_its_tone():
    _, found = rows([Amount("Komunikasi", 4), Amount("Sumber daya", 2.5, "2,5 hari", "brick")])
    assert [row["words"] for row in found] == ["4", "2,5 hari"]
    assert [row["fill"] for row in found] == [LIGHT.leaf, LIGHT.brick]


def test_nothing_known_is_a_dash_and_no_bar():
    _, (row,) = rows([Amount("Kekuasaan", None)])
    assert row["words"] == "–" and row["value"] == 0


def test_on_a_phone_names_stand_above_their_bars():
    _, (row,) = rows([Amount("Komunikasi", 4)], Look(distance="phone", width=326))
    assert row["above"] < row["top"]


def test_no_amounts_make_an_empty_chart():
    assert rows([])[0]["height"] > 0
