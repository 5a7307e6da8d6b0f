"""What stands in the cells of a change, and whether it is what the person saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sheets.changes import Change, plain, same_value
from sheets.errors import Conflict
from sheets.snapshot import Snapshot


@dataclass(frozen=True)
class Standing:
    """The cells of one reading, as a save compares them."""

    snapshot: Snapshot

    def now(self, change: Change) -> dict[str, Any]:
        """The values that stand where the change would write."""
        return {key: self._value(change, key) for key in change.values}

    def refuse_changed(self, change: Change, checked: Mapping[str, Any]) -> None:
        """Raises Conflict where a cell holds neither what the person saw nor what is wanted."""
        for key in change.seen or {}:
            if key not in checked:
                continue
            now, seen = self._value(change, key), (change.seen or {})[key]
            if not self._is_now(change, key, seen) and not self._is_now(change, key, checked[key]):
                raise Conflict(
                    "conflict", table=change.table, id=change.id, column=key, seen=seen, now=now, wanted=checked[key]
                )

    def holds(self, change: Change, key: str, value: Any) -> bool:
        """The value is there already: an unreadable cell counts as nothing, unless nothing is to be written over it.

        A cell that was only guessed at does not hold its value yet: who sends the same value confirms the guess.
        """
        if change.anew or not self._is_now(change, key, value) or self._guessed(change, key):
            return False
        return plain(value) is not None or not self.snapshot.typed(change.table, change.id or "", key)

    def _guessed(self, change: Change, key: str) -> bool:
        told = (p for p in self.snapshot.problems if (p.table, p.id, p.column) == (change.table, change.id, key))
        return any(problem.guessed for problem in told)

    def _is_now(self, change: Change, key: str, value: Any) -> bool:
        if key == "id":
            return same_value(self._value(change, key), value)
        frame = self.snapshot.tables[change.table]
        names = [name for name in (key, f"{key}_id", f"{key}_ids") if name in frame.columns]
        return any(same_value(_at(frame, change.id, name), value) for name in names)

    def _value(self, change: Change, key: str) -> Any:
        if key == "id":
            return plain(self.snapshot.typed(change.table, change.id or "", key))
        return plain(_at(self.snapshot.tables[change.table], change.id, key))


def _at(frame: Any, row_id: str | None, key: str) -> Any:
    return frame.at[row_id, key] if key in frame.columns else None
