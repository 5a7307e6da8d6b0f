"""Tugas: what a visitor sees, moves, adds and opens, on real workbooks."""

from sheets import open_forum
from tests.pages.conftest import headline, words


def test_the_headline_counts_what_is_overdue(open_screen):
    app = open_screen("tasks")
    assert "tugas lewat tenggat" in headline(app)


def test_the_headline_speaks_english_when_asked(open_screen):
    app = open_screen("tasks", lang="en")
    assert "tasks are overdue" in headline(app)
    assert "Overdue" in words(app)


def test_overdue_tasks_stand_first_with_lead_and_obstacle(open_screen):
    text = words(open_screen("tasks"))
    assert text.index("Lewat tenggat") < text.index("7 hari ke depan") < text.index("Sesudahnya")
    assert "Perbaikan saluran air Dusun Krajan" in text
    assert "Pemdes · Menunggu pencairan dana desa" in text


def test_a_task_is_moved_with_two_taps_and_the_sheet_knows(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("tasks", forum=path)
    menu = next(each for each in app.get("menu_button") if "TG-004" in each.proto.id)
    assert menu
    app.session_state["move-TG-004-in_progress"] = "done"


def test_a_new_task_is_written_to_the_sheet(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("tasks", forum=path, id="baru")
    app.text_input(key="new-task-0.title").set_value("=1+1 uji coba")
    app.selectbox(key="new-task-0.lead").set_value("M-05")
    app.date_input(key="new-task-0.due").set_value("2027-03-31")
    app.text_input(key="new-task-0.budget").set_value("2,5 jt")
    send(app)
    assert any("tercatat" in toast.value for toast in app.toast)
    tasks = open_forum(path).read().tables["tasks"]
    row = tasks[tasks["title"] == "=1+1 uji coba"].iloc[0]
    assert (row["lead_id"], row["budget"], row["status"]) == ("M-05", 2500000, "not_started")


def test_a_form_that_cannot_be_stored_keeps_what_was_typed(open_screen):
    app = open_screen("tasks", id="baru")
    app.text_input(key="new-task-0.title").set_value("Tanpa tenggat")
    app.text_input(key="new-task-0.budget").set_value("banyak")
    send(app)
    assert "Tenggat belum diisi." in words(app)
    assert "Bukan satu angka." in words(app)
    assert app.text_input(key="new-task-0.title").value == "Tanpa tenggat"


def test_only_changed_cells_are_saved(open_screen, forum_file):
    path = forum_file("demo")
    before = open_forum(path).read().tables["tasks"].loc["TG-006"]
    app = open_screen("tasks", forum=path, id="TG-006")
    app.text_area(key="task-TG-006-0.obstacle").set_value("Dana cair minggu depan")
    send(app)
    after = open_forum(path).read().tables["tasks"].loc["TG-006"]
    changed = [key for key in before.index if str(before[key]) != str(after[key])]
    assert changed == ["obstacle"]


def test_a_conflict_shows_both_values_and_asks(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("tasks", forum=path, id="TG-006")
    open_forum(path).update("tasks", "TG-006", {"obstacle": "Sudah cair"}, by="orang lain")
    app.text_area(key="task-TG-006-0.obstacle").set_value("Masih menunggu")
    send(app)
    assert "Sudah cair" in words(app)
    assert "Masih menunggu" in words(app)
    app.button(key="lb-mine").click().run()
    assert open_forum(path).read().tables["tasks"].at["TG-006", "obstacle"] == "Masih menunggu"


def test_an_unknown_task_says_so(open_screen):
    assert headline(open_screen("tasks", id="TG-999")) == "Tugas TG-999 tidak ada di lembar"


def test_an_empty_table_is_an_invitation(open_screen):
    app = open_screen("tasks", forum="empty")
    assert headline(app) == "Belum ada tugas"
    assert any(button.label == "Tambah tugas pertama" for button in app.button)


def test_the_board_has_a_column_for_every_status(open_screen):
    app = open_screen("tasks")
    app.session_state["tampilan"] = "board"
    text = words(app.run())
    assert [status in text for status in ("Belum mulai", "Berjalan", "Tertunda", "Selesai")] == [True] * 4


def send(app):
    """Press the form's save button."""
    next(button for button in app.button if button.label in ("Simpan", "Save")).click().run()
    assert not app.exception
