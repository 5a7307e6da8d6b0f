"""A cell: what was entered, its format, its note and its validation.  Cells never change; they are replaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.google_api import masks
from tests.google_api.errors import invalid

Json = Any
Scalar = str | int | float | bool | None
EPOCH = datetime(1899, 12, 30)
LONGEST_TEXT = 50_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `result` is the stored answer of a formula that this server cannot work out."""

    value: Scalar = None
    formula: str | None = None
    result: Scalar = None
    format: Json = None
    note: str | None = None
    validation: Json = None

    @property
    def filled(self) -> bool:
        return self.value is not None or self.formula is not None

    @property
    def number_format(self) -> Json:
        return self.format.get("numberFormat") if self.format else None

    def entered(self, value: Scalar, formula: str | None = None, result: Scalar = None) -> Cell:
        return replace(self, value=None if value == "" else value, formula=formula, result=result)

    def formatted(self, number_format: Json) -> Cell:
        if number_format is None:
            return self
        return replace(self, format={**(self.format or {}), "numberFormat": number_format})


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula for a new spreadsheet's rows, with the answer it should show."""

    text: str
    result: Scalar = None


@dataclass(frozen=True, slots=True)
class Typed:
    """A text for a new spreadsheet's rows that is read as if a person typed it."""

    text: str


def serial(moment: date | datetime | time | timedelta) -> int | float:
    """Days since 1899-12-30, the fraction is the part of the day."""
    if isinstance(moment, timedelta):
        return plain(moment / timedelta(days=1))
    if isinstance(moment, time):
        moment = datetime.combine(EPOCH.date(), moment)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return plain((moment.replace(tzinfo=None) - EPOCH) / timedelta(days=1))


def plain(number: float) -> int | float:
    """The number as JSON shows it: whole numbers without a point."""
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 1e16 else number


ERROR_TYPES = {
    "#NULL!": "NULL_VALUE", "#DIV/0!": "DIVIDE_BY_ZERO", "#VALUE!": "VALUE", "#REF!": "REF", "#NAME?": "NAME",
    "#NUM!": "NUM", "#N/A": "N_A",
}  # fmt: skip


def value_json(value: Scalar) -> Json:
    """An ExtendedValue."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, (int, float)):
        return {"numberValue": plain(value)}
    if isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper() and " " not in value:
        return {"errorValue": {"type": ERROR_TYPES.get(value, "ERROR"), "message": ""}}
    return {"stringValue": value}


def entered_json(cell: Cell) -> Json:
    if cell.formula is not None:
        return {"formulaValue": cell.formula}
    return None if cell.value is None else value_json(cell.value)


def cell_fields(cell: Cell) -> dict[str, Json]:
    """The parts of a cell that a request may set, as CellData."""
    fields = {
        "userEnteredValue": entered_json(cell),
        "userEnteredFormat": cell.format,
        "note": cell.note,
        "dataValidation": cell.validation,
    }
    return {key: value for key, value in fields.items() if value is not None}


def written(cell: Cell, data: Json, mask: masks.Mask) -> Cell:
    """The cell after a CellData was written to it under a field mask."""
    data = data or {}
    if set(mask) == {"userEnteredValue"} and not mask["userEnteredValue"]:
        return _with_value(cell, data.get("userEnteredValue"))
    fields = masks.update(cell_fields(cell), _normal(data), mask)
    changed = replace(
        cell,
        format=fields.get("userEnteredFormat") or None,
        note=fields.get("note") or None,
        validation=fields.get("dataValidation") or None,
    )
    if masks.wants(mask, "userEnteredValue"):
        return _with_value(changed, fields.get("userEnteredValue"))
    return changed


def _normal(data: Json) -> Json:
    """The data with patterns that Google would fill in."""
    return {key: value for key, value in data.items() if key not in ("effectiveValue", "formattedValue")}


def _with_value(cell: Cell, extended: Json) -> Cell:
    if not extended:
        return cell.entered(None)
    kind, value = next(iter(extended.items()))
    if kind == "formulaValue":
        return cell.entered(None, formula=str(value))
    if kind not in ("numberValue", "stringValue", "boolValue"):
        raise invalid(f"Invalid value at 'userEnteredValue': {kind}")
    _check_kind(kind, value)
    return cell.entered(value)


def _check_kind(kind: str, value: Scalar) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    fits = {"numberValue": number, "stringValue": isinstance(value, str), "boolValue": isinstance(value, bool)}
    if not fits[kind]:
        kinds = {"numberValue": "TYPE_DOUBLE", "stringValue": "TYPE_STRING", "boolValue": "TYPE_BOOL"}
        raise invalid(f"Invalid value at 'user_entered_value.{kind}' ({kinds[kind]}), {value!r}")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise invalid(f"Your input contains more than the maximum of {LONGEST_TEXT} characters in a single cell.")
