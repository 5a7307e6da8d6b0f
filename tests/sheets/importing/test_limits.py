"""Files that are too large, broken or none at all."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from sheets.errors import Encrypted, NotASpreadsheet, NotFound, SheetError, TooLarge
from sheets.importing import arrive
from sheets.importing.arrival import MOST_ROWS
from tests.pages.screens import many_tasks


def lengthened(small: Path, large: Path, rows: int) -> Path:
    """The same workbook with its last row again and again in every tab."""
    with ZipFile(small) as old, ZipFile(large, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            part = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else old.read(name)
            if isinstance(part, str) and name.startswith("xl/worksheets/sheet"):
                last = re.findall(r"<row .*?</row>", part, re.DOTALL)[-1]
                number = re.findall(r' r="(\d+)"', last)[0]
                more = (last.replace(f'{number}"', f'{int(number) + n}"') for n in range(1, rows))
                part = part.replace(last, last + "".join(more))
            new.writestr(name, part)
    return large


def test_a_workbook_of_200_000_rows_is_refused_before_it_is_in_memory(empty, tmp_path):
    file = lengthened(many_tasks(tmp_path / "kecil.xlsx", 5), tmp_path / "besar.xlsx", 200_000)
    tracemalloc.start()
    with pytest.raises(TooLarge) as refused:
        arrive(file, empty.schema)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    assert "20000" in refused.value.message("id")


def test_a_text_file_of_200_000_rows_is_refused_too(empty, tmp_path):
    file = tmp_path / "besar.csv"
    file.write_text("Kegiatan;PJ\n" + "Rapat;PKK\n" * 200_000, "utf-8")
    with pytest.raises(TooLarge):
        arrive(file, empty.schema)


def test_a_little_too_many_rows_are_refused_once_they_were_counted(empty, tmp_path):
    file = tmp_path / "agak-besar.csv"
    file.write_text("Kegiatan;PJ\n" + "Rapat;PKK\n" * (MOST_ROWS + 5), "utf-8")
    with pytest.raises(TooLarge):
        arrive(file, empty.schema)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("rusak.xlsx", b"PK\x03\x04 nothing of a workbook", NotASpreadsheet),
        ("laman.csv", b"<!DOCTYPE html><html>masuk dulu</html>", NotASpreadsheet),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, NotASpreadsheet),
        ("rahasia.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Encrypted),
    ],
)
def test_a_broken_file_says_what_it_is_in_both_languages(empty, tmp_path, name, data, error):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(error) as refused:
        arrive(file, empty.schema)
    assert name in refused.value.message("id")
    assert name in refused.value.message("en")


def test_a_file_that_is_not_there_is_named(empty, tmp_path):
    with pytest.raises(NotFound, match="tidak-ada"):
        arrive(tmp_path / "tidak-ada.xlsx", empty.schema)


@pytest.mark.parametrize("data", [b"", b"\n\n", b";;;\n", b"Kegiatan\n"])
def test_a_file_without_a_row_has_nothing_to_bring_in(empty, tmp_path, data):
    file = tmp_path / "kosong.csv"
    file.write_bytes(data)
    try:
        parts = arrive(file, empty.schema).parts
    except SheetError as error:
        assert error.message("id")
    else:
        assert all(part.match is None or not part.match.rows for part in parts)
