"""Forums that something is brought into: real workbooks, and the few steps of an import in one call each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets.importing import Answers, Arrival, Job, Layout, Plan, Settled, arrive, bring, compare, laid_out, settle
from sheets.schema import load_schema
from sheets.store import Forum, open_forum
from sheets.template import new_workbook
from tests.forums import empty_workbook

PARTNERS = [
    {"id": "M-01", "name": "PKK Melati", "short_name": "PKK", "sector": "community", "contact": "Bu Sari"},
    {"id": "M-02", "name": "Kelompok Tani Makmur", "sector": "community"},
]
TASKS = [
    {"id": "TG-001", "title": "Latih kader kompos", "lead": "PKK Melati", "due": "2026-03-31", "status": "in_progress"},
    {"id": "TG-002", "title": "Bersihkan saluran induk", "lead": "M-02", "due": "2026-04-30"},
]
INDICATORS = [{"id": "I-01", "name": "Panen padi", "unit": "ton", "target": 40.0}]
MEASURED = [{"id": "UK-001", "indicator": "I-01", "date": "2026-06-30", "value": 31.0}]
AS_IT_IS, NOTHING_SAID = Layout(), Answers()


@pytest.fixture
def empty(tmp_path: Path) -> Forum:
    """A forum with every tab and no row."""
    return open_forum(empty_workbook(tmp_path / "kosong.xlsx"))


@pytest.fixture
def forum(tmp_path: Path) -> Forum:
    """A forum with two partners, two tasks, an indicator and one measurement."""
    rows: dict[str, list[dict[str, Any]]] = {"partners": PARTNERS, "tasks": TASKS, "indicators": INDICATORS}
    rows["measurements"] = MEASURED
    return open_forum(new_workbook(tmp_path / "forum.xlsx", load_schema(), rows=rows))


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """`csv("Tugas;PJ", "Rapat;PKK")`: a file of these lines."""

    def written(*lines: str, name: str = "daftar.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return written


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    """`xlsx({"Data": [[…], …]})`: a workbook with these tabs."""

    def written(tabs: dict[str, list[list[Any]]], name: str = "kiriman.xlsx") -> Path:
        book = openpyxl.Workbook(write_only=True)
        for title, rows in tabs.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return written


def planned(forum: Forum, file: Path | Arrival, layout: Layout = AS_IT_IS) -> Plan:
    """The plan for a file."""
    arrival = arrive(file, forum.schema) if isinstance(file, Path) else file
    snapshot = forum.read()
    return compare(bring(arrival.book, laid_out(arrival, layout), snapshot), snapshot)


def seen(forum: Forum, file: Path | Arrival, answers: Answers = NOTHING_SAID, layout: Layout = AS_IT_IS) -> Settled:
    """What the person sees before anything is written."""
    return settle(planned(forum, file, layout), answers)


def job(
    forum: Forum, file: Path, answers: Answers = NOTHING_SAID, layout: Layout = AS_IT_IS, at_once: int = 500
) -> Job:
    arrival = arrive(file, forum.schema)
    shown = seen(forum, arrival, answers, layout)
    return Job(forum, arrival, layout, answers, shown, f"impor {file.name}", "Sari", at_once)


def imported(forum: Forum, file: Path, answers: Answers = NOTHING_SAID, layout: Layout = AS_IT_IS) -> Job:
    """The whole import, to its end."""
    running = job(forum, file, answers, layout)
    while running.step():
        pass
    return running
