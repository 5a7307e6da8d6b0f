"""Indikator on the demo forum and on an empty one, written to a real workbook."""

from __future__ import annotations

from sheets import open_forum
from tests.pages.conftest import words
from tests.pages.screens import press, toasts


def test_every_indicator_stands_with_value_unit_status_and_age(open_screen):
    said = words(open_screen("indicators"))
    for word in ("Hasil panen padi organik", "5,4", "ton/ha", "Sesuai rencana", "diukur", "Tercapai", "belum diukur"):
        assert word in said


def test_the_finding_counts_what_is_measured(open_screen):
    assert "indikator sesuai rencana" in words(open_screen("indicators"))
    assert "indicators are on track" in words(open_screen("indicators", lang="en"))


def test_the_one_that_is_furthest_behind_is_shown_close_up(open_screen):
    app = open_screen("indicators")
    assert app.selectbox(key="lb-closer").value == "I-11"
    assert "seharusnya sudah" in words(app)
    assert "Perlu dua hal." in words(app)


def test_the_address_may_name_another(open_screen):
    app = open_screen("indicators", id="I-06")
    assert app.selectbox(key="lb-closer").value == "I-06"
    assert "tercapai" in words(app)


def test_old_data_are_said_to_be_old(open_screen):
    assert "data lama" in words(open_screen("indicators"))


def test_who_was_counted_is_said_with_its_denominator(open_screen):
    assert "Perempuan " in words(open_screen("indicators", id="I-03"))


def test_in_a_meeting_the_four_that_need_talking_about_are_shown(open_screen):
    app = open_screen("indicators", rapat="1")
    assert len(app.selectbox(key="lb-closer").options) == 4
    assert app.selectbox(key="lb-closer").value == "I-11"


def test_a_measurement_is_written_and_stands_on_the_screen(open_screen, forum_file):
    file = forum_file("demo")
    app = open_screen("indicators", forum=file, formulir="ukur", id="I-04")
    field = next(each for each in app.text_input if each.key.endswith(".value"))
    field.input("52")
    next(button for button in app.button if button.key.endswith(".send")).click().run()
    assert not app.exception
    assert "52" in words(app)
    measurements = open_forum(str(file)).read().tables["measurements"]
    assert 52.0 in measurements[measurements["indicator_id"] == "I-04"]["value"].tolist()


def test_a_reason_is_written_and_its_task_is_asked_for_next(open_screen, forum_file):
    file = forum_file("demo")
    app = open_screen("indicators", forum=file, formulir="alasan", id="I-11")
    next(each for each in app.text_area if each.key.endswith(".deviation")).input("Truk pengangkut rusak")
    next(button for button in app.button if button.key.endswith(".send")).click().run()
    assert not app.exception
    assert open_forum(str(file)).read().tables["indicators"].loc["I-11", "deviation"] == "Truk pengangkut rusak"
    assert any(each.value == "Tugas perbaikan: KK memilah sampah" for each in app.text_input)


def test_without_indicators_the_screen_invites_to_begin(open_screen):
    said = words(open_screen("indicators", forum="empty"))
    assert "Belum ada indikator" in said
    assert "Mulai dari satu angka yang ingin diubah bersama." in said


def test_a_ready_set_is_looked_at_and_added_from_the_empty_screen(open_screen, forum_file):
    path = forum_file("empty")
    app = press(open_screen("indicators", forum=path), "Pilih dari set siap pakai")
    assert "bukan alat resmi" in words(app)
    app.radio(key="lb-set").set_value("pangan").run()
    assert "Keluarga rawan pangan" in words(app)
    app = press(app, "Tambahkan 4 indikator")
    assert "4 indikator ditambahkan" in toasts(app)
    assert open_forum(path).read().tables["indicators"]["catalogue"].tolist() == [f"pangan-0{n}" for n in (1, 2, 3, 4)]
    app = press(app, "Pilih dari set siap pakai")
    app.radio(key="lb-set").set_value("pangan").run()
    assert "sudah ada di lembar" in words(app)
    assert next(button for button in app.button if button.key == "lb-set-add").disabled


def test_every_field_of_an_indicator_can_be_changed_and_it_can_be_archived(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("indicators", forum=path, id="I-06", formulir="ubah")
    app.text_input(key="indicators-I-06-0.unit").set_value("rumah tangga").run()
    press(app, "Simpan")
    assert open_forum(path, shared=False).read().tables["indicators"].at["I-06", "unit"] == "rumah tangga"
    app = open_screen("indicators", forum=path, id="I-06", formulir="ubah")
    app.button(key="archive-indicators-I-06").click().run()
    assert not app.exception
    assert "I-06" in open_forum(path, shared=False).read().tables["indicators"].index
    assert "Diarsipkan" in toasts(app)


def test_a_measurement_is_corrected_below_the_form_for_the_next_one(open_screen, forum_file):
    path = forum_file("demo")
    rows = open_forum(path).read().tables["measurements"]
    id_ = str(rows[rows["indicator_id"] == "I-01"].sort_values("date").index[-1])
    app = open_screen("indicators", forum=path, id="I-01", formulir="ukur")
    assert "Sudah diukur" in words(app) and "4,6 ton/ha" in words(app)
    app.button(key=f"open-measurements-{id_}").click().run()
    app.text_input(key=f"measurements-{id_}-0.value").set_value("5,9").run()
    app.button(key=f"measurements-{id_}-0.send").click().run()
    assert not app.exception
    assert open_forum(path, shared=False).read().tables["measurements"].at[id_, "value"] == 5.9
