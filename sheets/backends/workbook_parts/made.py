"""The parts that are made new: a tab with nothing in it, and looks for a file that has none."""

from __future__ import annotations

from sheets.backends.workbook_parts.index import Index
from sheets.backends.workbook_parts.markup import masked, pattern, quoted

HEADER = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EMPTY_STYLES = HEADER + (
    b'<styleSheet xmlns="%b"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    b'</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
FROZEN = (
    b'<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
    b' state="frozen"/></sheetView></sheetViews>'
)


def empty_sheet(index: Index) -> bytes:
    """A tab whose first row stays in sight, in the words of this workbook."""
    viewed = pattern(rb"<P:workbookView[\s/>]", index.prefix).search(masked(index.xml))
    root = b"<worksheet xmlns=%b>" % quoted(index.namespace)
    body = (FROZEN if viewed else b"") + b'<sheetFormatPr defaultRowHeight="15"/><sheetData/></worksheet>'
    return HEADER + root + b'<dimension ref="A1"/>' + body
