"""What no library makes: slicers, comment threads, sparklines, newer rules; and the ways of other writers."""

from __future__ import annotations

import re
from pathlib import Path

from tests.sheets.backends.corpus.made import plain, rich
from tests.sheets.backends.corpus.zipped import TYPES, change, linked, pack, parts, typed

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
X14 = f'xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main" xmlns:xm="{MICROSOFT}/excel/2006/main"'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TASKS, PARTNERS, INDICATORS, MEASURED = (f"xl/worksheets/sheet{n}.xml" for n in range(1, 5))
PRINTER_TYPE = (
    '<Default Extension="bin" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
)
SPARKLINES = (
    f'<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" {X14}><x14:sparklineGroups>'
    '<x14:sparklineGroup type="column">'
    '<x14:colorSeries rgb="FF376092"/><x14:sparklines>'
    "<x14:sparkline><xm:f>Pengukuran!D2:D5</xm:f><xm:sqref>F2</xm:sqref>"
    "</x14:sparkline><x14:sparkline><xm:f>Pengukuran!D6:D8</xm:f><xm:sqref>F8</xm:sqref></x14:sparkline></x14:sparklines>"
    "</x14:sparklineGroup></x14:sparklineGroups></ext>"
)
NEWER_RULES = (
    f'<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" {X14}><x14:conditionalFormattings><x14:conditionalFormatting>'
    '<x14:cfRule type="dataBar" id="{00000000-0001-0000-0000-000000000001}"><x14:dataBar minLength="0" maxLength="100">'
    '<x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="formula"><xm:f>$D$6</xm:f></x14:cfvo>'
    "</x14:dataBar></x14:cfRule><xm:sqref>D2:D5</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
    f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" {X14}><x14:dataValidations count="1"><x14:dataValidation '
    'type="list" allowBlank="1"><x14:formula1><xm:f>Indikator!$C$2:$C$9</xm:f></x14:formula1><xm:sqref>A2:A5</xm:sqref>'
    "</x14:dataValidation></x14:dataValidations></ext>"
)

