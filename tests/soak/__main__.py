"""`python -m tests.soak`: seeded meetings and killed saves; a table of what went wrong, with seeds; exit 1 if any."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.google_api import running
from tests.soak.meeting import Meeting, google_meeting, workbook_meeting
from tests.soak.table import Tally, table
from tests.soak.truth import Wrong

BACKENDS = ("google", "workbook")
ROUNDS, RUNS, BLOCK = 3, 1000, 25


def asked(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"meetings a round and backend (default {RUNS})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds, each with seeds of its own ({ROUNDS})")
    parser.add_argument("--seed", type=int, help="only this one meeting, told in full")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--backend", choices=BACKENDS, action="append", help="only this backend")
    parser.add_argument("--kills", type=int, default=300, help="saves into a workbook that are killed (default 300)")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    return parser.parse_args(arguments)


def block(backend: str, first: int, count: int) -> Tally:
    """Meetings from `first` on, in this process."""
    tally = Tally(backend)
    for seed, meeting, wrong in meetings(backend, first, count):
        tally.add(seed, meeting, wrong)
    return tally


def meetings(backend: str, first: int, count: int) -> Iterator[tuple[int, Meeting, list[Wrong]]]:
    if backend == "google":
        with running() as api:
            for seed in range(first, first + count):
                yield seed, *google_meeting(api, seed)
        return
    for seed in range(first, first + count):
        with TemporaryDirectory() as folder:
            yield seed, *workbook_meeting(Path(folder), seed)


def main() -> int:
    options = asked()
    backends = options.backend or BACKENDS
    if options.seed is not None:
        return tell(backends, options.seed)
    began = time.monotonic()
    tallies = {name: Tally(name) for name in backends}
    with ProcessPoolExecutor(options.jobs) as pool:
        total = options.runs * options.rounds
        blocks = [
            pool.submit(block, name, options.first + start, min(BLOCK, total - start))
            for start in range(0, total, BLOCK)
            for name in backends
        ]
        for number, done in enumerate(as_completed(blocks), 1):
            tally = done.result()
            tallies[tally.backend].join(tally)
            print(f"\r{number}/{len(blocks)} blocks", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(table(list(tallies.values()), time.monotonic() - began))
    killed = kill(options.kills) if "workbook" in backends and options.kills else 0
    return 1 if killed or any(tally.wrong for tally in tallies.values()) else 0


def kill(count: int) -> int:
    """The killed saves; how many of them broke a promise."""
    from tests.soak.kills import killed

    with TemporaryDirectory() as folder:
        outcome = killed(Path(folder), count, seed=1)
    print(outcome.line())
    return len(outcome.wrong)


def tell(backends: tuple[str, ...], seed: int) -> int:
    """One meeting: what was asked, what became of it, what is wrong."""
    found = 0
    for backend in backends:
        for _, meeting, wrong in meetings(backend, seed, 1):
            for save in meeting.truth.asked:
                print(backend, save.by, save.outcome, save.reason, dict(save.cells), list(save.new))
            for one in wrong:
                print(f"{one.what}: {one.where}\n  wanted {one.wanted}\n  found  {one.found}")
            found += len(wrong)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
