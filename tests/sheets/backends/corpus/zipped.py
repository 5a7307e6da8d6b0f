"""The parts of a workbook file, read and exchanged by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

TYPES = "[Content_Types].xml"


def parts(path: Path) -> dict[str, bytes]:
    """Every part by its name, in the order of the file."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def pack(path: Path, found: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in found.items():
            file.writestr(name, data)
    return path


def change(found: dict[str, bytes], name: str, how: Callable[[str], str]) -> None:
    before = found[name].decode()
    after = how(before)
    assert after != before, name
    found[name] = after.encode()


def typed(found: dict[str, bytes], part: str, kind: str) -> None:
    """Say the type of a part."""
    change(
        found,
        TYPES,
        lambda xml: xml.replace("</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'),
    )


def linked(found: dict[str, bytes], part: str, kind: str, target: str) -> str:
    """Link from a part; answers the id."""
    folder, _, name = part.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    found.setdefault(links, empty)
    number = f"rIdx{found[links].count(b'<Relationship ')}"
    tag = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/>'
    change(found, links, lambda xml: xml.replace("</Relationships>", f"{tag}</Relationships>"))
    return number
