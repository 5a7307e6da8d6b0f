"""Which table a tab holds, and where: every header that may be one is weighed against every table."""

from __future__ import annotations

from collections.abc import Sequence

from sheets.backends import Cell
from sheets.corrections import TabTold, same_name
from sheets.recognise import currency, dated, derived, forms, levels, merged, people, rest, wide
from sheets.recognise.columns import Assignment, Header, assign
from sheets.recognise.corrected import headers_of, nameless, obey
from sheets.recognise.headers import HeaderRows, candidates
from sheets.recognise.mending import finish
from sheets.recognise.page import Page, shown
from sheets.recognise.parts import Doubt, LeftOut, NotRecognised, TableMatch, UnknownColumn
from sheets.recognise.periods import Period, year_in
from sheets.recognise.row_reasons import Area
from sheets.recognise.rows import SortedRows, sort_rows
from sheets.recognise.vocabulary import Vocabulary
from sheets.recognise.weighing import TRIED, Found, Hints, best, is_counter, weighed
from sheets.schema import Table


def read_page(
    page: Page, words: Vocabulary, book_title: str, told: TabTold | None = None
) -> tuple[list[TableMatch], list[NotRecognised]]:
    """Every table of a tab, from top to bottom; or why there is none. `told`: what people said about the tab."""
    matches: list[TableMatch] = []
    between: list[NotRecognised] = []
    start = end = 0
    while start < page.height:
        hints = _hints(page, start, start, words, book_title)
        found = _told(page, words, told, hints) if told and not matches else []
        found = found or best(page, start, words, hints, first=not matches)
        if not found:
            break
        area_end, before = start, len(matches)
        for one in found:
            here = _hints(page, start, one.rows.top, words, book_title)
            read = _read(one, words, here, told, alone=not matches and len(found) == 1)
            area_end = max(area_end, read[1])
            matches += read[0]
        if not matches:
            break
        if len(matches) > before:
            top = found[0].rows.top
            between += rest.rows_between(page, end, top) if before and end < start else []
            end = area_end
        start = max(area_end, found[0].rows.bottom + 1)
    return (matches, between + rest.passed_over(page, matches, end)) if matches else _no_table(page, words, book_title)


def _told(page: Page, words: Vocabulary, told: TabTold, hints: Hints) -> list[Found]:
    """The table that a person named, under the header that they named; [] where they named neither."""
    if not (told.table or told.header):
        return []
    rows = headers_of(page, words, told)
    tables = [words.schema.table(told.table)] if told.table else list(words.schema.records)
    options = [weighed(one, table, words, hints) for one in rows for table in tables]
    best_one = max(options, key=lambda found: found.score, default=None)
    return [best_one] if best_one else []


def _no_table(page: Page, words: Vocabulary, book_title: str) -> tuple[list[TableMatch], list[NotRecognised]]:
    tables = wide.wide_tables(words.schema)
    hints = _hints(page, 0, page.height and 1, words, book_title)
    for rows in sorted(candidates(page, 0, words), key=lambda rows: -rows.strength)[: 2 * TRIED] if tables else ():
        spread = wide.look(rows, words, tables, hints.texts) if tables else None
        found = _wide_matches(spread, tables, words) if spread and tables else []
        if any(match.rows for match in found):
            return found, []
    return [], [forms.what_it_is(page, words)]


def _hints(page: Page, start: int, top: int, words: Vocabulary, book_title: str) -> Hints:
    above = [shown(cell) for row in range(start, top) for _, cell in page.filled(row) if isinstance(cell, str)]
    sources = [(page.grid.tab, 1.0), (book_title, 0.6), *((text, 0.7) for text in above if len(text) < 80)]
    hints = Hints(texts=[page.grid.tab, *above, book_title])
    for text, weight in sources:
        for table, strength in words.tab(text).items():
            hints.tables[table] = max(hints.tables.get(table, 0.0), weight * strength)
    return hints


