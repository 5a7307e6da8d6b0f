"""What a finding leaves out of which chart or count, and how much mending it helps."""

from __future__ import annotations

from collections.abc import Iterable

from sheets.problems import ASIDE, UNREADABLE, Problem

# Which columns a chart or count cannot do without: chart → (table, columns).
NEEDS = {
    "status": ("tasks", ("status",)),
    "overdue": ("tasks", ("due",)),
    "timeline": ("tasks", ("due", "start")),
    "workload": ("tasks", ("lead",)),
    "indicators": ("measurements", ("indicator", "date", "value")),
    "targets": ("indicators", ("baseline", "target", "target_date", "direction")),
    "issues": ("issues", ("stage", "reported_on", "impact", "urgency")),
    "meetings": ("meetings", ("date",)),
    "sectors": ("partners", ("sector",)),
    "money": ("tasks", ("budget", "spent")),
}
NAMES_NOBODY = frozenset({"unknown_reference", "ambiguous_reference"})
COUNTS_NOTHING = frozenset({"missing_required"}) | NAMES_NOBODY
MOST, MEND, SURE, TIDY = range(4)
TIDYING = frozenset({
    "missing_id", "fuzzy_header", "guessed_header", "duplicate_header", "missing_column", "empty_column", "no_header",
    "unknown_setting", "code_guessed", "attendance_list", "several_urls",
})  # fmt: skip


def left_out_of(problem: Problem, charts: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The charts that do without this record because of the finding; `charts` those of its own kind."""
    if charts or not problem.row:
        return charts
    if problem.level != UNREADABLE and problem.reason not in COUNTS_NOTHING:
        return ()
    if problem.reason in NAMES_NOBODY and problem.column not in ("lead", "indicator"):
        return ()
    here = (problem.table, problem.column)
    return tuple(chart for chart, (table, keys) in NEEDS.items() if here in {(table, key) for key in keys})


def left_out(problems: Iterable[Problem]) -> dict[str, int]:
    """How many records each chart leaves out because a cell it needs cannot be read; charts with none are absent."""
    rows: dict[str, set[tuple[str, int | None]]] = {}
    for problem in problems:
        if problem.level == UNREADABLE:
            for chart in left_out_of(problem):
                rows.setdefault(chart, set()).add((problem.tab, problem.row))
    return {chart: len(rows[chart]) for chart in NEEDS if chart in rows}


def rank(problem: Problem, charts: tuple[str, ...], contradicts: frozenset[str]) -> int:
    """What helps most first: what leaves records out, what is wrong, what is guessed, what is only untidy."""
    if problem.level == ASIDE or problem.reason in TIDYING:
        return TIDY
    if charts:
        return MOST
    return MEND if problem.level == UNREADABLE or problem.reason in contradicts else SURE
