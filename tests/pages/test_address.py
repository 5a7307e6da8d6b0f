"""What stands in the address: keys, not words, so that a shared link says the same in both languages."""

import pytest

from tests.pages.conftest import words


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_shared_filter_holds_in_both_languages(open_screen, language):
    app = open_screen("partners", lang=language, **{"partners.sector": "government"})
    assert app.selectbox(key="partners.sector").value == "government"
    assert "Puskesmas Tirta Asri" in words(app)
    assert "Karang Taruna" not in words(app)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_shared_view_holds_in_both_languages(open_screen, language):
    app = open_screen("tasks", lang=language, tampilan="board")
    assert "lb-col" in " ".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_shared_span_of_the_timeline_and_shared_statuses_hold_in_both_languages(open_screen, language):
    app = open_screen("timeline", lang=language, rentang="year", kelompok="partner")
    assert (app.segmented_control(key="rentang").value, app.segmented_control(key="kelompok").value) == (
        "year", "partner",
    )  # fmt: skip
    app = open_screen("indicators", lang=language, **{"status-indikator": "off_track,attention,nonsense"})
    assert app.pills(key="status-indikator").value == ["off_track", "attention"]
    app.pills(key="status-indikator").set_value(["on_track"]).run()
    assert "on_track" in app.query_params["status-indikator"]


def test_a_choice_is_written_into_the_address_by_its_key(open_screen):
    app = open_screen("partners")
    app.selectbox(key="partners.sector").set_value("government").run()
    assert "government" in app.query_params["partners.sector"]
    app.selectbox(key="partners.sector").set_value(None).run()
    assert "partners.sector" not in app.query_params


def test_a_choice_stays_while_the_page_is_left(open_screen):
    app = open_screen("partners")
    app.selectbox(key="partners.sector").set_value("government").run()
    app.switch_page("pages/tasks.py").run()
    app.switch_page("pages/partners.py").run()
    assert app.selectbox(key="partners.sector").value == "government"


def test_an_address_that_names_nothing_known_filters_nothing(open_screen):
    app = open_screen("partners", **{"partners.sector": "pemerintah"})
    assert app.selectbox(key="partners.sector").value is None
    assert "Karang Taruna" in words(app)
