"""The states of all tasks, indicators and cases at once, taken from the tables of a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from forum import columns, indicators, issues, tasks


@dataclass(frozen=True)
class States:
    """The tables of a snapshot with the states of tasks, indicators and cases as of one day; shared, never changed."""

    tables: Mapping[str, pd.DataFrame]
    settings: Mapping[str, Any]
    today: date
    tasks: pd.DataFrame
    indicators: pd.DataFrame
    issues: pd.DataFrame

    def table(self, name: str) -> pd.DataFrame:
        """The rows of a table as read."""
        return self.tables[name]

    @property
    def reminder_days(self) -> int:
        """Days before the due date in which a task is due soon."""
        return int(columns.number(self.settings, "reminder_days", tasks.REMINDER_DAYS))


def take(tables: Mapping[str, pd.DataFrame], *, today: date, settings: Mapping[str, Any] | None = None) -> States:
    """Assess every core table once. The frames are those of a snapshot, the settings its settings."""
    known = settings or {}
    return States(
        tables=tables,
        settings=known,
        today=today,
        tasks=tasks.assess(
            tables["tasks"], today=today, reminder_days=columns.number(known, "reminder_days", tasks.REMINDER_DAYS)
        ),
        indicators=indicators.assess(
            tables["indicators"], tables["measurements"], tables["goals"], today=today, settings=known
        ),
        issues=issues.assess(tables["issues"], today=today, settings=known),
    )
