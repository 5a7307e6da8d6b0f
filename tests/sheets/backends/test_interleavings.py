"""Seeded meetings of one save and one busy person: nothing of theirs is lost, nothing of ours goes astray."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from sheets import store
from sheets.errors import SheetError
from tests.sheets.backends.places import TABS, GooglePlace, new_google

HARD = (494, 646, 918, 1187, 1213, 2345)  # people who act again between a repair and its repair
SEEDS = int(os.environ.get("LUMBUNG_INTERLEAVINGS", "40"))
DUE_NUMBER = 46357
COLUMNS = ["Tugas", "PJ", "Status", "Kemajuan (%)", "Warna"]
TYPED: dict[str, list[Any]] = {
    "Tugas": ["Rapat dusun", "Kerja bakti", "=SUM(1;2)"],
    "PJ": ["BPBD", "PKK"],
    "Status": ["selesai", "ditunda"],
    "Kemajuan (%)": [61, 62, "=60+3"],
    "Warna": ["kuning", "ungu"],
}
SHOWN = {"=SUM(1;2)": 3, "=60+3": 63}


@dataclass
class Person:
    """Someone at work in the tab; `sheet` is what they know to stand there, by id and original header."""

    place: GooglePlace
    chance: random.Random
    sheet: dict[str, dict[str, Any]] = field(default_factory=dict)
    typed: set[tuple[str, str]] = field(default_factory=set)
    headers: dict[str, str] = field(default_factory=dict)
    tab: str = "Tugas"

    def __post_init__(self) -> None:
        head, *rows = TABS["Tugas"]
        self.sheet = {row[0]: {**dict(zip(head, row, strict=True)), "Tenggat": DUE_NUMBER} for row in rows}
        self.headers = {name: name for name in head}

    def act(self) -> None:
        kinds = [
            self.edit,
            self.edit,
            self.edit,
            self.insert,
            self.delete,
            self.sort,
            self.column,
            self.rename,
            self.tabs,
        ]
        self.chance.choice(kinds)()

    def edit(self) -> None:
        rows = self.place.rows(self.tab)
        head = rows[0]
        ids = [(number, row[0]) for number, row in enumerate(rows, 1) if row and row[0] in self.sheet]
        number, row_id = self.chance.choice(ids)
        name = self.chance.choice(COLUMNS)
        value = self.chance.choice(TYPED[name])
        letter = "ABCDEFGHIJKLMNOP"[head.index(self.headers[name])]
        self.place.edit(self.tab, f"{letter}{number}", value)
        self.sheet[row_id][name] = SHOWN.get(value, value)
        self.typed.add((row_id, name))

    def insert(self) -> None:
        self.place.insert_rows(self.tab, self.chance.randint(2, 5), self.chance.randint(1, 2))

    def delete(self) -> None:
        rows = self.place.rows(self.tab)
        number = self.chance.randint(2, len(rows))
        row_id = rows[number - 1][0] if rows[number - 1] else None
        if len(self.sheet) > 2 or row_id is None:
            self.place.delete_rows(self.tab, number)
            self.sheet.pop(str(row_id), None)

    def sort(self) -> None:
        self.place.sort(self.tab, self.chance.choice("AB"), descending=self.chance.random() < 0.6)

    def column(self) -> None:
        self.place.insert_columns(self.tab, self.chance.choice("BCDEF"))

    def rename(self) -> None:
        name = self.chance.choice(COLUMNS[1:])
        new = {"PJ": "PIC", "Status": "Keadaan tugas", "Kemajuan (%)": "Progres", "Warna": "Tanda"}[name]
        head = self.place.rows(self.tab)[0]
        self.place.edit(self.tab, f"{'ABCDEFGHIJKLMNOP'[head.index(self.headers[name])]}1", new)
        self.headers[name] = new

    def tabs(self) -> None:
        new = {"Tugas": "Kegiatan", "Kegiatan": "Tugas"}[self.tab]
        self.place.human.rename_tab(self.tab, new)
        self.tab = new

    def found(self) -> dict[str, dict[str, Any]]:
        rows = self.place.rows(self.tab)
        head = rows[0]
        at = {name: head.index(new) for name, new in self.headers.items()}
        full = [[*row, *[None] * len(head)] for row in rows[1:] if row and row[0]]
        same = {"Tertunda": "ditunda"}  # the store writes the word that the column already uses
        return {row[0]: {name: same.get(row[col], row[col]) for name, col in at.items()} for row in full}


def meet(api: Any, seed: int) -> tuple[str, dict[str, Any]]:
    """One save while a person acts before some of its calls; what became of it, and what is wrong."""
    chance = random.Random(seed)
    api.reset()
    place = new_google(api, TABS)
    forum = place.open()
    forum.read()
    person = Person(place, chance)
    for k in sorted(chance.sample(range(1, 7), chance.randint(1, 3))):
        api.before(k, person.act)
    if chance.random() < 0.2:
        api.faults.plan(chance.choice(["drop_after", "drop_before"]), kind="write")
    ours = {"progress": 55} if chance.random() < 0.5 else {"progress": 55, "status": "on_hold"}
    seen = {"progress": 40, "status": "in_progress"}
    try:
        forum.update("tasks", "TG-002", ours, seen={key: seen[key] for key in ours})
        verdict = "saved"
    except SheetError as error:
        verdict = error.reason
    api.service.hooks.clear()
    expected = {row_id: dict(row) for row_id, row in person.sheet.items()}
    if verdict == "saved" and "TG-002" in expected:
        written = {"Kemajuan (%)": 55, **({"Status": "ditunda"} if "status" in ours else {})}
        expected["TG-002"] |= {name: value for name, value in written.items() if ("TG-002", name) not in person.typed}
    found = person.found()
    return verdict, {} if found == expected else {"found": found, "expected": expected}


@pytest.mark.parametrize("block", range(5))
def test_no_edit_is_lost_and_no_cell_is_wrong_whenever_a_person_acts(api, block):
    store._forums.clear()
    wrong = {}
    for seed in HARD if block == 4 else range(block * SEEDS // 4, (block + 1) * SEEDS // 4):
        verdict, difference = meet(api, seed)
        if difference:
            wrong[seed] = (verdict, difference)
    store._forums.clear()
    assert wrong == {}
