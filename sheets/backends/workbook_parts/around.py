"""What lies in other parts and points at the rows of a sheet: tables, notes, drawings, charts, pivots, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sheets.backends.workbook_parts.index import TYPES, Index
from sheets.backends.workbook_parts.markup import (
    attribute,
    masked,
    pattern,
    plain_text,
    prefix_of,
    quoted,
    replaced,
    with_attribute,
)
from sheets.backends.workbook_parts.places import areas
from sheets.backends.workbook_parts.push import Push

PLACED = pattern(rb"<[\w:.-]+~/?>")
# Writers use prefixes of their own here, or none.
ANCHOR = re.compile(
    rb"<(?:[\w.-]+:)?(?:two|one)CellAnchor\b[^<>]*>.*?</(?:[\w.-]+:)?(?:two|one)CellAnchor\s*>", re.DOTALL
)
EDGE = re.compile(rb"(<(?:[\w.-]+:)?row>\s*)(\d+)(\s*</)")
NOTE = re.compile(rb"<(?:[\w.-]+:)?ClientData\b.*?</(?:[\w.-]+:)?ClientData>", re.DOTALL)
NOTE_ROW = re.compile(rb"(<(?:[\w.-]+:)?Row>\s*)(\d+)(\s*</)")
NOTE_ANCHOR = re.compile(rb"(<(?:[\w.-]+:)?Anchor>)([^<]*)(</)")
POINTING = re.compile(rb"(<(?:[\w.-]+:)?f(?:\s[^<>]*)?>)([^<]*)(</)")
OF_COLUMN = re.compile(rb"(<(?:[\w.-]+:)?(?:calculatedColumn|totalsRow)Formula[^<>]*>)([^<]*)(</)")
LINKED_TEXT = re.compile(rb"""(?<=\s)(textlink=)("[^"]*"|'[^']*')""")
UNMOVABLE = ("tableSingleCells", "control", "ctrlProp", "oleObject", "volatileDependencies")


def can_push_around(index: Index, part: str, row: int) -> bool:
    """Whether everything around a sheet can move along when a row is pushed in (1-based)."""
    links = [*index.links(part), *index.links(index.part)]
    pivots = any(_reaches(index, pivot, row) for pivot in index.linked(part, "pivotTable"))
    return not pivots and not any(link.kind in UNMOVABLE for link in links)


def _reaches(index: Index, pivot: str, row: int) -> bool:
    found = re.search(rb"<(?:[\w.-]+:)?location\s[^<>]*>", index.package.read(pivot))
    return found is None or any(one.bottom >= row for one in areas(attribute(found[0], b"ref")))


def push_around(index: Index, part: str, push: Push) -> None:
    """Move everything that lies on the sheet `part` or points at its cells."""
    package = index.package
    for name in index.linked(part, "table", "comments", "threadedComment"):
        package.write(name, replaced(PLACED, lambda tag: _placed(tag[0], push), package.read(name)))
    for name in index.linked(part, "table"):
        own = replaced(OF_COLUMN, lambda f: f[1] + push.in_text(f[2], here=True) + f[3], package.read(name))
        package.write(name, own)
    for name in index.linked(part, "drawing"):
        package.write(name, replaced(ANCHOR, lambda found: _anchored(found[0], push), package.read(name)))
    for name in index.linked(part, "vmlDrawing"):
        package.write(name, NOTE.sub(lambda found: _note(found[0], push), package.read(name)))
    _push_pointing(index, push)
    _push_sources(index, push)
    _push_names(index, push)
    index.drop("calcChain")


def _placed(tag: bytes, push: Push) -> bytes:
    text = attribute(tag, b"ref")
    after = push.places(text) if text else text
    return tag if after == text else with_attribute(tag, b"ref", after)


def _anchored(anchor: bytes, push: Push) -> bytes:
    """A drawing moves with the cells under it, grows when the row comes under it, or stays, as it was told to."""
    kept = re.search(rb"editAs=[\"'](\w+)", anchor.partition(b">")[0])
    edges = [int(found[2]) for found in EDGE.finditer(anchor)]
    if (kept and kept[1] == b"absolute") or not edges:
        return anchor
    whole = kept is not None and kept[1] == b"oneCell"
    moves = edges[0] + 1 >= push.row

    def change(found: re.Match[bytes]) -> bytes:
        at = int(found[2])
        return found[1] + b"%d" % (at + (moves if whole else at + 1 >= push.row)) + found[3]

    return EDGE.sub(change, anchor, count=2)


def _note(data: bytes, push: Push) -> bytes:
    """The box of a note: the cell that it belongs to, and where it lies."""
    row = NOTE_ROW.search(data)
    if row is None or int(row[2]) + 1 < push.row:
        return data
    data = NOTE_ROW.sub(lambda found: found[1] + b"%d" % (int(found[2]) + 1) + found[3], data)
    return NOTE_ANCHOR.sub(lambda found: found[1] + _lower(found[2]) + found[3], data)


def _lower(anchor: bytes) -> bytes:
    numbers = anchor.split(b",")
    if len(numbers) != 8:
        return anchor
    for at in (2, 6):
        numbers[at] = b" %d" % (int(numbers[at]) + 1)
    return b",".join(numbers)


def _of_type(index: Index, wanted: str) -> Iterator[str]:
    """The parts whose declared type holds these letters."""
    xml = index.package.read(TYPES)
    tags = pattern(rb"<P:Override~/?>", prefix_of(xml, b"Types") or b"").findall(masked(xml))
    names = [
        (attribute(tag, b"PartName") or "").lstrip("/")
        for tag in tags
        if wanted in (attribute(tag, b"ContentType") or "")
    ]
    yield from (name for name in names if name in index.package)


def _push_pointing(index: Index, push: Push) -> None:
    """What charts show, and text boxes that show a cell."""
    for name in (*_of_type(index, ".chart+xml"), *_of_type(index, "chartex+xml")):
        xml = index.package.read(name)
        index.package.write(name, replaced(POINTING, lambda f: f[1] + push.in_text(f[2], here=False) + f[3], xml))
    for name in _of_type(index, ".drawing+xml"):
        xml = index.package.read(name)
        index.package.write(name, replaced(LINKED_TEXT, lambda f: f[1] + _quoted(f[2], push), xml))


def _quoted(value: bytes, push: Push) -> bytes:
    text = plain_text(value[1:-1])
    after = push.formula(text, here=False)
    return value if after == text else quoted(after)


def _push_sources(index: Index, push: Push) -> None:
    """The cells that a pivot table counts."""

    def change(found: re.Match[bytes]) -> bytes:
        own = (attribute(found[0], b"sheet") or "").casefold() == push.tab.casefold()
        return _placed(found[0], push) if own else found[0]

    wanted = re.compile(rb"<(?:[\w.-]+:)?worksheetSource\s[^<>]*>")
    for name in _of_type(index, "pivotCacheDefinition"):
        index.package.write(name, replaced(wanted, change, index.package.read(name)))


def _push_names(index: Index, push: Push) -> None:
    """Names of cells, print areas and the hidden names of filters."""
    wanted = pattern(rb"(<P:definedName~>)([^<]*)(</P:definedName)", index.prefix)
    xml = replaced(wanted, lambda f: f[1] + push.in_text(f[2], here=False) + f[3], index.xml)
    index.package.write(index.part, xml)
