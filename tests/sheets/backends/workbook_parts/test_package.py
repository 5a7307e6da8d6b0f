"""The zip around the parts."""

from __future__ import annotations

import io
import zipfile

import pytest

from sheets.backends.workbook_parts.package import Broken, Package


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text, zipfile.ZIP_DEFLATED if len(text) > 10 else zipfile.ZIP_STORED)
    return out.getvalue()


def streamed(text: bytes) -> bytes:
    """As programs write that do not know the size beforehand."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.data += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file, file.open("a", "w", force_zip64=True) as part:
        part.write(text)
    return bytes(pipe.data)


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_parts_that_nobody_changed_keep_their_bytes_and_their_order():
    before = packed(b="satu", a="dua " * 100, c="tiga")
    package = Package(before)
    package.write("c", b"baru" * 50)
    package.write("d", b"empat")
    after = opened(package.packed())
    assert list(after) == ["b", "a", "c", "d"]
    assert (after["a"], after["c"], after["d"]) == (b"dua " * 100, b"baru" * 50, b"empat")


def test_a_part_can_be_taken_out():
    package = Package(packed(a="satu", b="dua"))
    package.drop("a")
    assert list(opened(package.packed())) == ["b"]
    with pytest.raises(KeyError):
        package.read("a")


def test_parts_whose_sizes_follow_them_are_copied_too():
    text = b"isi " * 1000
    package = Package(streamed(text))
    package.write("b", b"lain")
    assert opened(package.packed()) == {"a": text, "b": b"lain"}


def test_two_parts_of_one_name_are_no_package():
    with pytest.raises(Broken):
        Package(packed(a="satu", A="dua"))
