"""A forum's workbook with charts, pictures, notes, rules, tables and all else that openpyxl can make."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule, FormulaRule, IconSetRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableStyleInfo

DUE = date(2026, 12, 1)
TASKS: list[list[Any]] = [
    ["Kode", "Tugas", "PJ", "Tenggat", "Status", "Kemajuan (%)", "Catatan", "Sisa"],
    *[
        [f"TG-{n:03d}", f"Tugas ke-{n} & <lain>", "PKK", DUE, "proses", n * 10, f"catatan {n}", f"=100-F{n + 1}"]
        for n in range(1, 9)
    ],
]
PARTNERS = [["Kode", "Nama Mitra", "Singkatan", "Sektor"], ["M-01", "BPBD Contoh", "BPBD", "pemerintah"]]
PARTNERS += [["M-02", "PKK Sukamaju", "PKK", "warga"]]
INDICATORS: list[list[Any]] = [["Kode", "Indikator", "Satuan", "Target"], ["I-01", "Hasil panen", "kg", 100]]
MEASURED: list[list[Any]] = [
    ["Kode", "Indikator", "Tanggal", "Nilai"],
    *[[f"UK-{n:03d}", "Hasil panen", date(2026, n, 28), 10 * n] for n in range(1, 5)],
    [None, "Jumlah", None, "=SUM(D2:D5)"],
    [],
    [None, "Catatan: dicek tiap bulan", None, "=D6*2"],
]


def png() -> bytes:
    """A small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + bytes((x * 8, y * 8, 90)) * 24 for y, x in enumerate(range(24)))
    head = struct.pack(">2I5B", 24, 24, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def plain_book() -> openpyxl.Workbook:
    """The forum's tabs with their values and nothing else."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    tabs = {"Tugas": TASKS, "Mitra": PARTNERS, "Indikator": INDICATORS, "Pengukuran": MEASURED}
    for title, rows in tabs.items():
        page = book.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for col, value in enumerate(row, 1):
                cell = page.cell(number, col, value)
                cell.number_format = "dd/mm/yyyy" if isinstance(value, date) else cell.number_format
    return book


def plain(path: Path) -> Path:
    plain_book().save(path)
    return path


def rich(path: Path) -> Path:
    """The forum's tabs with everything."""
    book = plain_book()
    tasks, measured = book["Tugas"], book["Pengukuran"]
    _looks(tasks)
    _rules(tasks)
    _print(tasks)
    _rules_of_measured(measured)
    _charts(book)
    _other_tabs(book)
    partners = book["Mitra"]
    table = Table(displayName="DaftarMitra", ref="A1:D3", tableStyleInfo=TableStyleInfo("TableStyleMedium4"))
    partners.add_table(table)
    partners.protection.sheet, partners.protection.password = True, "rahasia"
    for row in partners["A2:D9"]:
        for cell in row:
            cell.protection = Protection(locked=False)
    book.defined_names["Nilai"] = DefinedName("Nilai", attr_text="Pengukuran!$D$2:$D$5")
    book.defined_names["Jumlah"] = DefinedName("Jumlah", attr_text="Pengukuran!$D$6")
    book.properties.creator = "Bu Sari"
    book.save(path)
    return path


def _looks(page: Any) -> None:
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="2F6B3A")
        cell.border = Border(bottom=Side("double"))
    for row in range(2, 10):
        page.cell(row, 6).number_format = '0" %"'
        page.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    page["B3"] = CellRichText("Bersih ", TextBlock(InlineFont(b=True, color="FF0000"), "sungai"), " besar")
    page["G4"] = "panjang " * 2000
    page["B5"].comment = Comment("tanya Bu Sari\nsebelum mulai", "Sari", height=90, width=240)
    page["B6"].hyperlink = "https://contoh.id/papan?a=1&b=2"
    page["B7"].hyperlink = "#Mitra!A1"
    page["J2"], page["J3"] = "sel gabung", "lain"
    page.merge_cells("J2:K2")
    page.column_dimensions["B"].width, page.column_dimensions["L"].hidden = 44, True
    page.column_dimensions.group("M", "O", hidden=True)
    page.row_dimensions[3].height = 33
    page.row_dimensions.group(7, 8, outline_level=1)
    page.freeze_panes, page.sheet_properties.tabColor = "C2", "2F6B3A"
    page.auto_filter.ref = "A1:H9"
    page["N1"] = ArrayFormula("N1:N3", "=F2:F4*2")


