"""The server answers recorded requests as Google answered them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.google_api import running

SHARED = Path(__file__).parents[3].parent / "shared"
TOOL = SHARED / "tools" / "replay_recordings.py"
RECORDINGS = SHARED / "google-recordings"


@pytest.mark.skipif(not TOOL.exists(), reason="the recordings are not part of the repository")
@pytest.mark.parametrize("scope", [["--core"], []], ids=["core", "all"])
def test_every_recorded_answer_is_given_again(scope: list[str]) -> None:
    with running(token="replay") as api:
        command = [sys.executable, str(TOOL), str(RECORDINGS), api.url, *scope]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
