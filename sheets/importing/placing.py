"""Where each row of a file goes: added, laid on the row that it is, or left out with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sheets.importing.incoming import Incoming, LeftOut
from sheets.importing.likeness import same
from sheets.importing.matching import ASK, HIDDEN, SAME, Judged
from sheets.importing.plan import Answers, is_about_another
from sheets.importing.references import References
from sheets.importing.settled import Addition, Difference, Known, Mention, Settled
from sheets.importing.standing import Rows, Standing
from sheets.reading import REFERENCES

MENTION = "mention"


class Placing:
    """The rows of one file put where the person's answers send them; all is noted in `out`."""

    def __init__(self, answers: Answers, standing: Standing, references: References, out: Settled) -> None:
        self.answers = answers
        self.standing = standing
        self.schema = standing.snapshot.schema
        self.references = references
        self.out = out

    def place(self, judged: Judged, there: Rows) -> None:
        """Put a row where its verdict says."""
        row = judged.row
        if judged.verdict == HIDDEN:
            self.leave(row, "not_yours")
        elif judged.verdict == ASK:
            self.leave(row, "unanswered")
        elif judged.verdict == SAME:
            self.know(row, judged.id, self.values(row, there), there)
        else:
            self.add(row, self.values(row, there), there)

    def leave(self, row: Incoming, reason: str, column: str = "", value: str = "") -> None:
        """The row stays in the file."""
        self.out.left_rows.append(LeftOut(row.part, row.tab, row.row, reason, row.table, column, value or row.title))

    # What of a row can be held

    def values(self, row: Incoming, there: Rows) -> dict[str, Any]:
        """What of a row the forum's tab can hold, its references as the forum knows them."""
        values = {}
        for key, value in row.values.items():
            column = there.table.column(key)
            if not there.sees(column):
                self.out.not_yours[row.table, key] += 1
            elif not there.has(key):
                self.out.no_column[row.table, key] += 1
            else:
                values[key] = self.references.meant(row, column, value) if column.kind in REFERENCES else value
        return values

    # Rows that are new

    def add(self, row: Incoming, values: Mapping[str, Any], there: Rows) -> None:
        """The row is added; what it lacks is taken from the person's answers."""
        lacking = _lacking(values, there)
        self.out.incomplete.update((there.table.name, key) for key in lacking)
        fills = ((key, self.answers.fill.get((there.table.name, key))) for key in lacking)
        values = {**values, **{key: fill for key, fill in fills if fill is not None}}
        self.out.other_ids += bool(row.id)
        self.out.additions.append(Addition(row.key, row.table, row.tab, row.row, self._title(row, values), values))

    def _title(self, row: Incoming, values: Mapping[str, Any]) -> str:
        table = self.schema.table(row.table)
        if not is_about_another(table):
            return row.title
        named = self.standing.rows(table.column(table.title).to or "").titles
        day = next((value for value in values.values() if isinstance(value, date)), None)
        name = str(values.get(table.title, row.title))
        return f"{named.get(name, name)} · {day}" if day else named.get(name, name)

    def add_mentioned(self, mentions: Iterable[Mention]) -> None:
        """The names that the person wants are added, before the rows that refer to them."""
        added = [self._mentioned(mention) for mention in mentions if mention.add]
        self.out.additions = [row for row in added if row.key not in self.answers.without] + self.out.additions

    def _mentioned(self, mention: Mention) -> Addition:
        key = ":".join((MENTION, *mention.key))
        values = {self.schema.table(mention.table).title: mention.name}
        return Addition(key, mention.table, "", 0, mention.name, values)

    # Rows that are there

    def know(self, row: Incoming, id_: str, values: Mapping[str, Any], there: Rows) -> None:
        """The row is the forum's row `id_`; what the file says otherwise is noted cell by cell."""
        cells = [cell for key, value in values.items() if (cell := self._difference(row, id_, key, value, there))]
        if cells and id_ in there.fixed:
            self.leave(row, "not_a_row")
            cells = []
        title = there.titles.get(id_, row.title)
        self.out.known.append(Known(row.key, row.table, row.tab, row.row, id_, title, tuple(cells)))

    def _difference(self, row: Incoming, id_: str, key: str, value: Any, there: Rows) -> Difference | None:
        column = there.table.column(key)
        was = there.value(id_, key)
        if same(column, value, was, self.standing.index(column.to)):
            return None
        old = there.typed(id_, key)
        fills = was is None and not old
        write = self.answers.ticks.get((row.key, key), fills or self.answers.overwrite)
        return Difference(key, old, value, was, fills, write)


def _lacking(values: Mapping[str, Any], there: Rows) -> list[str]:
    """The columns that a new row needs, has nothing in, and this person can write."""
    needed = (column for column in there.table.columns if column.required and column.key not in values)
    return [column.key for column in needed if there.has(column.key) and there.sees(column)]
