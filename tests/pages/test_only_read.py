"""A source that is only read says so, and why: where the role is told, in Pengaturan, and nowhere is a form."""

from __future__ import annotations

import pytest

from tests.pages.conftest import words

ROWS = "Kode,Nama Mitra,Singkatan,Sektor\nM-01,PKK Desa Sukamaju,PKK,warga\n"
TOLD = {
    ".csv": ("Berkas .csv hanya dapat dibaca. Simpan sebagai .xlsx", "A .csv file can only be read"),
    ".xlsm": ("“forum.xlsm” berisi makro", "“forum.xlsm” holds macros"),
}


@pytest.fixture(params=TOLD)
def source(request, forum_file, tmp_path):
    path = tmp_path / f"forum{request.param}"
    if request.param == ".csv":
        path.write_text(ROWS, "utf-8")
    else:
        forum_file("demo").rename(path)
    return path


@pytest.mark.parametrize(("lang", "at"), [("id", 0), ("en", 1)])
@pytest.mark.parametrize("screen", ["settings", "partners"])
def test_it_is_said_why_nothing_can_be_changed(open_screen, source, screen, lang, at):
    before = source.read_bytes()
    app = open_screen(screen, forum=source, lang=lang)
    assert TOLD[source.suffix][at] in words(app)
    assert not [button for button in app.button if button.label.startswith(("Tambah", "Add"))]
    assert source.read_bytes() == before


def test_nothing_is_said_where_the_source_can_be_written(open_screen):
    assert "hanya dapat dibaca" not in words(open_screen("settings"))
