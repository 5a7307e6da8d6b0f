"""Saves into a workbook by a process that is killed in the middle: the file stays whole, what was confirmed stays."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from sheets.errors import SheetError
from tests.soak.places import Shape, new_workbook
from tests.soak.saver import forum_at, row_of, save_on

LONGEST, PATIENCE, AGED, HALTING = 0.35, 10.0, 600.0, 0.02
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.soak.saver"])


@dataclass
class Killed:
    """What came of the kills."""

    kills: int = 0
    confirmed: int = 0
    inside: int = 0
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line for the table."""
        told = "".join(f"\n  {one}" for one in self.wrong)
        return (
            f"killed saves: {self.kills}, of them {self.inside} with a temporary file left behind; "
            f"{self.confirmed} confirmed saves, {len(self.wrong)} promises broken{told}"
        )


def killed(folder: Path, count: int, seed: int) -> Killed:
    """Kill a saving process `count` times; each time look at the file, save again and go on.

    Every second one is killed while its temporary file stands there, the others at any moment.
    """
    chance = random.Random(seed)
    hands = new_workbook(folder, Shape())
    outcome, known = Killed(), dict[str, str]()
    while outcome.kills < count:
        before = len(_left_behind(hands.path))
        known |= _one_life(hands.path, outcome.kills, chance)
        outcome.kills += 1
        outcome.confirmed = len(known)
        outcome.inside += len(_left_behind(hands.path)) > before
        outcome.wrong += [f"kill {outcome.kills}: {what}" for what in _looked_at(hands.path, known)]
        if outcome.kills % 10 == 0:
            outcome.wrong += _saved_after(hands.path, outcome.kills, known)
    return outcome


def _one_life(path: Path, life: int, chance: random.Random) -> dict[str, str]:
    """One process saves in a loop until it is killed; the rows that it confirmed, token → id."""
    mine, theirs = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=save_on, args=(path, life, theirs), daemon=True)
    process.start()
    theirs.close()
    mine.recv()
    known = {}
    if life % 2:
        time.sleep(chance.uniform(0.0, LONGEST))
    else:
        known = dict(mine.recv() for _ in range(chance.choice([0, 1, 1])))
        _halt_inside(path, process.pid or 0, chance)
    process.kill()
    with suppress(EOFError):
        while True:
            token, row_id = mine.recv()
            known[token] = row_id
    process.join()
    return known


def _halt_inside(path: Path, pid: int, chance: random.Random) -> None:
    """Halt a saving process while its temporary file stands there: one that is already past it runs on to the next."""
    temporary = path.with_name(f".{path.name}.{pid}.lumbung-baru")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if temporary.exists():
            time.sleep(chance.choice([0.0, 0.0, 0.001, 0.003]))
            os.kill(pid, signal.SIGSTOP)
            _until_halted(pid)
            if temporary.exists():
                return
            os.kill(pid, signal.SIGCONT)


def _until_halted(pid: int) -> None:
    """A process halts when its system call ends; where the system does not tell when, it is given a moment."""
    state = Path(f"/proc/{pid}/stat")
    while state.exists() and state.read_text().rsplit(")", 1)[-1].split()[0] not in "TtZX":
        pass
    if not state.exists():
        time.sleep(HALTING)


def _left_behind(path: Path) -> list[Path]:
    return list(path.parent.glob(".*.lumbung-baru"))


def _looked_at(path: Path, known: dict[str, str]) -> list[str]:
    """What is wrong with the file: it must open, hold each confirmed row once, and each row must be in the history."""
    try:
        book = openpyxl.load_workbook(path)
    except Exception as error:
        return [f"the file does not open: {error!r}"]
    rows = {str(row[9]): row for row in book["Tugas"].iter_rows(min_row=2, values_only=True) if row[9]}
    tokens = [str(row[9]) for row in book["Tugas"].iter_rows(min_row=2, values_only=True) if row[9]]
    logged = [row[3] for row in book["Riwayat"].iter_rows(min_row=2, values_only=True)] if "Riwayat" in book else []
    wrong = [f"{token} is not there" for token in known if token not in rows]
    wrong += [f"{token} has another id" for token in known if token in rows and rows[token][0] != known[token]]
    wrong += [f"{token} stands twice" for token in set(tokens) if tokens.count(token) > 1]
    added = [row[0] for token, row in rows.items() if token.startswith("k")]
    wrong += [
        f"{row_id} is {logged.count(row_id)} times in the history" for row_id in added if logged.count(row_id) != 1
    ]
    return wrong


def _saved_after(path: Path, kills: int, known: dict[str, str]) -> list[str]:
    """Nothing that was left behind keeps the next save from its place."""
    forum = forum_at(path)
    token = f"k{kills}-after"
    for temporary in _left_behind(path):
        os.utime(temporary, (time.time() - AGED, time.time() - AGED))
    try:
        known[token] = forum.append("tasks", row_of(token))
    except SheetError as error:
        return [f"after kill {kills} no save is possible: {error.reason}"]
    still = _left_behind(path)
    return [f"after kill {kills} there is still {still}"] if still else []
