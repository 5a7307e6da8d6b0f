"""`python -m sheets import`: the same import without a browser."""

from __future__ import annotations

from sheets.__main__ import main
from sheets.store import open_forum


def test_a_dry_run_shows_everything_and_writes_nothing(forum, csv, capsys):
    file = csv(
        "Kegiatan;PJ;Tenggat", "Tanam;Sanggar Baru;1/5/2026", "Latih kader kompos;PKK;1/5/2026", "Gudang;PKK;31/2/2026"
    )
    before = forum.backend.path.read_bytes()
    assert main(["import", str(file), "--into", forum.source, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "+ tugas Tanam" in told
    assert "~ tugas TG-001 Latih kader kompos: Tenggat tetap 31 Mar 2026 (di berkas 1 Mei 2026)" in told
    assert "“31/2/2026”" in told
    assert "Sanggar Baru" in told
    assert "1 baris baru, 0 sel diubah, 1 sudah ada, 1 tidak ikut" in told
    assert forum.backend.path.read_bytes() == before


def test_it_writes_what_it_showed(forum, csv, capsys):
    file = csv("Kegiatan;PJ;Tenggat", "Tanam;PKK;1/5/2026", "Latih kader kompos;PKK;1/5/2026")
    assert main(["import", str(file), "--into", forum.source, "--overwrite", "--language", "en"]) == 0
    assert "Save 1: 1 row added, 1 cell changed" in capsys.readouterr().out
    assert list(forum.read().tables["tasks"]["title"])[-1] == "Tanam"
    assert main(["import", str(file), "--into", forum.source]) == 0
    assert "Tidak ada yang ditulis" in capsys.readouterr().out


def test_what_stays_out_is_told_by_the_result(forum, csv):
    assert main(["import", str(csv("Kegiatan;PJ;Tenggat", "Gudang;PKK;31/2/2026")), "--into", forum.source]) == 1


def test_the_table_can_be_named_in_the_sheets_own_word(forum, csv, capsys):
    file = csv("Nama;Alamat", "Sanggar Seni;Dusun Timur", "Radio Desa;Dusun Barat", name="catatan.csv")
    assert main(["import", str(file), "--into", forum.source, "--table", "mitra"]) == 0
    assert "→ Mitra" in capsys.readouterr().out
    assert main(["import", str(file), "--into", forum.source, "--table", "entah"]) == 2
    assert "entah" in capsys.readouterr().err


def test_missing_tabs_are_made_when_asked(xlsx, csv):
    place = xlsx({"Tugas": [["Tugas", "PJ", "Tenggat"], ["Rapat", "PKK", "1/3/2026"]]}, name="kecil.xlsx")
    file = csv("Nama Mitra;Sektor", "Sanggar;warga", name="mitra.csv")
    assert main(["import", str(file), "--into", str(place)]) == 1
    assert main(["import", str(file), "--into", str(place), "--make-tabs"]) == 0
    assert list(open_forum(place).read().tables["partners"]["name"]) == ["Sanggar"]


def test_a_broken_file_is_said_in_one_sentence(forum, csv, capsys):
    file = csv("<html>masuk dulu</html>")
    assert main(["import", str(file), "--into", forum.source]) == 2
    assert "daftar.csv" in capsys.readouterr().err