def _read(
    found: Found, words: Vocabulary, hints: Hints, told: TabTold | None, *, alone: bool
) -> tuple[list[TableMatch], int]:
    """The matches under one header and the row (0-based) where they end. `alone`: no other table has its columns."""
    rows, page = found.rows, found.rows.page
    assignment = found.assignment if found.clear else finish(found.assignment, rows.headers, words, rows.shape)
    dated.last_target(assignment, rows.headers, words, rows.shape)
    if told:
        rows.headers = sorted([*rows.headers, *nameless(rows, told)], key=lambda header: header.col)
        obey(assignment, rows, told, words, heal=alone)
        if told.table != assignment.table.name and not assignment.has_title():
            return [], rows.bottom + 1
    elif not assignment.has_title() and assignment.table.by_key[assignment.table.title].kind != "reference":
        return [], rows.bottom + 1
    area = _area(rows, assignment, page)
    kept = sort_rows(area, words)
    match = _match(area, assignment, kept)
    if told and alone and not same_name(told.tab, page.grid.tab):
        match.doubts.append(Doubt("renamed_tab", value=told.tab))
    merged.carry_down(match, page, area.first, kept.end)
    levels.name_by_level(match, rows)
    dated.date_by_header(match)
    currency.refuse_others(match, rows.headers)
    people.say(match, rows.headers, words)
    extra = _wide_beside(match, rows, words, hints) + derived.entities(match, rows, words)
    extra += derived.beside(match, rows, words)
    _say_gantt(match, rows)
    return [match, *extra], kept.end


def _area(rows: HeaderRows, assignment: Assignment, page: Page) -> Area:
    cols = [header.col for header in rows.headers]
    named = assignment.columns.get(assignment.table.title)
    title = named.col if named else min(cols, default=0)
    counter = next((h.col for h in rows.headers if is_counter(h) and h.col not in assignment.cols), None)
    texts = {header.col: header.parts[-1] for header in rows.headers}
    return Area(page, rows, cols, title, rows.bottom + 1, page.height, counter, frozenset(assignment.cols), texts)


def _match(area: Area, assignment: Assignment, kept: SortedRows) -> TableMatch:
    numbers = range(area.first + 1, kept.end + 1)
    rows = list(numbers) if kept.keep is None else [n for n, keep in zip(numbers, kept.keep, strict=True) if keep]
    unknown = [UnknownColumn(h.text, h.col) for h in area.found.headers if _is_kept(h, area, assignment)]
    unknown += _nameless(area, assignment)
    match = TableMatch(
        assignment.table, area.page.grid, _header_rows(area, assignment, unknown), list(assignment.columns.values()),
        unknown, rows,
        left_out=kept.left_out, doubts=list(assignment.doubts), first=area.first, keep=kept.keep,
    )  # fmt: skip
    match.body = area.page.columns(area.first, kept.end)
    return match


def _header_rows(area: Area, assignment: Assignment, unknown: Sequence[UnknownColumn]) -> list[int]:
    """The rows (1-based) that hold the headers told; one that only counts the weeks of a chart is not among them."""
    cols = assignment.cols | {column.col for column in unknown}
    rows = range(area.found.top, area.found.bottom + 1)
    return [row + 1 for row in rows if area.page.filled(row, sorted(cols))] or area.found.numbers


def _is_kept(header: Header, area: Area, assignment: Assignment) -> bool:
    """Whether a column without a key is shown: not the row numbers, not the empty cells of a bar chart."""
    if header.col in assignment.cols or header.col == area.counter:
        return False
    return area.found.shape(header.col).n > 0 or not wide.gantt_columns(area.found.part([header.col]))


def _nameless(area: Area, assignment: Assignment) -> list[UnknownColumn]:
    """Columns with cells but without a header, between the table's own columns."""
    named = {header.col for header in area.found.headers}
    inside = range(min(area.cols), max(area.cols) + 1) if area.cols else ()
    return [UnknownColumn("", col) for col in inside if col not in named and area.found.shape(col).n > 0]


