"""Indicators spread over columns: one column a period, or one column an indicator with places as rows.

Both become long: a record of `measurements` for every filled cell, dated at the end of its period, and a record of
`indicators` for every indicator that the tab names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sheets.backends import Cell
from sheets.recognise.columns import Header
from sheets.recognise.content import is_blank
from sheets.recognise.headers import HeaderRows
from sheets.recognise.parts import ColumnMatch, Doubt, LeftOut, TableMatch, UnknownColumn
from sheets.recognise.periods import Period, period_of, year_in
from sheets.recognise.vocabulary import CERTAIN, Vocabulary
from sheets.schema import Schema, Table

PLACE = re.compile(
    r"\b(kab|kabupaten|kota|kec|kecamatan|kel|kelurahan|desa|ds|dusun|nagari|gampong|provinsi|prov|kep|kepulauan|aceh|sumatera"
    r"|jawa|bali|nusa tenggara|kalimantan|sulawesi|maluku|papua|riau|jambi|lampung|banten|jakarta|yogyakarta|gorontalo"
    r"|bengkulu|indonesia|district|province|region|village|city|county)\b",
    re.IGNORECASE,
)
MEASURES = re.compile(
    r"\b(indeks|index|persentase|presentase|percent|jumlah|angka|tingkat|rata|rasio|ratio|laju|produksi|penduduk|number|rate"
    r"|proporsi|cakupan|nilai|pdrb|ipm|kemiskinan|pengangguran)\b",
    re.IGNORECASE,
)


@dataclass
class WideTable:
    """The wide columns of one header: a period each, or (`periods` all None) an indicator each."""

    found: HeaderRows
    columns: list[Header]
    periods: list[Period | None]
    area_col: int | None = None
    indicator_col: int | None = None
    name: str = ""
    year: int | None = None
    doubts: list[Doubt] = field(default_factory=list)


def wide_tables(schema: Schema) -> tuple[Table, Table] | None:
    """The tables that a wide tab feeds: the one that declares a wide column, and the one whose rows it refers to."""
    for table in schema.records:
        value = next((c for c in table.columns if c.wide), None)
        if value is not None:
            parent = next((c.to for c in table.columns if c.kind == "reference" and c.required), None)
            if parent in schema.tables and parent is not None:
                return table, schema.tables[parent]
            return (schema.tables["measurements"], table) if "measurements" in schema.tables else None
    if "measurements" in schema.tables and "indicators" in schema.tables:
        return schema.tables["measurements"], schema.tables["indicators"]
    return None


def period_columns(found: HeaderRows) -> list[tuple[Header, Period]]:
    """The columns whose header is a period and whose cells are numbers (or nothing yet)."""
    columns = [(header, period) for header in found.headers if (period := _period(header))]
    counted = [(h, p) for h, p in columns if found.shape(h.col).n == 0 or _is_numeric(found, h.col)]
    return counted if any(found.shape(h.col).n for h, _ in counted) else []


def value_column(found: HeaderRows, table: Table, words: Vocabulary) -> list[Header]:
    """The one column of values ("Realisasi") beside the indicators, where no header is a period."""
    for header in found.headers:
        like = words.likeness(table.name, header.spoken).get("value")
        if like and like.how in CERTAIN and _is_numeric(found, header.col):
            return [header]
    return []


def _period(header: Header) -> Period | None:
    return period_of(header.spoken) or (period_of(header.parts[-1]) if len(header.parts) > 1 else None)


def gantt_columns(found: HeaderRows) -> list[Header]:
    """The columns of a bar chart made of cells: headed by periods or counting numbers, empty or marked."""
    return [h for h in found.headers if _is_step(h) and not _is_measured(found, h.col)]


def _is_step(header: Header) -> bool:
    last = header.parts[-1]
    counts = bool(re.fullmatch(r"(m|w|minggu|pekan|week)?\s*-?\s*(\d{1,3}|[ivx]{1,4})", last.strip(), re.IGNORECASE))
    return counts or period_of(header.spoken) is not None


def _is_measured(found: HeaderRows, col: int) -> bool:
    seen = found.shape(col)
    return seen.n > 0 and seen.numbers > 0.5 * seen.n and len(set(seen.raw)) > 2


def _is_numeric(found: HeaderRows, col: int) -> bool:
    seen = found.shape(col)
    return seen.n > 0 and seen.numbers >= 0.6 * seen.n


def look(found: HeaderRows, words: Vocabulary, tables: tuple[Table, Table], hints: Sequence[str]) -> WideTable | None:
    """A wide table under this header, if there is one: labels on the left, numbers on the right."""
    measurements, indicators = tables
    periods = period_columns(found)
    wide: list[tuple[Header, Period | None]] = list(periods) if len(periods) >= 2 else _indicator_columns(found)
    labels = [
        h for h in found.headers if h not in [w for w, _ in wide] and h.col < min((w.col for w, _ in wide), default=0)
    ]
    labels = [h for h in labels if found.shape(h.col).is_text]
    if not wide or not labels:
        return None
    table = WideTable(found, [w for w, _ in wide], [p for _, p in wide], year=_year(hints))
    _name_labels(table, labels, words, measurements, indicators, hints)
    if table.area_col is None and table.indicator_col is None:
        return None
    return table if len(periods) >= 2 or table.area_col is not None else None


def _indicator_columns(found: HeaderRows) -> list[tuple[Header, Period | None]]:
    """Two or more columns of numbers with a name each."""
    numeric = [h for h in found.headers if _is_numeric(found, h.col) and not _is_counter(found, h)]
    named = [h for h in numeric if re.search(r"[a-z]", h.spoken, re.IGNORECASE)]
    return [(h, None) for h in named] if len(named) >= 2 else []


def _is_counter(found: HeaderRows, header: Header) -> bool:
    return header.parts[-1].strip(" .#").casefold() in (
        "no",
        "nomor",
        "number",
        "",
        "kode",
        "id",
        "code",
        "tahun",
        "year",
    )


def _year(hints: Sequence[str]) -> int | None:
    return next((year for hint in hints if (year := year_in(hint))), None)


def _name_labels(
    table: WideTable,
    labels: Sequence[Header],
    words: Vocabulary,
    measurements: Table,
    indicators: Table,
    hints: Sequence[str],
) -> None:
    """Which label column holds the places and which the indicators; a mislabelled one is told by its content."""
    by_period = any(table.periods)
    for header in labels:
        likes = words.likeness(measurements.name, header.spoken)
        names = words.likeness(indicators.name, header.spoken)
        content = table.found.shape(header.col)
        places = sum(bool(PLACE.search(str(cell))) for cell in content.raw) >= 0.3 * max(1, content.n)
        if table.area_col is None and ("area" in likes or places):
            table.area_col = header.col
            if "area" not in likes:
                table.doubts.append(Doubt("guessed_header", col=header.col, key="area", value=header.text))
        elif table.indicator_col is None and by_period and (indicators.title in names or "indicator" in likes):
            table.indicator_col = header.col
    if by_period and table.area_col is None and table.indicator_col is None:
        table.indicator_col = labels[-1].col
        table.doubts.append(Doubt("guessed_header", col=labels[-1].col, key="indicator", value=labels[-1].text))
    if by_period and table.indicator_col is None:
        table.name = next((hint for hint in hints if MEASURES.search(hint)), hints[0] if hints else "")


def measurements(
    wide: WideTable, table: Table, rows: Sequence[int], left_out: Sequence[LeftOut], names: Sequence[Cell] | None = None
) -> TableMatch:
    """The long records of a wide table: one for each filled cell, row by row. `rows` are 1-based."""
    page = wide.found.page
    match = TableMatch(
        table, page.grid, wide.found.numbers, _columns(wide), _unknown(wide), [], list(left_out), places=[]
    )
    given: dict[str, list[Cell]] = {"indicator": [], "date": [], "value": [], "area": []}
    for n, row in enumerate(rows):
        cells = [page.cell(row - 1, header.col) for header in wide.columns]
        missing = _zeros_for_nothing(cells) if any(wide.periods) else set()
        if names is None and all(map(is_blank, cells)):
            match.left_out.append(LeftOut(page.grid.tab, row, "empty"))
        for header, period, cell in zip(wide.columns, wide.periods, cells, strict=True):
            if is_blank(cell) or (period and period.role == "target"):
                continue
            if header.col in {wide.columns[i].col for i in missing}:
                match.doubts.append(_zero(row, header.col))
                continue
            match.rows.append(row)
            _places(match).append(header.col)
            given["value"].append(cell)
            given["date"].append(period.ends(wide.year) if period else _end_of(wide.year))
            given["indicator"].append(names[n] if names is not None else _indicator(wide, row, header))
            given["area"].append(page.cell(row - 1, wide.area_col) if wide.area_col is not None else None)
    match.given = {key: cells for key, cells in given.items() if key in table.by_key}
    match.doubts += wide.doubts + _about_dates(wide)
    return match


def _places(match: TableMatch) -> list[int]:
    assert match.places is not None
    return match.places


def _end_of(year: int | None) -> Cell:
    return Period(year).ends() if year else None


def _indicator(wide: WideTable, row: int, header: Header) -> Cell:
    if not any(wide.periods):
        return header.spoken
    return wide.found.page.cell(row - 1, wide.indicator_col) if wide.indicator_col is not None else wide.name


def _zeros_for_nothing(cells: Sequence[Cell]) -> set[int]:
    """The zeros in a series whose other values lie close together and far from zero: most likely "no data"."""
    numbers = [float(c) for c in cells if isinstance(c, int | float) and not isinstance(c, bool)]
    others = [n for n in numbers if n]
    if len(others) < 3 or len(others) == len(numbers) or min(others) <= 0 or max(others) > 3 * min(others):
        return set()
    return {i for i, c in enumerate(cells) if isinstance(c, int | float) and not isinstance(c, bool) and c == 0}


def _zero(row: int, col: int) -> Doubt:
    return Doubt("zero_for_nothing", row=row, col=col, key="value", value="0", level="unreadable")


def _columns(wide: WideTable) -> list[ColumnMatch]:
    text = {header.col: header.text for header in wide.found.headers}
    columns = [ColumnMatch("value", header.text, header.col, "wide") for header in wide.columns]
    for key, col in (("area", wide.area_col), ("indicator", wide.indicator_col)):
        if col is not None:
            columns.insert(0, ColumnMatch(key, text.get(col, ""), col, "wide"))
    return columns


def _unknown(wide: WideTable) -> list[UnknownColumn]:
    used = {column.col for column in _columns(wide)}
    return [UnknownColumn(h.text, h.col) for h in wide.found.headers if h.col not in used]


def _about_dates(wide: WideTable) -> list[Doubt]:
    if not any(wide.periods):
        told = {"year": wide.year} if wide.year else {}
        return [Doubt("year_from_title" if wide.year else "no_period", key="date", details=told)]
    open_years = [h for h, p in zip(wide.columns, wide.periods, strict=True) if p and not p.day and not p.year]
    if not open_years:
        return []
    reason = "year_from_title" if wide.year else "no_period"
    return [
        Doubt(reason, col=open_years[0].col, key="date", value=open_years[0].text, details={"year": wide.year or ""})
    ]


def indicators(wide: WideTable, table: Table) -> TableMatch | None:
    """The indicators that only the headers or the title name; None where a column of the tab names them."""
    names = [h.spoken for h in wide.columns] if not any(wide.periods) else [wide.name]
    if wide.indicator_col is not None or not any(names):
        return None
    cols = [h.col for h in wide.columns] if not any(wide.periods) else [wide.columns[0].col]
    rows = [wide.found.bottom + 1] * len(names)
    match = TableMatch(table, wide.found.page.grid, wide.found.numbers, [], [], rows, places=cols)
    match.given = {table.title: names}
    source = "indicators_from_headers" if not any(wide.periods) else "indicator_from_title"
    match.doubts.append(Doubt(source, key=table.title, value=names[0], details={"n": len(names)}))
    return match
