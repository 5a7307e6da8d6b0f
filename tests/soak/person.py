"""A person at work in the tab while the app writes: every act is done in the sheet and noted in the truth."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.soak.cells import State
from tests.soak.hands import Hands, letter
from tests.soak.truth import TOKEN, Truth

TEXTS = ("Rapat dusun {n}", "'=1+{n}", "+62812{n:06}", "00{n}", "@{n}", "Kerja bakti {n}")
SYNONYMS = {
    "title": ["Kegiatan", "Uraian Tugas", "Tugas"],
    "lead": ["PIC", "Penanggung jawab", "PJ"],
    "due": ["Deadline", "Batas waktu", "Tenggat"],
    "status": ["Status", "Keadaan tugas"],
    "progress": ["Progres (%)", "Kemajuan (%)"],
    "budget": ["Anggaran", "Biaya"],
    "colour": ["Warna", "Tanda"],
    "phone": ["Kontak", "Nomor"],
}
STATUS = ("lihat notulen {n}", "tanya Bu Sari {n}")  # no word that means what was there: that would be no conflict
TABS = ("Tugas", "Kegiatan")


@dataclass
class Person:
    """Acts from a seed. `formulas` are those that this kind of spreadsheet moves as its program would."""

    hands: Hands
    truth: Truth
    chance: random.Random
    acts: int = 0
    left: int = 6

    def act(self) -> None:
        """One thing that people do."""
        self.left -= 1
        self.deed(self.chance.choices(list(ACTS), weights=list(ACTS.values()))[0])

    def deed(self, act: Callable[[Person], None]) -> None:
        """This one thing."""
        self.acts += 1
        act(self)

    # Rows

    def edit(self) -> None:
        names = [name for name in self.truth.columns if name in SYNONYMS]
        self.put(self.token(), self.chance.choice(names))

    def same_cell(self) -> None:
        """The very cell that is being saved."""
        cells = [cell for asked in self.truth.asked[-3:] for cell in asked.cells if cell[0] in self.truth.rows]
        cells = [(token, name) for token, name in cells if name in self.truth.columns and self.where(token) is not None]
        if cells:
            self.put(*self.chance.choice(cells))

    def put(self, token: str, name: str, value: Any = None) -> None:
        row = self.where(token)
        if row is None:
            return
        value = self.value(name, row) if value is None else value
        col = self.truth.columns.index(name)
        self.hands.type(self.truth.tab, row, col, value)
        self.truth.typed(token, name, (self.state(row, col),))

    def clear(self) -> None:
        names = [name for name in ("title", "lead", "status", "colour") if name in self.truth.columns]
        self.put(self.token(), self.chance.choice(names), "")

    def value(self, name: str, row: int) -> Any:
        n = 700 + self.acts
        if name == "progress":
            return self.chance.choice([n / 100, f"={n}/100", self.own_row("budget", row)])
        if name == "budget":
            return self.chance.choice([n * 1000, f"={n}*1000"])
        if name == "due":
            return 47000 + n
        if name == "status":
            return self.chance.choice(STATUS).format(n=n)
        if name == "lead":
            return f"Pak RT {n}"
        text = self.chance.choice(TEXTS).format(n=n)
        return text if self.hands.kind == "google" else text.removeprefix("'").replace("=", "≈")

    def own_row(self, name: str, row: int) -> str:
        """A formula about another cell of the same row, where this kind of hands can move it as its program would."""
        if self.hands.kind != "google" or name not in self.truth.columns:
            return f"={900 + self.acts}/100"
        return f"={letter(self.truth.columns.index(name))}{row + 1}*0"

    def delete(self) -> None:
        token = self.token()
        row = self.where(token)
        if len(self.truth.rows) > 3 and row is not None:
            self.hands.delete_row(self.truth.tab, row)
            del self.truth.rows[token]

    def insert(self) -> None:
        first = 0 if self.chance.random() < 0.25 else self.truth.header + 1
        row, count = self.chance.randint(first, self.last() + 1), self.chance.randint(1, 2)
        if self.truth.header and first == 0:
            row = min(row, self.truth.header)
        self.hands.insert_rows(self.truth.tab, row, count)
        if row <= self.truth.header:
            self.truth.header += count
            self.truth.above[row:row] = [[] for _ in range(count)]

    def move(self) -> None:
        row = self.where(self.token())
        if row is not None:
            self.hands.move_row(self.truth.tab, row, self.chance.randint(self.truth.header + 1, self.last() + 1))

    def double(self) -> None:
        """A copied row: the same id, until somebody notices."""
        token = self.token()
        row = self.where(token)
        if row is None:
            return
        source = self.truth.rows[token]
        new, before = f"c{self.acts}", self.chance.choice([row + 1, self.last() + 1])
        self.hands.copy_row(self.truth.tab, row, before)
        col = self.truth.columns.index(TOKEN)
        self.hands.type(self.truth.tab, before, col, new)
        line = self.hands.lines(self.truth.tab)[before]
        self.truth.rows[new] = {
            name: (state, *source.get(name, ())) for name, (state,) in self.truth.row_of(line).items() if name != TOKEN
        }
        self.truth.rows[new][TOKEN] = (State(new),)
        self.truth.copies[new] = token
        self.truth.note_id(new)

    def add(self) -> None:
        """A row of their own below the last one, with an id, perhaps the one that the app would give next."""
        row, token = self.last() + 1, f"p{self.acts}"
        values = {"title": f"Usul warga {self.acts}", TOKEN: token, "status": "belum"}
        if self.chance.random() < 0.5:
            values["id"] = f"TG-{self.chance.randint(5, 9):03}"
        for name, value in values.items():
            if name in self.truth.columns:
                self.hands.type(self.truth.tab, row, self.truth.columns.index(name), value)
        self.truth.rows[token] = self.truth.row_of(self.hands.lines(self.truth.tab)[row])
        self.truth.note_id(token)

    def sort(self) -> None:
        names = [name for name in ("title", "status", "progress", "lead", "id") if name in self.truth.columns]
        col = self.truth.columns.index(self.chance.choice(names))
        self.hands.sort(self.truth.tab, self.truth.header, col, self.chance.random() < 0.5)

    def rename_id(self) -> None:
        if "id" in self.truth.columns:
            self.put(self.token(), "id", f"TG-{100 + self.acts}")

    # Columns and tabs

    def column(self) -> None:
        col = self.chance.randint(0, len(self.truth.columns))
        name, header = f"x{self.acts}", self.chance.choice(["", f"Tambahan {self.acts}"])
        self.hands.insert_column(self.truth.tab, col)
        self.truth.columns.insert(col, name)
        self.truth.columns_moved(lambda at: at + (at >= col))
        self.truth.headers[name] = ""
        for line in self.truth.above:
            if col < len(line):
                line.insert(col, State())
        if header:
            self.rename(name, header)

    def move_column(self) -> None:
        count = len(self.truth.columns)
        col, before = self.chance.randrange(count), self.chance.randint(0, count)
        if before in (col, col + 1) or any(not cell.blank for line in self.truth.above for cell in line):
            return
        self.hands.move_column(self.truth.tab, col, before)
        was = list(self.truth.columns)
        name = self.truth.columns.pop(col)
        self.truth.columns.insert(before if before < col else before - 1, name)
        self.truth.columns_moved(lambda at: self.truth.columns.index(was[at]))

    def rename_header(self) -> None:
        name = self.chance.choice([name for name in self.truth.columns if name in SYNONYMS])
        self.rename(name, self.chance.choice(SYNONYMS[name]))

    def rename(self, name: str, header: str) -> None:
        self.hands.type(self.truth.tab, self.truth.header, self.truth.columns.index(name), header)
        self.truth.headers[name] = header

    def rename_tab(self) -> None:
        title = self.chance.choice([name for name in TABS if name != self.truth.tab])
        self.hands.rename_tab(self.truth.tab, title)
        self.truth.tab = title

    # Where

    def token(self) -> str:
        return self.chance.choice(sorted(self.truth.rows))

    def where(self, token: str) -> int | None:
        rows = {found: row for row, found in self.truth.tokens(self.hands.lines(self.truth.tab))}
        return rows.get(token)

    def last(self) -> int:
        """The last row with anything in it."""
        lines = self.hands.lines(self.truth.tab)
        return max((row for row, line in enumerate(lines) if any(not cell.blank for cell in line)), default=0)

    def state(self, row: int, col: int) -> State:
        return self.hands.lines(self.truth.tab)[row][col]


ACTS: dict[Callable[[Person], None], int] = {
    Person.edit: 6,
    Person.same_cell: 6,
    Person.clear: 1,
    Person.insert: 5,
    Person.delete: 3,
    Person.sort: 4,
    Person.move: 3,
    Person.double: 1,
    Person.add: 3,
    Person.rename_id: 1,
    Person.column: 2,
    Person.move_column: 2,
    Person.rename_header: 2,
    Person.rename_tab: 1,
}