def _wide_beside(match: TableMatch, rows: HeaderRows, words: Vocabulary, hints: Hints) -> list[TableMatch]:
    """The measurements in the period columns of an indicator table."""
    tables = wide.wide_tables(words.schema)
    if not tables or match.table.name != tables[1].name:
        return []
    own = {column.col for column in match.columns}
    periods: list[tuple[Header, Period | None]] = [(h, p) for h, p in wide.period_columns(rows) if h.col not in own]
    periods = periods or [(h, None) for h in wide.value_column(rows, tables[0], words) if h.col not in own]
    if not periods:
        return []
    title = next(column for column in match.columns if column.key == match.table.title)
    spread = wide.WideTable(rows, [h for h, _ in periods], [p for _, p in periods], indicator_col=title.col)
    spread.year = next((year for text in hints.texts if (year := year_in(text))), None)
    ids = next((column for column in match.columns if column.key == "id"), None)
    names = match.cells(ids) if ids else match.cells(title)
    long = wide.measurements(spread, tables[0], match.rows, [], names)
    used = {h.col for h, _ in periods}
    match.unknown_columns = [column for column in match.unknown_columns if column.col not in used]
    long.unknown_columns = []
    return [long] if long.rows else []


def _wide_matches(spread: wide.WideTable, tables: tuple[Table, Table], words: Vocabulary) -> list[TableMatch]:
    page = spread.found.page
    cols = [header.col for header in spread.found.headers]
    label = spread.area_col if spread.area_col is not None else spread.indicator_col
    texts = {header.col: header.parts[-1] for header in spread.found.headers}
    area = Area(
        page, spread.found, cols, label or 0, spread.found.bottom + 1, page.height, None, frozenset(cols), texts
    )
    kept = sort_rows(area, words)
    numbers = range(area.first + 1, kept.end + 1)
    rows = list(numbers) if kept.keep is None else [n for n, keep in zip(numbers, kept.keep, strict=True) if keep]
    long = wide.measurements(spread, tables[0], rows, kept.left_out)
    named = wide.indicators(spread, tables[1]) or _indicators_of(spread, tables[1], words, area, kept)
    return [match for match in (long, named) if match]


def _indicators_of(
    spread: wide.WideTable, table: Table, words: Vocabulary, area: Area, kept: SortedRows
) -> TableMatch | None:
    """The indicators that a label column names, with whatever else stands beside them (unit, target)."""
    if spread.indicator_col is None:
        return None
    own = [h for h in spread.found.headers if h not in spread.columns]
    assignment = finish(assign(own, table, words, spread.found.shape), own, words, spread.found.shape)
    if not assignment.has_title():
        return None
    assignment.doubts = []
    match = _match(area, assignment, kept)
    match.unknown_columns = []
    return derived.only_first(match, assignment.columns[table.title])


def _say_gantt(match: TableMatch, rows: HeaderRows) -> None:
    """Dates that exist only as colours or marks under month columns are said to be missing."""
    dated = {"start", "due", "when"} & {column.key for column in match.columns}
    if "due" not in match.table.by_key or dated:
        return
    steps = wide.gantt_columns(rows)
    if len(steps) < 3:
        return
    cols = {header.col for header in steps}
    marked = any(rows.shape(col).n for col in cols)
    coloured = any(col in cols and row > rows.bottom for row, col in rows.page.grid.fills())
    for key in ("start", "due"):
        reason = "dates_as_colours" if coloured or not marked else "dates_as_marks"
        details = {"first": steps[0].text, "last": steps[-1].text}
        match.doubts.append(Doubt(reason, col=steps[0].col, key=key, level="unreadable", details=details))


__all__ = ["Cell", "LeftOut", "read_page"]
