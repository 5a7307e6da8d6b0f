"""How property tests choose their examples: the same ones in every run, so that a verdict is a verdict.

`LUMBUNG_EXAMPLES=wild make unit` draws new ones, to look for what nobody has thought of.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None)
settings.register_profile("wild")
settings.load_profile("wild" if os.environ.get("LUMBUNG_EXAMPLES") == "wild" else "steady")
