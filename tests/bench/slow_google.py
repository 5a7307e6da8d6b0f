"""Google for tests in a process of its own, with the bench's forum and a delay on every call."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.forum import google_forum
from tests.google_api import running

TOKEN = "bench"


@dataclass(frozen=True)
class SlowGoogle:
    """Where it answers, the spreadsheets it holds, and a service account's key."""

    url: str
    spreadsheets: list[str]
    key: dict[str, str]


@contextmanager
def slow_google(seconds: float, spreadsheets: int = 1) -> Iterator[SlowGoogle]:
    """A server that answers each read and write after `seconds`, until the end of the `with`."""
    command = [sys.executable, "-m", "tests.bench.slow_google", str(seconds), str(spreadsheets)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    try:
        yield SlowGoogle(**json.loads(process.stdout.readline()))
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


def main(seconds: float, spreadsheets: int) -> None:
    with running(token=TOKEN) as api:
        ids = [google_forum(api) for _ in range(spreadsheets)]
        for kind in ("read", "write"):
            api.faults.delay(seconds, times=1_000_000, kind=kind)
        gc.collect()
        gc.freeze()
        print(json.dumps({"url": api.url, "spreadsheets": ids, "key": api.service_account()}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
