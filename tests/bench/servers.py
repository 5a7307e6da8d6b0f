"""Real servers: start to the first page, a rerun, twenty viewers at once, memory a viewer; beside an empty app's."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.forum import workbook_forum
from tests.bench.table import Measure
from tests.bench.visitor import Visitor, visiting
from tests.browser.server import QUIET, TOP, free_port, wait_until_healthy

EMPTY = "import streamlit as st\nst.title('Kosong')\n"
LIGHT, DASHBOARD = "check", ""
STARTS, RERUNS, VIEWERS = 3, 40, 20
TICK = os.sysconf("SC_CLK_TCK")


Shown = tuple[Path, Path | None]


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    pid: int

    @property
    def cpu(self) -> float:
        """CPU seconds that the process has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    @property
    def megabytes(self) -> float:
        """Memory that the process holds (resident)."""
        line = next(
            line for line in Path(f"/proc/{self.pid}/status").read_text().splitlines() if line.startswith("VmRSS")
        )
        return int(line.split()[1]) / 1024


def measures() -> Iterator[Measure]:
    with TemporaryDirectory() as folder:
        empty = Path(folder) / "app.py"
        empty.write_text(EMPTY)
        forum = workbook_forum(Path(folder) / "forum.xlsx")
        nothing: Shown = (empty, None)
        board: Shown = (TOP / "app.py", forum)
        starts = [(first_page(*nothing), first_page(*board)) for _ in range(STARTS)]
        floor, mine = map(min, zip(*starts, strict=True))
        yield Measure(
            "server start to first page ÷ an empty app's", mine / floor, 3, floor=f"empty app {floor:.2f} s CPU"
        )
        with serving(*nothing) as bare, serving(*board) as full:
            yield from reruns(bare, full)
            yield from together(bare, full)
            yield memory(full)


def first_page(app: Path, source: Path | None) -> float:
    """CPU seconds that a server uses from its start to the end of its first page: it waits for nothing else."""
    with serving(app, source) as server, visiting(server.url) as visitor:
        visitor.run()
        return server.cpu


@contextmanager
def serving(app: Path, source: Path | None) -> Iterator[Server]:
    """A fresh server process for an app; as Python does, it keeps its compiled modules for the next start."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(app),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    env = {**os.environ, **QUIET, "LUMBUNG_SOURCE": str(source or ""), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command, cwd=TOP, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait(20)


# A rerun


def reruns(bare: Server, full: Server) -> Iterator[Measure]:
    floor = rerun_cpu(bare, "")
    for page, what, limit in ((LIGHT, "light page (Periksa data)", 3), (DASHBOARD, "dashboard (Beranda)", 20)):
        mine = rerun_cpu(full, page)
        yield Measure(
            f"rerun ÷ empty page, server: {what}", mine / floor, limit, floor=f"empty page {floor * 1000:.1f} ms CPU"
        )


def rerun_cpu(server: Server, page: str) -> float:
    """CPU seconds of one rerun of a page that has been run before."""
    with visiting(server.url, page) as visitor:
        for _ in range(5):
            visitor.run()
        before = server.cpu
        for _ in range(RERUNS):
            visitor.run()
        return (server.cpu - before) / RERUNS


# Many at once


def together(bare: Server, full: Server) -> Iterator[Measure]:
    floor, mine = rate(bare, ""), rate(full, LIGHT)
    what = f"{VIEWERS} viewers at once: reruns/s of an empty page ÷ of a light page"
    yield Measure(what, floor / mine, 2, floor=f"empty page {floor:.0f}/s, light page {mine:.0f}/s")


def rate(server: Server, page: str, each: int = 10) -> float:
    """Reruns a second while all viewers press at once."""
    with viewers(server, page) as people, ThreadPoolExecutor(VIEWERS) as pool:
        started = time.perf_counter()
        list(pool.map(lambda one: [one.run() for _ in range(each)], people))
        return VIEWERS * each / (time.perf_counter() - started)


@contextmanager
def viewers(server: Server, page: str) -> Iterator[Sequence[Visitor]]:
    """Twenty sessions that have each run the page once."""
    with ExitStack() as stack:
        people = [stack.enter_context(visiting(server.url, page)) for _ in range(VIEWERS)]
        for one in people:
            one.run()
        yield people


def memory(server: Server) -> Measure:
    """What twenty more viewers of the dashboard hold, each."""
    with viewers(server, DASHBOARD):
        before = server.megabytes
        with viewers(server, DASHBOARD):
            each = (server.megabytes - before) / VIEWERS
    return Measure("memory per extra viewer of Beranda", max(each, 0.0), 1, unit="MB", floor=f"server {before:.0f} MB")
