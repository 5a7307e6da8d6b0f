"""Tugas: what a visitor sees, moves, adds and opens, on real workbooks."""

from sheets import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import press
from ui import roles


def test_the_headline_counts_what_is_overdue(open_screen):
    app = open_screen("tasks")
    assert "tugas lewat tenggat" in headline(app)


def test_the_headline_speaks_english_when_asked(open_screen):
    app = open_screen("tasks", lang="en")
    assert "tasks are overdue" in headline(app)
    assert "Overdue" in words(app)


def test_overdue_tasks_stand_first_with_lead_and_obstacle(open_screen):
    text = words(open_screen("tasks"))
    assert text.index("Lewat tenggat") < text.index("Tujuh hari ke depan") < text.index("Sesudahnya")
    assert "Perbaikan saluran air Dusun Krajan" in text
    assert "Pemdes · Menunggu pencairan dana desa" in text


def test_every_task_has_a_menu_with_the_ways_it_may_go(open_screen):
    app = open_screen("tasks")
    menus = {menu.proto.id.split("-", 3)[-1]: menu.proto for menu in app.get("menu_button")}
    started = next(proto for key, proto in menus.items() if key.endswith("TG-004-in_progress"))
    assert started.label == "Berjalan"
    moves, due = list(started.options)[:3], list(started.options)[3:]
    assert moves == ["Selesai", "Tertunda", "Dibatalkan"]
    assert due[0].startswith("Undur ke ")
    assert due[1:] == ["Ubah tenggat", "Rincian dan ubah"]


def test_a_task_without_a_due_date_can_be_given_one(open_screen):
    app = open_screen("tasks")
    labels = [list(menu.proto.options) for menu in app.get("menu_button")]
    assert any("Beri tenggat" in options and not any("Undur" in each for each in options) for options in labels)


def test_a_visitor_without_a_role_can_look_and_not_move(open_screen, monkeypatch):
    monkeypatch.setattr(roles, "standing", lambda: roles.Standing("visitor", "anonymous"))
    app = open_screen("tasks")
    assert {tuple(menu.proto.options) for menu in app.get("menu_button")} == {("Rincian",)}
    assert not [button for button in app.button if button.label == "Tambah tugas"]


def test_a_new_task_is_written_to_the_sheet(open_screen, forum_file):
    path = forum_file("empty")
    partner = open_forum(path).append("partners", {"name": "PKK Melati", "sector": "community"})
    app = open_screen("tasks", forum=path, id="baru")
    app.text_input(key="new-task-0.title").set_value("=1+1 uji coba")
    app.selectbox(key="new-task-0.lead").set_value(partner)
    app.date_input(key="new-task-0.due").set_value("2027-03-31")
    app.text_input(key="new-task-0.budget").set_value("2,5 jt")
    send(app)
    assert any("tercatat" in toast.value for toast in app.toast)
    row = open_forum(path).read().tables["tasks"].iloc[0]
    assert row["title"] == "=1+1 uji coba"
    assert (row["lead_id"], row["budget"], row["status"]) == (partner, 2500000, "not_started")


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


def type_new(app, key, name):
    """What a person does who types a name that the list does not have; the list of a test knows only its own."""
    box = app.selectbox(key=key)
    box.options.append(name)
    box.set_value(name)


def test_a_partner_that_the_register_lacks_is_added_with_the_task_in_one_save(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("tasks", forum=path, id="baru")
    app.text_input(key="new-task-0.title").set_value("Senam bersama")
    type_new(app, "new-task-0.lead", "Karang Taruna Melati")
    app.date_input(key="new-task-0.due").set_value("2027-03-31")
    app.button(key="new-task-0.send").click().run()
    assert "Karang Taruna Melati belum ada di Mitra" in words(app)
    assert "Karang Taruna Melati" not in set(open_forum(path).read().tables["partners"]["name"])
    type_new(app, "new-task-0.lead", "Karang Taruna Melati")
    press(app, "Tambahkan ke Mitra dan simpan")
    forum = open_forum(path)
    tables = forum.read().tables
    task = tables["tasks"][tables["tasks"]["title"] == "Senam bersama"].iloc[0]
    assert tables["partners"].at[task["lead_id"], "name"] == "Karang Taruna Melati"
    newest = forum.history()[0]["op"]
    assert {line["tab"] for line in forum.history() if line["op"] == newest} == {"Mitra", "Tugas"}


def test_a_name_that_is_only_miswritten_is_told_which_one_may_be_meant(open_screen, forum_file):
    path = forum_file("demo")
    name = str(open_forum(path).read().tables["partners"]["name"].iloc[0])
    app = open_screen("tasks", forum=path, id="baru")
    app.text_input(key="new-task-0.title").set_value("Senam bersama")
    type_new(app, "new-task-0.lead", name[:-1])
    app.date_input(key="new-task-0.due").set_value("2027-03-31")
    app.button(key="new-task-0.send").click().run()
    assert f"Mungkin maksudnya {name}" in words(app)
