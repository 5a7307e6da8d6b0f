"""Which part is which tab, what belongs to it, and what the file says of itself as a whole."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from functools import cached_property

from sheets.backends.workbook_parts.markup import (
    attribute,
    escaped,
    is_utf8,
    masked,
    number,
    pattern,
    plain_text,
    prefix_of,
    quoted,
    replaced,
    with_attribute,
)
from sheets.backends.workbook_parts.package import Broken, Package

TYPES, PACKAGE_LINKS = "[Content_Types].xml", "_rels/.rels"
LINK = rb"<P:Relationship~/?>"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
FILTER_NAME = "_xlnm._FilterDatabase"
BEFORE_CALC = ("definedNames", "externalReferences", "functionGroups", "sheets")


@dataclass(frozen=True)
class Link:
    """A relationship: its id, the last word of its type, the part that it leads to."""

    id: str
    kind: str
    part: str


@dataclass(frozen=True)
class Tab:
    """A tab by its title."""

    title: str
    part: str
    number: int


def links_part(part: str) -> str:
    """Where the links of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Index:
    """The workbook part of a package with its links and types."""

    def __init__(self, package: Package) -> None:
        self.package = package
        try:
            self.part = next(link.part for link in self.links("") if link.kind == "officeDocument")
            prefix = prefix_of(self.xml, b"workbook") if is_utf8(self.xml) else None
        except (StopIteration, KeyError):
            raise Broken("workbook") from None
        if prefix is None:
            raise Broken("workbook")
        self.prefix = prefix

    @property
    def xml(self) -> bytes:
        return self.package.read(self.part)

    def links(self, part: str) -> list[Link]:
        """The links of a part, or of the whole file for ""; [] when it has none."""
        name = links_part(part) if part else PACKAGE_LINKS
        if name not in self.package:
            return []
        xml = self.package.read(name)
        prefix = prefix_of(xml, b"Relationships") if is_utf8(xml) else None
        if prefix is None:
            raise Broken("links")
        tags = pattern(LINK, prefix).findall(masked(xml))
        found = [_link(tag, part) for tag in tags if attribute(tag, b"TargetMode") != "External"]
        return [replace(link, part=self.package.as_named(link.part)) for link in found]

    def linked(self, part: str, *kinds: str) -> list[str]:
        """The parts of some kinds that a part leads to."""
        return [link.part for link in self.links(part) if link.kind in kinds and link.part in self.package]

    @cached_property
    def tabs(self) -> dict[str, Tab]:
        """Every tab with cells, by its title."""
        parts = {link.id: link.part for link in self.links(self.part) if link.kind == "worksheet"}
        found = [(attribute(tag, b"name") or "", _link_id(tag)) for tag in self._sheet_tags]
        return {title: Tab(title, parts[link], at) for at, (title, link) in enumerate(found) if link in parts}

    @property
    def _sheet_tags(self) -> list[bytes]:
        return pattern(rb"<P:sheet~/?>", self.prefix).findall(masked(self.xml))

    @property
    def counts_from_1904(self) -> bool:
        """Whether day 0 is 1 January 1904."""
        tag = pattern(rb"<P:workbookPr~/?>", self.prefix).search(masked(self.xml))
        return tag is not None and attribute(tag[0], b"date1904") in ("1", "true", "on")

    # What is added

    def add_styles(self, xml: bytes) -> str:
        """The styles part of a file that has none."""
        beside = next(iter(self.tabs.values())).part
        part = posixpath.join(posixpath.dirname(self.part), "styles.xml")
        self._add_link(part, like=beside, kind="styles")
        self._add_type(part, STYLES_TYPE)
        self.package.write(part, xml)
        return part

    def add_tab(self, title: str, xml: bytes) -> Tab:
        """A new hidden tab behind the others."""
        beside = next(iter(self.tabs.values()), None)
        if beside is None:
            raise Broken("workbook")
        folder = posixpath.dirname(beside.part)
        part = self._free(folder, "sheet", ".xml")
        link = self._add_link(part, like=beside.part)
        self._add_type(part, SHEET_TYPE)
        self.package.write(part, xml)
        numbers = [number(tag, b"sheetId") or 0 for tag in self._sheet_tags]
        tag = b'<%bsheet name=%b sheetId="%d" state="hidden"%b=%b/>' % (
            self.prefix, quoted(title), max(numbers, default=0) + 1, self._id_name, quoted(link),
        )  # fmt: skip
        self._insert_before(self.part, rb"</P:sheets\s*>", self.prefix, tag)
        del self.tabs
        return self.tabs[title]

    @property
    def _id_name(self) -> bytes:
        """How the tabs say which link is theirs: ` r:id`, or with another prefix, which each of them may declare."""
        tag = self._sheet_tags[-1]
        found = re.search(rb"\s([\w.-]+):id\s*=", tag)
        if found is None:
            raise Broken("workbook")
        declared = attribute(tag, b"xmlns:" + found[1])
        declaration = b" xmlns:%b=%b" % (found[1], quoted(declared)) if declared else b""
        return b"%b %b:id" % (declaration, found[1])

    def _free(self, folder: str, stem: str, ending: str) -> str:
        taken = {name.casefold() for name in self.package.names} | {name.casefold() for name in self.package}
        numbers = range(len(self.tabs) + 1, len(taken) + len(self.tabs) + 3)
        names = (posixpath.join(folder, f"{stem}{at}{ending}") for at in numbers)
        return next(name for name in names if name.casefold() not in taken)

    def _add_link(self, part: str, like: str, kind: str = "worksheet") -> str:
        """A link of the workbook to a new part; its type is worded as that of its link to the tab `like`."""
        name = links_part(self.part)
        xml = self.package.read(name)
        prefix = prefix_of(xml, b"Relationships") or b""
        tags = pattern(LINK, prefix).findall(masked(xml))
        model = next(tag for tag in tags if self.package.as_named(_link(tag, self.part).part) == like)
        taken = {attribute(tag, b"Id") for tag in tags}
        link = next(f"rId{at}" for at in range(len(tags) + 1, 2 * len(tags) + 3) if f"rId{at}" not in taken)
        type_ = (attribute(model, b"Type") or "").removesuffix("worksheet") + kind
        tag = b"<%bRelationship Id=%b Type=%b Target=%b/>" % (
            prefix,
            quoted(link),
            quoted(type_),
            quoted(f"/{part}"),
        )
        self._insert_before(name, rb"</P:Relationships\s*>", prefix, tag)
        return link

    def _add_type(self, part: str, type_: str) -> None:
        prefix = prefix_of(self.package.read(TYPES), b"Types") or b""
        tag = b"<%bOverride PartName=%b ContentType=%b/>" % (prefix, quoted(f"/{part}"), quoted(type_))
        self._insert_before(TYPES, rb"</P:Types\s*>", prefix, tag)

    def _insert_before(self, part: str, end: bytes, prefix: bytes, tag: bytes) -> None:
        xml = self.package.read(part)
        found = list(pattern(end, prefix).finditer(masked(xml)))
        if not found:
            raise Broken(part)
        at = found[-1].start()
        self.package.write(part, xml[:at] + tag + xml[at:])

    # What is taken out, what is worked out anew

    def drop(self, kind: str) -> None:
        """Take the workbook's part of this kind out, with its link and its type."""
        for link in [link for link in self.links(self.part) if link.kind == kind]:
            self._cut(links_part(self.part), b"Relationships", LINK, b"Id", link.id)
            self._cut(TYPES, b"Types", rb"<P:Override~/?>", b"PartName", f"/{link.part}")
            self.package.drop(link.part)

    def _cut(self, part: str, root: bytes, wanted: bytes, name: bytes, value: str) -> None:
        xml = self.package.read(part)
        cut = replaced(
            pattern(wanted, prefix_of(xml, root) or b""),
            lambda found: b"" if attribute(found[0], name) == value else found[0],
            xml,
        )
        self.package.write(part, cut)

    def set_filter_name(self, at: int, text: str) -> None:
        """Where the filter of the tab at this place stands, as its hidden name says it."""

        def change(found: re.Match[bytes]) -> bytes:
            of_filter = (
                attribute(found[1], b"name") == "_xlnm._FilterDatabase" and number(found[1], b"localSheetId") == at
            )
            before = plain_text(found[2]).rpartition("!")[0]
            return found[1] + escaped(f"{before}!{text}") + found[3] if of_filter and before else found[0]

        wanted = pattern(rb"(<P:definedName~>)([^<]*)(</P:definedName)", self.prefix)
        self.package.write(self.part, replaced(wanted, change, self.xml))

    @property
    def namespace(self) -> str:
        """The namespace of the workbook's own names."""
        root = pattern(rb"<P:workbook~>", self.prefix).search(masked(self.xml))
        name = b"xmlns:" + self.prefix[:-1] if self.prefix else b"xmlns"
        found = root and attribute(root[0], name)
        if not found:
            raise Broken("workbook")
        return found

    def work_out_on_load(self) -> None:
        """Programs work every formula out anew when they open the file."""
        xml = self.xml
        calc = pattern(rb"<P:calcPr~/?>", self.prefix)
        stands = calc.search(masked(xml)) is not None
        told = replaced(calc, lambda tag: _told(tag[0]), xml) if stands else self._with_calc(xml)
        self.package.write(self.part, told)

    def _with_calc(self, xml: bytes) -> bytes:
        """What comes before it in a workbook part comes before it here too."""
        shadow = masked(xml)
        for name in BEFORE_CALC:
            end = rb"</P:%b\s*>|<P:%b\s*/>" % (name.encode(), name.encode())
            found = pattern(end, self.prefix).search(shadow)
            if found:
                return xml[: found.end()] + b'<%bcalcPr fullCalcOnLoad="1"/>' % self.prefix + xml[found.end() :]
        raise Broken("workbook")


def _told(tag: bytes) -> bytes:
    on = attribute(tag, b"fullCalcOnLoad") in ("1", "true", "on")
    return tag if on else with_attribute(tag, b"fullCalcOnLoad", "1")


def _link(tag: bytes, part: str) -> Link:
    target = attribute(tag, b"Target") or ""
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    kind = (attribute(tag, b"Type") or "").rsplit("/", 1)[-1]
    return Link(attribute(tag, b"Id") or "", kind, posixpath.normpath(path))


def _link_id(tag: bytes) -> str:
    found = re.search(rb"""\s[\w.-]+:id\s*=\s*["']([^"']*)["']""", tag)
    return found[1].decode() if found else ""
