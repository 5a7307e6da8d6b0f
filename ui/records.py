"""One row of a table as a page works with it: its id and its cells by column."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd


class Record(dict[str, Any]):
    """A row's cells by column, typed as the frame has them; `id` is the row's own."""

    __slots__ = ("id",)

    def __init__(self, id_: str, cells: dict[str, Any]) -> None:
        super().__init__(cells)
        self.id = id_


def record_of(frame: pd.DataFrame, id_: object) -> Record:
    """The row of a frame under an id. Raises KeyError when there is none."""
    row = cast("pd.Series", frame.loc[str(id_)])  # ids are unique, so that this is one row
    return Record(str(id_), {str(key): value for key, value in row.items()})