def _rules(page: Any) -> None:
    page.conditional_formatting.add("F2:F9", CellIsRule("lessThan", ["10"], font=Font(color="FF0000")))
    page.conditional_formatting.add("F2:F9", DataBarRule("num", 0, "num", 100, "638EC6"))
    page.conditional_formatting.add("D2:D9 H2:H9", FormulaRule(["$D2<TODAY()"], fill=PatternFill(bgColor="FFC7CE")))
    page.conditional_formatting.add("F2:F9", ColorScaleRule("min", None, "F8696B", "max", None, "63BE7B"))
    page.conditional_formatting.add("F2:F9", IconSetRule("3TrafficLights1", "percent", [0, 33, 67]))
    choice = DataValidation(
        "list", '"sudah,proses,belum"', promptTitle="Status", prompt="pilih > satu", showErrorMessage=True
    )
    choice.add("E2:E9")
    number = DataValidation("whole", formula1="0", formula2="100", operator="between", errorTitle="Salah")
    number.add("F2:F9")
    page.add_data_validation(choice)
    page.add_data_validation(number)


def _rules_of_measured(page: Any) -> None:
    page["D2"].font = page["D5"].font = Font(italic=True)
    page["B6"].comment = Comment("jumlah semua", "Sari")
    page["B8"].hyperlink = "https://contoh.id/catatan"
    page.merge_cells("B8:C8")
    page.row_dimensions[6].height = 31
    page.conditional_formatting.add("D2:D5", CellIsRule("greaterThan", ["$D$6"], font=Font(bold=True)))
    names = DataValidation("list", "=Indikator!$B$2:$B$9")
    names.add("B2:B5")
    page.add_data_validation(names)
    page.print_area = "A1:D8"
    page.print_title_rows = "1:1"
    page.row_breaks.append(Break(id=7))


def _print(page: Any) -> None:
    page.print_title_rows, page.print_area = "1:1", "A1:H9"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.oddHeader.center.text, page.oddFooter.right.text = "&BForum Air", "Hal &P dari &N"
    page.page_margins.left = 0.33
    page.print_options.gridLines = True


def _charts(book: Any) -> None:
    page = book.create_sheet("Grafik")
    page["A1"] = "Grafik di bawah"
    values = Reference(book["Pengukuran"], min_col=4, min_row=1, max_row=5)
    for kind, place in ((BarChart, "A3"), (LineChart, "J3"), (PieChart, "A20")):
        chart = kind()
        chart.title = f"Panen {place}"
        chart.add_data(values, titles_from_data=True)
        page.add_chart(chart, place)
    for tab, place in (("Grafik", "J20"), ("Tugas", "Q3"), ("Pengukuran", "F9")):
        book[tab].add_image(Image(io.BytesIO(png())), place)
    book["Pengukuran"].add_chart(BarChart(), "F15")


def _other_tabs(book: Any) -> None:
    page = book.create_sheet("Ringkasan")
    page["A1"], page["B1"] = "=COUNTA(Tugas!A2:A9)", '=IF(Tugas!F2>5,"banyak","sedikit")'
    page["A2"], page["B2"] = "=SUM(Pengukuran!$D$2:$D$8)+Pengukuran!D6", "=Nilai"
    page["A3"] = '=SUMIF(Tugas!E:E,"proses",Tugas!F:F)'
    hidden = book.create_sheet("Tersembunyi")
    hidden["A1"], hidden.sheet_state = "daftar", "hidden"
    very = book.create_sheet("Sangat")
    very["A1"], very.sheet_state = 1, "veryHidden"
    free = book.create_sheet("Catatan bebas")
    for number in range(1, 30):
        free.cell(number * 2, number % 7 + 1, f"baris {number}" if number % 3 else number / 7)
