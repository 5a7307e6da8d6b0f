"""LibreOffice: a flat spreadsheet with shapes, sparklines, a pivot and notes for it, and its own .xlsx."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.sheets.backends.corpus.made import INDICATORS, MEASURED, PARTNERS, TASKS, png

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
SPACES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
SPACES += ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
STYLES = (
    '<number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
)
RULES = (
    '<table:content-validations><table:content-validation table:name="pilihan" table:condition='
    '"of:cell-content-is-in-list(&quot;sudah&quot;;&quot;proses&quot;;&quot;belum&quot;)" '
    'table:base-cell-address="Tugas.E2">'
    '<table:help-message table:title="Status" table:display="true"><text:p>pilih satu</text:p></table:help-message>'
    "</table:content-validation></table:content-validations>"
)
BOX = (
    '<draw:frame svg:width="5cm" svg:height="2cm" svg:x="22cm" svg:y="1cm"><draw:text-box><text:p>Kotak teks</text:p>'
    "</draw:text-box></draw:frame>"
    '<draw:custom-shape svg:width="3cm" svg:height="3cm" svg:x="22cm" svg:y="4cm"><text:p>Bentuk</text:p>'
    '<draw:enhanced-geometry draw:type="ellipse" svg:viewBox="0 0 21600 21600"/></draw:custom-shape>'
    '<draw:line svg:x1="22cm" svg:y1="8cm" svg:x2="26cm" svg:y2="9cm"/>'
)
PIVOT = (
    '<table:data-pilot-tables><table:data-pilot-table table:name="Pivot" '
    'table:target-range-address="Pivot.A1:Pivot.B4">'
    '<table:source-cell-range table:cell-range-address="Tugas.A1:Tugas.H9"/>'
    '<table:data-pilot-field table:source-field-name="Status" table:orientation="row"/>'
    '<table:data-pilot-field table:source-field-name="Kemajuan (%)" table:orientation="data" table:function="sum"/>'
    "</table:data-pilot-table></table:data-pilot-tables>"
)
SPARKS = (
    '<calcext:sparkline-groups><calcext:sparkline-group calcext:type="line" calcext:color-series="#376092">'
    '<calcext:sparklines><calcext:sparkline calcext:cell-address="Pengukuran.F2" '
    'calcext:data-range="Pengukuran.D2:Pengukuran.D5"/>'
    "</calcext:sparklines></calcext:sparkline-group></calcext:sparkline-groups>"
)
COLOURS = (
    '<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="Tugas.F2:Tugas.F9">'
    '<calcext:data-bar calcext:max-length="100" calcext:positive-color="#638ec6">'
    '<calcext:formatting-entry calcext:value="0" calcext:type="minimum"/>'
    '<calcext:formatting-entry calcext:value="0" calcext:type="maximum"/></calcext:data-bar>'
    "</calcext:conditional-format></calcext:conditional-formats>"
)
AFTER = (
    '<table:named-expressions><table:named-range table:name="Nilai" table:base-cell-address="$Pengukuran.$A$1" '
    'table:cell-range-address="$Pengukuran.$D$2:.$D$5"/></table:named-expressions><table:database-ranges>'
    '<table:database-range table:name="saring" table:target-range-address="Tugas.A1:Tugas.H9" '
    'table:display-filter-buttons="true"/></table:database-ranges>'
)


def flat(path: Path) -> Path:
    """A flat .fods of the forum."""
    picture = base64.b64encode(png()).decode()
    image = (
        '<draw:frame svg:width="2cm" svg:height="2cm" svg:x="22cm" svg:y="10cm"><draw:image>'
        f"<office:binary-data>{picture}</office:binary-data></draw:image></draw:frame>"
    )
    tabs = [
        _tab("Tugas", TASKS, f"<table:shapes>{BOX}{image}</table:shapes>", COLOURS),
        _tab("Mitra", PARTNERS),
        _tab("Indikator", INDICATORS),
        _tab("Pengukuran", MEASURED, "", SPARKS),
        _tab("Pivot", []),
    ]
    body = f"<office:spreadsheet>{RULES}{''.join(tabs)}{AFTER}{PIVOT}</office:spreadsheet>"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body>{body}</office:body></office:document>",
        "utf-8",
    )
    return path


def _tab(title: str, rows: Sequence[Sequence[Any]], before: str = "", after: str = "") -> str:
    lines = ""
    for at, row in enumerate(rows or [[]]):
        cells = "".join(_cell(title, at, col, cell) for col, cell in enumerate(row or [None]))
        lines += f"<table:table-row>{cells}</table:table-row>"
    return f'<table:table table:name="{title}">{before}{lines}{after}</table:table>'


def _cell(title: str, row: int, col: int, value: Any) -> str:
    note = "<office:annotation><dc:creator>Sari</dc:creator><text:p>tanya dulu</text:p></office:annotation>"
    note = note if (title, row, col) in (("Tugas", 3, 1), ("Pengukuran", 5, 1)) else ""
    look = ' table:style-name="head"' if row == 0 else ""
    look += ' table:content-validation-name="pilihan"' if (title, col) == ("Tugas", 4) and row else ""
    if value is None:
        return f"<table:table-cell>{note}</table:table-cell>"
    if isinstance(value, date):
        return f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"{look}/>'
    if value.startswith("="):
        return f'<table:table-cell table:formula="{_formula(value)}"/>'
    return (
        f'<table:table-cell office:value-type="string"{look}>{note}<text:p>{escape(value)}</text:p></table:table-cell>'
    )


def _formula(text: str) -> str:
    return "of:" + re.sub(r"([A-Z]\d+)(?::([A-Z]\d+))?", lambda m: f"[.{m[1]}{f':.{m[2]}' if m[2] else ''}]", text)


def converted(files: Sequence[Path], folder: Path, profile: Path, kind: str = "xlsx") -> list[Path]:
    """The files as LibreOffice opens and saves them, all in one start of it."""
    folder.mkdir(exist_ok=True)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            *files,
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return [folder / f"{file.stem}.{kind}" for file in files]
