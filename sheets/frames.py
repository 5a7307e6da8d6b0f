"""Typed columns → the pandas frame of a table: every declared column, always, with its one dtype."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from sheets.schema import Column, Table

FLOATS = frozenset({"number", "money", "percent", "latitude", "longitude"})
NOT_A_TIME = np.datetime64("NaT", "s")


def empty_frame(table: Table) -> pd.DataFrame:
    """The frame of a table without rows."""
    return _empty(table.name, _layout(table)).copy(deep=False)


def frame(table: Table, ids: Sequence[str], values: Mapping[str, Any]) -> pd.DataFrame:
    """The frame of a table: index = ids; columns that were not read are empty but there."""
    if not ids:
        return empty_frame(table)
    n = len(ids)
    index = pd.Index(np.fromiter(ids, dtype=object, count=n), dtype=object, name="id")
    columns = {key: _filled(kind, values.get(key), n) for key, kind in _layout(table)}
    return pd.DataFrame(
        {key: pd.Series(v, index=index, dtype=v.dtype, copy=False) for key, v in columns.items()},
        index=index,
        copy=False,
    )


def parts(column: Column) -> list[tuple[str, str]]:
    """The frame columns that one declared column becomes, each with the sort of its values."""
    if column.kind == "id":
        return []
    if column.kind in FLOATS:
        return [(column.key, "float")]
    if column.kind == "date":
        return [(column.key, "time"), (f"{column.key}_from", "time"), (f"{column.key}_to", "time")]
    if column.kind == "date_range":
        return [(f"{key}{tail}", "time") for key in column.splits for tail in ("", "_from", "_to")]
    if column.kind in ("reference", "references"):
        tail = "_id" if column.kind == "reference" else "_ids"
        return [(column.key, "object"), (f"{column.key}{tail}", "object")]
    return [(column.key, "object")]


def _layout(table: Table) -> tuple[tuple[str, str], ...]:
    layout: dict[str, str] = {}
    for column in table.columns:
        for key, sort in parts(column):
            layout.setdefault(key, sort)
    return tuple(layout.items())


@lru_cache(maxsize=64)
def _empty(_name: str, layout: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    index = pd.Index([], dtype=object, name="id")
    return pd.DataFrame({key: pd.Series(_filled(sort, None, 0), index=index) for key, sort in layout}, index=index)


def _filled(sort: str, values: Any, n: int) -> np.ndarray[Any, Any]:
    """The values as an array of their one dtype; all empty where there are none."""
    if values is None:
        return _nothing(sort, n)
    if sort == "float":
        return np.asarray(values, dtype=np.float64)
    if sort == "time":
        return np.asarray(values, dtype="datetime64[s]")
    return (
        values
        if isinstance(values, np.ndarray) and values.dtype == object
        else np.fromiter(values, dtype=object, count=n)
    )


def _nothing(sort: str, n: int) -> np.ndarray[Any, Any]:
    if sort == "float":
        return np.full(n, np.nan)
    if sort == "time":
        return np.full(n, NOT_A_TIME)
    return np.full(n, None, dtype=object)


def joined(pieces: Sequence[tuple[int, Mapping[str, Any]]], table: Table) -> dict[str, Any]:
    """The columns of several tabs under each other; `pieces` holds each one's number of rows and values."""
    if len(pieces) == 1:
        return dict(pieces[0][1])
    sorts = dict(_layout(table))
    keys = {key for _, values in pieces for key in values if key in sorts}
    return {key: np.concatenate([_filled(sorts[key], values.get(key), n) for n, values in pieces]) for key in keys}
