"""A list of texts as a workbook: a head that stays, a filter, columns that wrap, and nothing that is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from sheets.template import look

WIDEST, NARROWEST, MOST = 52, 12, 32_000
# Signs that a cell of a workbook cannot hold.
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}


def workbook_of(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of an .xlsx with one tab."""
    book = Workbook()
    page = book.active
    page.title = title
    listed = list(rows)
    for number, line in enumerate((heads, *listed), 1):
        for col, text in enumerate(line, 1):
            cell = page.cell(number, col)
            cell.value = text.translate(CONTROL)[:MOST] or None
            if cell.value is not None:
                cell.data_type, cell.quotePrefix = "s", number > 1
            cell.alignment = look.cell_alignment(wrap=True, left=True)
            if number == 1:
                cell.font, cell.fill, cell.border = look.HEADER_FONT, look.HEADER_FILL, look.HEADER_BORDER
    for col, head in enumerate(heads, 1):
        longest = max((len(line[col - 1]) for line in listed), default=0)
        page.column_dimensions[get_column_letter(col)].width = min(max(longest, len(head), NARROWEST) + 2, WIDEST)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(listed) + 1}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
