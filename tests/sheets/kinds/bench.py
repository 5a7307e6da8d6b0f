"""How long reading columns takes, as a ratio to `json.loads` of the same grid: python -m tests.sheets.kinds.bench."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sheets.kinds import read_column, show
from tests.sheets.kinds.cells import PLAIN, SCHEMA, context

CLEAN = {
    "tasks.id": lambda r, i: f"TG-{i:05d}",
    "tasks.title": lambda r, i: f"Pelatihan kelompok tani tahap {i % 700} dusun {r.randrange(90)}",
    "tasks.lead": lambda r, i: f"Mitra {r.randrange(60)}",
    "tasks.start": lambda r, i: 46000 + r.randrange(700),
    "tasks.due": lambda r, i: 46000 + r.randrange(700),
    "tasks.status": lambda r, i: r.choice(["Belum mulai", "Berjalan", "Selesai", "Tertunda"]),
    "tasks.progress": lambda r, i: r.randrange(101),
    "tasks.budget": lambda r, i: r.randrange(10**6, 10**8),
    "tasks.place": lambda r, i: f"Dusun {r.randrange(40)}",
    "tasks.notes": lambda r, i: "" if r.random() < 0.6 else f"catatan nomor {i}",
}  # fmt: skip
TYPED = CLEAN | {
    "tasks.start": lambda r, i: show(_column("tasks.start"), date(2026, 1, 1) + timedelta(r.randrange(700))),
    "tasks.due": lambda r, i: f"{date(2026, 1, 1) + timedelta(r.randrange(700)):%d/%m/%Y}",
    "tasks.progress": lambda r, i: f"{r.randrange(101)}%",
    "tasks.budget": lambda r, i: f"Rp {r.randrange(10**3, 10**5) * 1000:,}".replace(",", "."),
}  # fmt: skip
Maker = Callable[[random.Random, int], Any]


def _column(name: str) -> Any:
    table, _, key = name.partition(".")
    return SCHEMA.table(table).column(key)


def grid(makers: dict[str, Maker], cells: int) -> list[list[Any]]:
    """Rows of made-up tasks."""
    chance = random.Random(7)
    return [[make(chance, i) for make in makers.values()] for i in range(cells // len(makers))]


def best(work: Callable[[], Any], times: int) -> float:
    """The least CPU time of several runs, in seconds."""
    spent = []
    for _ in range(times):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)


def measure(makers: dict[str, Maker], cells: int, times: int) -> None:
    """Prints the ratio of the whole grid and the share of each column."""
    rows = grid(makers, cells)
    text = json.dumps(rows)
    floor = best(lambda: json.loads(text), times)
    columns = {name: list(column) for name, column in zip(makers, zip(*rows, strict=True), strict=True)}
    spent = {name: best(lambda n=name: _read(n, columns[n]), times) for name in makers}  # type: ignore[misc]
    total = sum(spent.values())
    print(f"{cells:>9,} cells: {total / floor:5.2f} × json.loads ({floor * 1e3:.1f} ms)")
    print("          ", ", ".join(f"{name.partition('.')[2]} {value / floor:.2f}" for name, value in spent.items()))


def _read(name: str, cells: list[Any]) -> None:
    around = context(name, serial_dates=True, settings=PLAIN.settings)
    read_column(_column(name), cells, around)


if __name__ == "__main__":
    for title, makers in (("clean typed cells", CLEAN), ("every cell typed by hand as text", TYPED)):
        print(title)
        for cells, times in ((20_000, 15), (100_000, 5), (1_000_000, 2)):
            measure(makers, cells, times)
