"""The demo forum: invented people and a living year of work, its dates relative to the day it is made.

The rows stand in `config/demo/*.csv` as a secretary would type them. Marks in a cell:
`@-12` / `@+12`      the day 12 days before / after today
`~akhir+2`           "akhir Januari 2027": an imprecise end, two months ahead (also awal, bulan, tw)
`{tahun+1}`          next year's number inside a text that stays exactly as typed
"""

from __future__ import annotations

import csv
import re
import tomllib
from calendar import monthrange
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from sheets.errors import Unsafe
from sheets.schema import CONFIG, load_schema
from sheets.settings import today_in
from sheets.template import new_workbook
from sheets.words import sentence

DEMO = CONFIG / "demo"
Row = dict[str, object]
PLAIN_NUMBER = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?")
GROUPS = ("value", "female", "male", "disability")


def demo_rows(today: date, tables: Collection[str] | None = None, folder: Path = DEMO) -> dict[str, list[Row]]:
    """The rows of the demo forum by table, of all tables or of these; cells as a person typed them, dates, numbers."""
    rows = {path.stem: _csv_rows(path, today) for path in sorted(folder.glob("*.csv"))}
    rows["measurements"] = list(_measurement_rows(folder / "measurements.toml", today))
    for extra in tomllib.loads((folder / "mess.toml").read_text("utf-8"))["row"]:
        rows[extra["table"]].append({key: _cell(text, today) for key, text in extra["cells"].items()})
    return {name: found for name, found in rows.items() if tables is None or name in tables or name == "settings"}


def ensure_demo(path: Path) -> None:
    """Make the demo forum at `path`, alive on the day where the forum is, unless it is there already."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(Unsafe):  # another process was faster
        new_workbook(path, load_schema(), rows=demo_rows(today_in(None)))


def _csv_rows(path: Path, today: date) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_row(record, today) for record in csv.DictReader(file, delimiter=";")]


def _row(record: dict[str, str], today: date) -> Row:
    return {key: _cell(text, today) for key, text in record.items() if text}


def _cell(text: str, today: date) -> object:
    if text.startswith("@"):
        return today + timedelta(days=int(text[1:]))
    if text.startswith("~"):
        return _imprecise(text[1:], today)
    if PLAIN_NUMBER.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return re.sub(r"\{tahun([+-]\d+)\}", lambda found: str(today.year + int(found[1])), text)


def _imprecise(mark: str, today: date) -> str:
    """`akhir+2` → "akhir Januari 2027", said as the forum says it."""
    word, steps = re.fullmatch(r"(\w+)([+-]\d+)", mark).groups()  # type: ignore[union-attr]
    if word == "tw":
        quarter = (today.year * 4 + (today.month - 1) // 3) + int(steps)
        return f"TW {('I', 'II', 'III', 'IV')[quarter % 4]} {quarter // 4}"
    year, month = _month(today, int(steps))
    name = f"{sentence('time', f'month.{month}', {}, language='id')} {year}"
    return name if word == "bulan" else f"{word} {name}"


def _month(today: date, steps: int) -> tuple[int, int]:
    count = today.year * 12 + today.month - 1 + steps
    return count // 12, count % 12 + 1


def _measurement_rows(path: Path, today: date) -> Iterator[Row]:
    number = 0
    for indicator, series in tomllib.loads(path.read_text("utf-8")).items():
        for months, typed in series.items():
            number += 1
            values = (_cell(text, today) for text in str(typed).split("/"))
            yield {
                "id": f"UK-{number:03d}",
                "indicator": indicator,
                "date": _month_end(today, int(months)),
                **dict(zip(GROUPS, values, strict=False)),
            }


def _month_end(today: date, steps: int) -> date:
    year, month = _month(today, steps)
    return date(year, month, monthrange(year, month)[1])
