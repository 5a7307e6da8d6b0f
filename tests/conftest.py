"""How property tests choose their examples: the same ones in every run, so that a verdict is a verdict.

`LUMBUNG_EXAMPLES=wild make unit` draws new ones, to look for what nobody has thought of.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No deadline: a busy machine is no fault of the code, and speed is measured by `make bench`.
SLOW = [HealthCheck.too_slow]
settings.register_profile("steady", derandomize=True, database=None, deadline=None, suppress_health_check=SLOW)
settings.register_profile("wild", deadline=None)
settings.load_profile("wild" if os.environ.get("LUMBUNG_EXAMPLES") == "wild" else "steady")
