"""A table is one TOML file: reading it takes no Python."""

from __future__ import annotations

import shutil
from datetime import date
from typing import Any

from sheets.backends import Book, Grid
from sheets.schema import CONFIG, load_schema
from sheets.snapshot import take

TOOLS = """
tab = { id = "Alat Pinjam", en = "Tools", also = ["Inventaris", "Peminjaman Alat"] }
label = { id = "alat", en = "tool" }
id_prefix = "AL"
title = "name"
[[column]]
key = "id"
kind = "id"
label = { id = "Kode", en = "ID" }
[[column]]
key = "name"
kind = "text"
required = true
label = { id = "Nama Alat", en = "Tool" }
also = ["alat", "barang"]
[[column]]
key = "keeper"
kind = "reference"
to = "partners"
label = { id = "Dipegang", en = "Keeper" }
[[column]]
key = "bought"
kind = "date"
edge = "end"
label = { id = "Dibeli", en = "Bought" }
[[column]]
key = "price"
kind = "money"
label = { id = "Harga", en = "Price" }
[[column]]
key = "works"
kind = "bool"
label = { id = "Berfungsi", en = "Works" }
"""


def test_a_new_table_file_is_read_with_references_dates_money_and_problems(tmp_path):
    shutil.copytree(CONFIG, tmp_path / "config")
    (tmp_path / "config" / "tables" / "tools.toml").write_text(TOOLS, "utf-8")
    rows: list[list[Any]] = [
        ["DAFTAR ALAT"],
        [],
        ["No", "Barang", "Dipegang", "Dibeli", "Harga", "Berfungsi", "Warna"],
        [1, "Cangkul", "PKK", "akhir Maret 2026", "150rb", "ya", "merah"],
        [2, "Terpal", "BPBD", "31/2/2026", "Rp 500.000,-", "tidak", "biru"],
        [None, "Jumlah", None, None, 650000],
    ]
    partners = [["Kode", "Nama Mitra", "Sektor"], ["M-01", "PKK", "komunitas"]]
    grids = [Grid("Inventaris", [list(row) for row in rows]), Grid("Mitra", [list(row) for row in partners])]
    book = Book("test", "x", grids)
    read = take(book, load_schema(tmp_path / "config"), today=date(2026, 6, 1))
    tools = read.tables["tools"]
    assert tools["name"].tolist() == ["Cangkul", "Terpal"]
    assert tools["keeper_id"].tolist() == ["M-01", None]
    assert str(tools["bought"].iloc[0])[:10] == "2026-03-31"
    assert tools["price"].tolist() == [150_000, 500_000]
    assert tools["works"].tolist() == [True, False]
    assert [each.why for each in read.reads[0].left_out] == ["total"]
    assert ("impossible_date", 5, "D") in {(p.reason, p.row, p.letter) for p in read.problems}
    assert read.extra("tools", "~4") == {"Warna": "merah"}
