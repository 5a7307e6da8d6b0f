"""A zip of parts: parts that nobody changed keep their bytes, their compression and their place."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

LOCAL, CENTRAL, END = "<4s5H3L2H", "<4s4B4H3L5H2L", "<4s4H2LH"
ZIP64, SIZES_FOLLOW, UTF8 = 1, 0x08, 0x800
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
# What a zip raises that is damaged, locked with a password, or packed in a way of its own.
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError)


class Broken(ValueError):
    """A part is not as a workbook's parts are; `what` names the place."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Package:
    """The parts of one file by their names, in the order of the file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(BytesIO(data)) as parts:
            self.entries = parts.infolist()
        self.names = [entry.filename for entry in self.entries]
        self._names = {name.casefold(): name for name in self.names}
        if len(self._names) < len(self.names):
            raise Broken("zip")
        self.changed: dict[str, bytes] = {}
        self.dropped: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name not in self.dropped and (name in self.changed or name in self.names)

    def __iter__(self) -> Iterator[str]:
        added = [name for name in self.changed if name not in self.names]
        return (name for name in (*self.names, *added) if name not in self.dropped)

    def as_named(self, name: str) -> str:
        """A part's name as the file has it; others may write its letters large or small."""
        return self._names.get(name.casefold(), name)

    def read(self, name: str) -> bytes:
        """A part as it is now; KeyError when there is none. Raises Broken when it cannot be unpacked."""
        if name in self.dropped:
            raise KeyError(name)
        return self.changed[name] if name in self.changed else self._unpacked(name)

    def _unpacked(self, name: str) -> bytes:
        try:
            with zipfile.ZipFile(BytesIO(self.data)) as parts:
                return parts.read(name)
        except UNREADABLE as error:
            raise Broken(name) from error

    def write(self, name: str, data: bytes) -> None:
        """Change or add a part; one that stays as it is keeps its bytes in the file."""
        if name not in self or self.read(name) != data:
            self.changed[name] = data
            self.dropped.discard(name)

    def drop(self, name: str) -> None:
        """Take a part out."""
        self.dropped.add(name)
        self.changed.pop(name, None)

    def packed(self) -> bytes:
        """The file with everything that was changed."""
        out, directory = bytearray(), bytearray()
        known = {entry.filename: entry for entry in self.entries}
        kept = list(self)
        for name in kept:
            entry = known.get(name) or _new_entry(name)
            changed = name in self.changed
            body = _compressed(entry, self.changed[name]) if changed else self._stored(entry)
            at = len(out)
            out += _local(entry) + body
            directory += _central(entry, at)
        end = struct.pack(END, b"PK\x05\x06", 0, 0, len(kept), len(kept), len(directory), len(out), 0)
        return bytes(out + directory + end)

    def _stored(self, entry: zipfile.ZipInfo) -> bytes:
        """The compressed bytes of a part as they lie in the file."""
        head = struct.unpack_from(LOCAL, self.data, entry.header_offset)
        begin = entry.header_offset + struct.calcsize(LOCAL) + head[-2] + head[-1]
        return self.data[begin : begin + entry.compress_size]


def _new_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _compressed(entry: zipfile.ZipInfo, data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    entry.compress_type, entry.CRC = zipfile.ZIP_DEFLATED, zlib.crc32(data)
    entry.file_size, entry.compress_size = len(data), len(body)
    return body


def _name(entry: zipfile.ZipInfo) -> tuple[bytes, int]:
    """The name and the flags that it needs; sizes always stand in front."""
    flags = entry.flag_bits & ~SIZES_FOLLOW
    name = entry.orig_filename if entry.orig_filename.isascii() else entry.filename
    return (name.encode("ascii"), flags) if name.isascii() else (name.encode("utf-8"), flags | UTF8)


def _moment(entry: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = entry.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _local(entry: zipfile.ZipInfo) -> bytes:
    name, flags = _name(entry)
    sizes = (entry.CRC, entry.compress_size, entry.file_size, len(name), 0)
    return struct.pack(LOCAL, b"PK\x03\x04", 20, flags, entry.compress_type, *_moment(entry), *sizes) + name


def _central(entry: zipfile.ZipInfo, at: int) -> bytes:
    name, flags = _name(entry)
    extra = _without_zip64(entry.extra)
    head = (b"PK\x01\x02", 20, entry.create_system, 20, 0, flags, entry.compress_type, *_moment(entry))
    sizes = (entry.CRC, entry.compress_size, entry.file_size, len(name), len(extra), len(entry.comment), 0)
    tail = (entry.internal_attr, entry.external_attr, at)
    return struct.pack(CENTRAL, *head, *sizes, *tail) + name + extra + entry.comment


def _without_zip64(extra: bytes) -> bytes:
    """Sizes are small here and stand in front, so the field for large ones is left out."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