OTHER_WAYS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f'<mc:Choice Requires="x15" xmlns:x15="{MICROSOFT}/spreadsheetml/2010/11/main">'
    f'<x15ac:absPath url="C:\\forum\\" xmlns:x15ac="{MICROSOFT}/spreadsheetml/2010/11/ac"/></mc:Choice>'
    "</mc:AlternateContent>"
)
NEWER_NAMES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    f'xmlns:x14ac="{MICROSOFT}/spreadsheetml/2009/9/ac"'
)
SPILLED = '<c r="J1" cm="1"><f t="array" ref="J1:K1">TRANSPOSE(F2:F3)</f><v>10</v></c><c r="K1"><v>20</v></c>'
METADATA = (
    f'<metadata xmlns="{MAIN}" xmlns:xda="{MICROSOFT}/spreadsheetml/2017/dynamicarray"><metadataTypes count="1">'
    '<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" cellMeta="1"/></metadataTypes>'
    '<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
    '<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>'
    '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)


def excel(path: Path) -> Path:
    """As Excel writes it: spans, shared formulas with results, a calculation chain, and its newer parts."""
    found = parts(rich(path))
    _shared_formulas(found)
    _calc_chain(found)
    for part in (TASKS, MEASURED):
        change(found, part, lambda xml: re.sub(r'<row r="(\d+)"', r'<row r="\1" spans="1:8"', xml))
    change(
        found,
        MEASURED,
        lambda xml: xml.replace("</worksheet>", f"<extLst>{SPARKLINES}{NEWER_RULES}</extLst></worksheet>"),
    )
    _threads(found)
    _slicer(found)
    _custom(found)
    printer = linked(found, TASKS, f"{OFFICE}/printerSettings", "/xl/printerSettings/printerSettings1.bin")
    found["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    change(found, TYPES, lambda xml: xml.replace("<Override", PRINTER_TYPE + "<Override", 1))
    change(found, TASKS, lambda xml: re.sub(r"<pageSetup ", f'<pageSetup xmlns:r="{OFFICE}" r:id="{printer}" ', xml))
    return pack(path, found)


def _shared_formulas(found: dict[str, bytes]) -> None:
    def share(xml: str) -> str:
        for row in range(2, 10):
            own = f"<f>100-F{row}</f>"
            told = '<f t="shared" ref="H2:H9" si="0">100-F2</f>' if row == 2 else '<f t="shared" si="0"/>'
            assert own in xml
            xml = re.sub(re.escape(own) + r"<v ?/>", f"{told}<v>{110 - row * 10}</v>", xml)
        return xml

    change(found, TASKS, share)
    change(found, MEASURED, lambda xml: re.sub(r"(<f>SUM\(D2:D5\)</f>)<v ?/>", r"\1<v>100</v>", xml))
    change(found, MEASURED, lambda xml: re.sub(r"(<f>D6\*2</f>)<v ?/>", r"\1<v>200</v>", xml))


def _calc_chain(found: dict[str, bytes]) -> None:
    cells = "".join(f'<c r="H{row}" i="1"/>' for row in range(2, 10)) + '<c r="D6" i="4"/><c r="D8"/>'
    found["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}">{cells}</calcChain>'.encode()
    linked(found, "xl/workbook.xml", f"{OFFICE}/calcChain", "calcChain.xml")
    typed(found, "xl/calcChain.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml")


def _threads(found: dict[str, bytes]) -> None:
    space = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
    found["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="B6" dT="2026-11-01T08:00:00.00" personId="{{1}}" '
        'id="{2}"><text>sudah benar?</text></threadedComment></ThreadedComments>'
    ).encode()
    found["xl/persons/person.xml"] = (
        f'<personList xmlns="{space}"><person displayName="Sari" id="{{1}}" userId="s" providerId="None"/></personList>'
    ).encode()
    kind = f"{MICROSOFT}/2017/10/relationships"
    linked(found, MEASURED, f"{kind}/threadedComment", "../threadedComments/threadedComment1.xml")
    linked(found, "xl/workbook.xml", f"{kind}/person", "persons/person.xml")
    typed(found, "xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml")
    typed(found, "xl/persons/person.xml", "application/vnd.ms-excel.person+xml")


def _slicer(found: dict[str, bytes]) -> None:
    space = f"{MICROSOFT}/spreadsheetml/2009/9/main"
    found["xl/slicers/slicer1.xml"] = (
        f'<slicers xmlns="{space}"><slicer name="Sektor" cache="Slicer_Sektor" rowHeight="241300"/></slicers>'
    ).encode()
    found["xl/slicerCaches/slicerCache1.xml"] = (
        f'<slicerCacheDefinition xmlns="{space}" name="Slicer_Sektor" sourceName="Sektor"/>'
    ).encode()
    kind = f"{MICROSOFT}/2007/relationships"
    linked(found, PARTNERS, f"{kind}/slicer", "../slicers/slicer1.xml")
    linked(found, "xl/workbook.xml", f"{kind}/slicerCache", "slicerCaches/slicerCache1.xml")
    typed(found, "xl/slicers/slicer1.xml", "application/vnd.ms-excel.slicer+xml")
    typed(found, "xl/slicerCaches/slicerCache1.xml", "application/vnd.ms-excel.slicerCache+xml")


def _custom(found: dict[str, bytes]) -> None:
    found["customXml/item1.xml"] = b"<forum xmlns='urn:forum'><wilayah>Contoh</wilayah></forum>"
    linked(found, "xl/workbook.xml", f"{OFFICE}/customXml", "../customXml/item1.xml")


# The ways of other writers


def prefixed(path: Path) -> Path:
    """Every name with a prefix, as some libraries write it."""
    found = parts(plain(path))
    for name in ("xl/workbook.xml", "xl/styles.xml", TASKS, PARTNERS, INDICATORS, MEASURED):
        change(found, name, lambda xml: _with_prefix(xml))
    return pack(path, found)


def _with_prefix(xml: str) -> str:
    xml = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml)
    return xml.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def bare(path: Path) -> Path:
    """Rows and cells that go by their order, no dimension, no looks, comments between, pronunciation of words."""
    found = parts(plain(path))
    for name in (TASKS, PARTNERS, INDICATORS, MEASURED):
        change(found, name, _bare)
    change(
        found,
        "xl/workbook.xml",
        lambda xml: re.sub(r"<calcPr [^>]*>|<bookViews>.*</bookViews>|<definedNames ?/>", "", xml),
    )
    return pack(path, found)


def _bare(xml: str) -> str:
    xml = re.sub(r"<dimension [^>]*>|<sheetViews>.*</sheetViews>", "", xml)
    xml = re.sub(r"<row .*?</row>", _unnamed_cells, xml)
    last = 0

    def unnamed(row: re.Match[str]) -> str:
        nonlocal last
        follows, last = int(row[1]) == last + 1, int(row[1])
        return "<row" if follows else row[0]

    xml = re.sub(r'<row r="(\d+)"', unnamed, xml)
    told = '<is><t>PKK</t><rPh sb="0" eb="1"><t>pe</t></rPh></is>'
    hidden = '<sheetData><!-- <row r="9"><c r="A9"/></row> -->'
    return xml.replace("<is><t>PKK</t></is>", told).replace("<sheetData>", hidden, 1)


def _unnamed_cells(row: re.Match[str]) -> str:
    """A row whose cells do not say their place where they follow each other from A on."""
    names = re.findall(r'<c r="([A-Z]+)\d+"', row[0])
    gapless = names == list("ABCDEFGHIJ"[: len(names)])
    return re.sub(r'<c r="[A-Z]+\d+"', "<c", row[0]) if gapless else row[0]


def wordy(path: Path) -> Path:
    """A mark in front, line ends of Windows, other ways for newer programs, relative links, spilled results."""
    found = parts(plain(path))
    change(found, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace('Target="/xl/', 'Target="'))
    change(found, "xl/workbook.xml", lambda xml: xml.replace("<bookViews>", f"{OTHER_WAYS}<bookViews>"))
    for name in (TASKS, PARTNERS, INDICATORS, MEASURED):
        change(found, name, lambda xml: xml.replace("<worksheet ", f"<worksheet {NEWER_NAMES} ", 1))
        change(found, name, lambda xml: xml.replace("<row ", '<row x14ac:dyDescent="0.25" '))
    change(found, TASKS, lambda xml: xml.replace("</row>", SPILLED + "</row>", 1))
    found["xl/metadata.xml"] = METADATA.encode()
    linked(found, "xl/workbook.xml", f"{OFFICE}/sheetMetadata", "metadata.xml")
    typed(found, "xl/metadata.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml")
    for name in [name for name in found if name.endswith(".xml") and not name.startswith("docProps")]:
        found[name] = b"\xef\xbb\xbf" + found[name].replace(b"><", b">\r\n<").replace(b"</t>\r\n<", b"</t><")
    return pack(path, found)


def since_1904(path: Path) -> Path:
    """Days that are counted from 1904."""
    book = rich(path)
    found = parts(book)
    change(found, "xl/workbook.xml", lambda xml: re.sub(r"<workbookPr(?=[ /])", '<workbookPr date1904="1" ', xml))
    for name in (TASKS, MEASURED):
        change(found, name, lambda xml: re.sub(r"<v>(4[56]\d{3})</v>", lambda day: f"<v>{int(day[1]) - 1462}</v>", xml))
    return pack(path, found)


def strict(path: Path) -> Path:
    """The strict dialect of the format, with other names for everything."""
    found = parts(plain(path))
    for name in [name for name in found if name.endswith((".xml", ".rels"))]:
        found[name] = (
            found[name]
            .replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        )
    return pack(path, found)
