"""What is typed between a press on Simpan and its answer: the form stays with it, and no row is made twice."""

from __future__ import annotations

from sheets import open_forum
from tests.pages.conftest import words
from tests.pages.screens import go, press, toasts

SOON = "2027-03-31"
OBSTACLE = "task-TG-006-0.obstacle"


def tasks(path):
    return open_forum(path, shared=False).read().tables["tasks"]


def test_a_correction_to_a_row_waits_in_its_form_and_is_saved_by_the_next_press(open_screen, forum_file, slow):
    path = forum_file("demo")
    app = open_screen("tasks", forum=path, id="TG-006")
    app.text_area(key=OBSTACLE).set_value("Dana cair minggu depan")
    slow()
    press(app, "Simpan")
    app.text_area(key=OBSTACLE).set_value("Dana cair hari Senin").run()
    assert toasts(app) == "Tersimpan; yang Anda ubah sesudahnya belum"
    assert "Yang Anda ubah sesudah menekan Simpan" in words(app)
    assert app.text_area(key=OBSTACLE).value == "Dana cair hari Senin"
    assert tasks(path).at["TG-006", "obstacle"] == "Dana cair minggu depan"
    press(app, "Simpan")
    assert tasks(path).at["TG-006", "obstacle"] == "Dana cair hari Senin"
    assert "Yang Anda ubah" not in words(app)


def new_task(open_screen, path):
    app = open_screen("tasks", forum=path, id="baru")
    app.text_input(key="new-task-0.title").set_value("Senam bersam")
    app.selectbox(key="new-task-0.lead").set_value("M-01")
    app.date_input(key="new-task-0.due").set_value(SOON)
    app.text_input(key="new-task-0.budget").set_value("2,5 jt")
    return app


def corrected(open_screen, path, slow):
    """A new task whose title is corrected while it is saved."""
    app = new_task(open_screen, path)
    slow()
    press(app, "Simpan")
    return app.text_input(key="new-task-0.title").set_value("Senam bersama").run()


def test_a_correction_to_a_new_row_is_saved_into_that_row(open_screen, forum_file, slow):
    path = forum_file("demo")
    before = len(tasks(path))
    app = corrected(open_screen, path, slow)
    assert "tercatat" in toasts(app)
    assert app.text_input(key="new-task-0.title").value == "Senam bersama"
    row = tasks(path).index[-1]
    open_forum(path).update("tasks", row, {"status": "in_progress"}, by="Sari")
    press(app, "Simpan")
    found = tasks(path)
    assert len(found) == before + 1
    assert (found.at[row, "title"], found.at[row, "status"], found.at[row, "budget"]) == (
        "Senam bersama", "in_progress", 2_500_000,
    )  # fmt: skip
    assert "id" not in app.query_params


def test_what_somebody_else_wrote_into_that_row_meanwhile_is_a_conflict(open_screen, forum_file, slow):
    path = forum_file("demo")
    app = corrected(open_screen, path, slow)
    row = tasks(path).index[-1]
    open_forum(path).update("tasks", row, {"title": "Senam lansia"}, by="Sari")
    press(app, "Simpan")
    assert "Senam lansia" in words(app) and "Senam bersama" in words(app)
    assert tasks(path).at[row, "title"] == "Senam lansia"


def test_the_next_new_row_is_a_row_of_its_own(open_screen, forum_file, slow):
    path = forum_file("demo")
    before = len(tasks(path))
    app = corrected(open_screen, path, slow)
    press(app, "Batal")
    assert tasks(path).at[tasks(path).index[-1], "title"] == "Senam bersam"
    app = go_on(app)
    assert app.text_input(key="new-task-0.title").value == ""
    app.text_input(key="new-task-0.title").set_value("Rapat bulanan")
    app.selectbox(key="new-task-0.lead").set_value("M-02")
    app.date_input(key="new-task-0.due").set_value(SOON)
    press(app, "Simpan")
    assert tasks(path)["title"].tolist()[before:] == ["Senam bersam", "Rapat bulanan"]


def go_on(app):
    app.query_params["id"] = "baru"
    return app.run()


def test_it_is_kept_for_who_goes_to_another_page_at_once(open_screen, forum_file, slow):
    path = forum_file("demo")
    before = len(tasks(path))
    app = corrected(open_screen, path, slow)
    app.switch_page("pages/timeline.py").run()
    app.switch_page("pages/tasks.py")
    app = go_on(app)
    assert app.text_input(key="new-task-0.title").value == "Senam bersama"
    press(app, "Simpan")
    assert tasks(path)["title"].tolist()[before:] == ["Senam bersama"]


def test_a_press_whose_answer_nobody_waited_for_is_told_and_the_form_begins_anew(open_screen, forum_file, slow):
    path = forum_file("demo")
    before = len(tasks(path))
    app = new_task(open_screen, path)
    slow()
    press(app, "Simpan")
    go(app, "?id=baru")
    assert "tercatat" in toasts(app)
    assert "Yang Anda ubah" not in words(app)
    assert len(tasks(path)) == before + 1


def test_a_form_that_was_given_up_meanwhile_holds_nothing_for_the_next_row(open_screen, forum_file, slow):
    path = forum_file("demo")
    app = new_task(open_screen, path)
    slow()
    press(app, "Simpan")
    app.text_input(key="new-task-0.title").set_value("Senam bersama")
    press(app, "Batal")
    app = go_on(app)
    assert all(field.value == "" for field in app.text_input if field.key.endswith(".title"))
    assert tasks(path)["title"].iloc[-1] == "Senam bersam"


def test_a_measurement_is_corrected_in_its_own_row(open_screen, forum_file, slow):
    path = forum_file("demo")
    app = open_screen("indicators", forum=path, formulir="ukur", id="I-04")
    app.text_input(key="measure-I-04-0.value").set_value("52")
    slow()
    press(app, "Simpan")
    app.text_input(key="measure-I-04-0.value").set_value("53").run()
    press(app, "Simpan")
    found = open_forum(path, shared=False).read().tables["measurements"]
    assert [value for value in found[found["indicator_id"] == "I-04"]["value"] if value in (52, 53)] == [53]
