"""The day that the menu of a task offers."""

from datetime import date

import pandas as pd
import pytest

from ui.taskdue import a_week_later

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("due", "offered"),
    [
        (date(2026, 11, 9), date(2026, 11, 29)),
        (date(2026, 11, 22), date(2026, 11, 29)),
        (date(2026, 12, 28), date(2027, 1, 4)),
    ],
)
def test_a_week_later_counts_from_the_due_date_or_from_today_if_that_has_passed(due, offered):
    assert a_week_later(pd.Timestamp(due), TODAY) == offered
