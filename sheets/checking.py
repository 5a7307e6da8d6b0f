"""What was typed in a form against the columns of a tab: every value as its kind wants it, or why it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sheets.changes import AsTyped, plain
from sheets.errors import Invalid
from sheets.kinds import KINDS
from sheets.kinds.base import Context, refuse
from sheets.schema import Table
from sheets.secrecy import CATEGORY, MARK, OPEN, confidentiality, has_secrets
from sheets.sheet_context import SheetContext
from sheets.snapshot import ColumnMatch, Snapshot, TableRead

OWN_SENTENCE = ("column_missing", "column_given", "not_a_row")


def source_of(read: TableRead, key: str) -> ColumnMatch | None:
    """The column that a value is written to; a value made from the tab's shape has none of its own."""
    match = read.column(key)
    return None if match is None or match.col < 0 or key in read.match.given else match


def takes(snapshot: Snapshot, table: str, key: str) -> bool:
    """Whether the sheet has cells for a value of this column."""
    return any(source_of(read, key) for read in snapshot.reads if read.table == table)


@dataclass(frozen=True)
class Checking:
    """The values of one row of `read`. `ids`: every id that stands in the table.

    `lenient`: the row comes from a file, or goes back to what it was (`Change.lenient`).
    `hidden`: the row is not for everyone, so that people may be named in it who are in no register.
    """

    sheet: SheetContext
    table: Table
    read: TableRead
    ids: Callable[[], list[str]]
    lenient: bool = False
    hidden: bool = False

    def values(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Every value as its kind wants it; raises Invalid with the reason for each field that cannot be stored."""
        if not self.hidden and self._hides(asked):
            return replace(self, hidden=True).values(asked)
        fields: dict[str, str] = {}
        details: dict[str, Any] = {}
        checked: dict[str, Any] = {}
        for key, value in asked.items():
            try:
                checked |= self._one(key, value)
            except Invalid as error:
                fields |= error.details.get("fields", {key: error.reason})
                details |= error.details.get("field", {})
        if fields:
            one = next(iter(fields.values())) if len(fields) == 1 else ""
            reason = one if one in OWN_SENTENCE else "invalid"
            raise Invalid(reason, **{**details, "table": self.table.name, "fields": fields, "field": details})
        return checked

    def new_row(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a new row with the defaults of its table; raises Invalid also for what is missing."""
        defaults = {c.key: c.default for c in self.table.columns if c.default is not None and self._source(c.key)}
        checked = self.values({**defaults, **{key: value for key, value in asked.items() if key != "id"}})
        self._refuse_missing(checked)
        return checked

    def _source(self, key: str) -> ColumnMatch | None:
        return source_of(self.read, key)

    def _one(self, key: str, value: Any) -> dict[str, Any]:
        """Nothing for a column that the tab does not have is nothing to store; a value for it is refused."""
        column, match = self.table.column(key), self._source(key)
        if match is not None:
            return {key: self._of_column(match, value)}
        if plain(value) is None:
            return {}
        told = {"column": column.label(self.sheet.language), "tab": self.read.tab}
        reason = "column_given" if self.read.column(key) else "column_missing"
        raise Invalid("invalid", fields={key: reason}, field=told)

    def _of_column(self, match: ColumnMatch, value: Any) -> Any:
        if self.lenient and plain(value) is None:
            return None
        if isinstance(value, AsTyped):
            return value
        context = self.sheet.column(self.read, match)
        if match.key == "id" and not self.lenient:
            self._refuse_id(value, context)
        known = replace(context, references={}) if self.lenient or self.hidden else context
        return KINDS[self.table.column(match.key).kind].check(value, known)

    def _hides(self, asked: Mapping[str, Any]) -> bool:
        """Whether these values make the row one that is not for everyone."""
        if not has_secrets(self.table):
            return False
        mark, category = (self._meant(key, asked.get(key)) for key in (MARK, CATEGORY))
        return confidentiality(mark, category) != OPEN

    def _meant(self, key: str, value: Any) -> str | None:
        """The choice that is asked for; none where it is refused anyway."""
        match = self._source(key)
        with suppress(Invalid):
            return None if match is None or plain(value) is None else str(self._of_column(match, value))
        return None

    def _refuse_id(self, value: Any, context: Context) -> None:
        """A row keeps an id, and one that no other row has."""
        if not str(plain(value) or "").strip():
            refuse("required", context)
        if str(value) in self.ids():
            refuse("id_taken", context, id=str(value))

    def _refuse_missing(self, checked: Mapping[str, Any]) -> None:
        """A row needs every required cell that its tab has a column for; one from a file at least its name."""
        needed = [column.key for column in self.table.columns if column.required and self._source(column.key)]
        needed = [key for key in needed if not self.lenient or key == self.table.title]
        missing = [key for key in needed if plain(checked.get(key)) is None and key != "id"]
        if missing:
            raise Invalid("invalid", table=self.table.name, fields=dict.fromkeys(missing, "required"), field={})
