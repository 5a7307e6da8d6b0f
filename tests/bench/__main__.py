"""`make bench`: prints every measure beside its floor and its limit; exit 1 if one that must be kept is not."""

from __future__ import annotations

import logging
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench import google, promises, reading, screens, servers
from tests.bench.table import Measure

PARTS: dict[str, Callable[[], Iterator[Measure]]] = {
    "reading": reading.measures,
    "google": google.measures,
    "promises": promises.measures,
    "screens": screens.measures,
    "servers": servers.measures,
}


def main(asked: Sequence[str]) -> int:
    """Runs the parts that were named (`python -m tests.bench google`), or all."""
    logging.disable(logging.WARNING)  # Streamlit warns about every page that is run without a server
    started, found = time.monotonic(), []
    print(machine(), flush=True)
    for name in asked or PARTS:
        print(f"\n{name}", flush=True)
        for measure in PARTS[name]():
            print(f"  {measure.line()}", flush=True)
            found.append(measure)
    over = [measure for measure in found if not measure.met]
    print(f"\n{len(found) - len(over)} of {len(found)} kept, in {time.monotonic() - started:.0f} s")
    return 1 if over else 0


def machine() -> str:
    """Where this was measured: what it says can only be compared with the same machine, at the same load."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}, load {load}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    names = (
        [line.partition(":")[2].strip() for line in told.read_text().splitlines() if line.startswith("model name")]
        if told.exists()
        else []
    )
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
