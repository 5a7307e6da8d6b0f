"""Columns of a frame as plain lists and day numbers, which is all the rules need."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
EPOCH = date(1970, 1, 1)


def kept(frame: pd.DataFrame, mark: str | None) -> pd.DataFrame:
    """The rows that count: without archived ones, where a table has a `mark` for these (a yes-or-no column)."""
    if mark not in frame:
        return frame
    aside = frame[mark].eq(True).fillna(False).to_numpy(bool)
    return frame[~aside] if aside.any() else frame


def dates(frame: pd.DataFrame, key: str) -> list[date | None]:
    """The column as dates, `None` where there is none."""
    return cast("list[date | None]", frame[key].to_numpy("datetime64[D]").astype(object).tolist())


def days(frame: pd.DataFrame, key: str) -> Floats:
    """The column as day numbers since 1970, NaN where there is no date; differences are calendar days."""
    stamps = frame[key].to_numpy("datetime64[D]")
    return np.where(np.isnat(stamps), np.nan, stamps.astype("int64").astype("float64"))


def day_number(day: date) -> float:
    """Days since 1970."""
    return float((day - EPOCH).days)


def stamps(numbers: Floats) -> npt.NDArray[np.datetime64]:
    """Day numbers back to the dates of a frame, NaN to NaT."""
    nothing = np.isnan(numbers)
    return np.where(
        nothing, np.datetime64("NaT", "D"), np.where(nothing, 0, numbers).astype("int64").astype("datetime64[D]")
    )


def numbers(frame: pd.DataFrame, key: str) -> list[float | None]:
    """The column as floats, `None` where there is no number."""
    return [None if value != value else value for value in frame[key].astype("float64").tolist()]


def floats(frame: pd.DataFrame, key: str) -> Floats:
    """A number column as an array, NaN where there is nothing."""
    return cast(Floats, frame[key].to_numpy("float64"))


def values(frame: pd.DataFrame, key: str) -> list[Any]:
    """An object column as a list; a stray NaN is `None`."""
    return [None if value is pd.NA or value != value else value for value in frame[key].tolist()]


def tuples(frame: pd.DataFrame, key: str) -> list[tuple[str, ...]]:
    """A column of several values; nothing is the empty tuple."""
    return [value if isinstance(value, tuple) else () for value in frame[key].tolist()]


def linked(frame: pd.DataFrame, key: str) -> list[str | None]:
    """A reference as the id that was found, else the text as typed."""
    pairs = zip(values(frame, f"{key}_id"), values(frame, key), strict=True)
    return [found or typed or None for found, typed in pairs]


def objects(cells: Iterable[Any], index: pd.Index) -> pd.Series:
    """Texts, tuples and `None` as a column that keeps `None`; pandas would make texts with NaN of them."""
    column = np.empty(len(index), dtype=object)
    column[:] = list(cells)
    return pd.Series(column, index=index, dtype=object)


def flags(frame: pd.DataFrame, key: str) -> Flags:
    """A yes-no column; unknown is not yes."""
    return np.fromiter((value is True for value in frame[key].tolist()), dtype=bool, count=len(frame))


def one_of(frame: pd.DataFrame, key: str, choices: Iterable[object]) -> Flags:
    """Where the column holds one of these cells, mostly choice keys."""
    wanted = frozenset(choices)
    return np.fromiter((value in wanted for value in frame[key].tolist()), dtype=bool, count=len(frame))


def ends(frame: pd.DataFrame, key: str, edge: str) -> Floats:
    """Day numbers of one end (`from` or `to`) of what was typed; the date itself where no range is known."""
    ranged = days(frame, f"{key}_{edge}")
    return np.where(np.isnan(ranged), days(frame, key), ranged)


def as_date(value: object) -> date | None:
    """A setting or a cell as a date: dates, timestamps and ISO text; anything else is `None`."""
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return _from_iso(value) if isinstance(value, str) else None


def _from_iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def text(value: object) -> str | None:
    """A text cell of a row; anything else (None, NaN, NaT) is `None`."""
    return value.strip() or None if isinstance(value, str) else None


def number(settings: Mapping[str, Any], key: str, default: float) -> float:
    """A numeric setting; absent or empty means the default."""
    value = settings.get(key)
    return default if value is None or value != value else float(value)
