"""Places on the map: degrees with a dot or a comma, in minutes and seconds, as a pair, or inside a map's address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sheets.kinds.arrays import Floats, blanks_as_none, bulk_numbers
from sheets.kinds.base import (
    Cell,
    ColumnReading,
    Context,
    Finding,
    Reading,
    in_order,
    is_blank,
    key_of,
    refuse,
    unreadable,
)
from sheets.kinds.digits import english, indonesian
from sheets.kinds.number import Number
from sheets.kinds.typed import nothing_in, one_line

if TYPE_CHECKING:
    from sheets.schema import Column

Pair = tuple[float | None, float | None]
DEGREES = re.compile(
    r"(?P<sign>-)?(?P<deg>\d{1,3}(?:[.,]\d+)?)\s*(?:°|º|˚|deg|derajat)\s*(?:(?P<min>\d{1,2}(?:[.,]\d+)?)\s*['’′`]\s*)?"
    r"(?:(?P<sec>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|”|″|''|’’)?\s*)?(?P<side>ls|lu|bt|bb|[nsewutb](?![a-z]))?",
)
SIDES = {"s": ("lat", -1), "ls": ("lat", -1), "n": ("lat", 1), "lu": ("lat", 1), "u": ("lat", 1), "e": ("lon", 1),
         "bt": ("lon", 1), "t": ("lon", 1), "w": ("lon", -1), "bb": ("lon", -1), "b": ("lon", -1)}  # fmt: skip
MAPS = (
    re.compile(r"!3d(-?\d{1,2}\.\d+)!4d(-?\d{1,3}\.\d+)"),
    re.compile(r"[?&](?:q|ll|query|destination|center|daddr)=(?:loc:)?(-?\d{1,2}\.\d+)(?:,|%2c)\+?(-?\d{1,3}\.\d+)"),
    re.compile(r"@(-?\d{1,2}\.\d+),(-?\d{1,3}\.\d+)"),
    re.compile(r"#map=\d+/(-?\d{1,2}\.\d+)/(-?\d{1,3}\.\d+)"),
    re.compile(r"/(-?\d{1,2}\.\d+),\+?(-?\d{1,3}\.\d+)"),
)
ONE = r"([+-]?\d{1,3}(?:[.,]\d+)?)"
PAIR = (
    re.compile(r"([+-]?\d{1,3}(?:\.\d+)?)\s*[,;/]\s*([+-]?\d{1,3}(?:\.\d+)?)"),
    re.compile(rf"{ONE}\s*(?:,\s|;|/|\s)\s*{ONE}"),
)
SINGLE = re.compile(rf"{ONE}\s*(?:°|º)?\s*(ls|lu|bt|bb|[nsewutb])?")


class Latitude(Number):
    """Degrees north of the equator, −90 to 90. A pair typed here also gives the longitude, under the key "lon"."""

    name, other, side, limit = "latitude", "lon", 0, 90.0

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """A float64 array of degrees; the other half of typed pairs as a second array where there are any."""
        cells = blanks_as_none(cells)
        values, findings = bulk_numbers(cells, self.parse)
        values, far = self._far(values)
        read = {key_of(column): values}
        others = {cell: self._half(cell, 1 - self.side) for cell in set(cells) if type(cell) is str}
        if any(other is not None for other in others.values()):
            both = [others[cell] if type(cell) is str else None for cell in cells]
            read[self.other] = np.array(both, dtype=np.float64)
        return ColumnReading(read, in_order(findings, far))

    def parse(self, text: str) -> Reading:
        """This half of one text."""
        pair = parse_place(text, self.side)
        if pair.value is None:
            return pair
        own = pair.value[self.side]
        return Reading(own) if own is not None else unreadable("not_a_place")

    def _half(self, text: str, side: int) -> float | None:
        pair = parse_place(text, self.side).value
        return pair[side] if pair is not None else None

    def _far(self, values: Floats) -> tuple[Floats, list[Finding]]:
        far = np.abs(values) > self.limit
        found = [Finding(int(i), "out_of_range", "unreadable", None, self._bounds()) for i in np.flatnonzero(far)]
        return (np.where(far, np.nan, values), found) if found else (values, [])

    def _bounds(self) -> dict[str, int]:
        return {"min": -int(self.limit), "max": int(self.limit)}

    def accept(self, value: Any, context: Context) -> Any:
        """Degrees within the globe."""
        if not isinstance(value, str):
            number = self.strict(value, context)
        else:
            reading = self.read(value, context)
            number = reading.value if not reading.notes else refuse(reading.notes[0].reason, context)
        if number is None or not abs(number) <= self.limit:
            refuse("out_of_range", context, **self._bounds())
        return float(number)

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """A number cell."""
        return None if is_blank(value) else float(value)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """-7,7956 in Indonesian, -7.7956 in English."""
        return "" if is_blank(value) else (english if language == "en" else indonesian)(float(value))


class Longitude(Latitude):
    """Degrees east of Greenwich, −180 to 180. A pair typed here also gives the latitude, under the key "lat"."""

    name, other, side, limit = "longitude", "lat", 1, 180.0


@lru_cache(maxsize=20_000)
def parse_place(text: str, side: int) -> Reading:
    """One text as (latitude, longitude), None for the half that was not typed; `side` 0 expects a latitude."""
    text = one_line(text)
    if nothing := nothing_in(text):
        return nothing
    folded = text.casefold().replace("−", "-")
    pair = _map_link(folded) or _degrees(folded, side) or _decimal(folded, side)
    return Reading(pair) if pair else unreadable("not_a_place")


def _map_link(text: str) -> Pair | None:
    if "/" not in text:
        return None
    for shape in MAPS:
        if found := shape.search(text):
            return _globe(float(found[1]), float(found[2]))
    return None


def _degrees(text: str, side: int) -> Pair | None:
    found = list(DEGREES.finditer(text))
    rest = DEGREES.sub("", text).strip(" ,;/")
    if not found or len(found) > 2 or rest:
        return None
    pair: dict[str, float] = {}
    for index, match in enumerate(found):
        axis, sign = SIDES.get(match["side"] or "", (("lat", "lon")[index if len(found) == 2 else side], 1))
        minutes, seconds = _float(match["min"]), _float(match["sec"])
        if axis in pair or minutes >= 60 or seconds >= 60:
            return None
        pair[axis] = round(
            (_float(match["deg"]) + minutes / 60 + seconds / 3600) * sign * (-1 if match["sign"] else 1), 7
        )
    return pair.get("lat"), pair.get("lon")


def _decimal(text: str, side: int) -> Pair | None:
    if single := SINGLE.fullmatch(text):
        axis, sign = SIDES.get(single[2] or "", (("lat", "lon")[side], 1))
        value = _float(single[1]) if not single[2] else abs(_float(single[1])) * sign
        return (value, None) if axis == "lat" else (None, value)
    for shape in PAIR:
        if found := shape.fullmatch(text.strip("()[] ")):
            return _globe(_float(found[1]), _float(found[2]))
    return None


def _globe(lat: float, lon: float) -> Pair | None:
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _float(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0
