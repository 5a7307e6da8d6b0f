"""Choices: a status, a sector, a level, in the words that people really type; nothing is guessed without a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sheets.kinds.base import (
    NOTICE,
    Cell,
    ColumnReading,
    Context,
    Kind,
    Reading,
    is_blank,
    key_of,
    notice,
    read_each,
    refuse,
    unreadable,
)
from sheets.kinds.status import read_status
from sheets.kinds.told import NOTHING_TOLD, Told
from sheets.kinds.truth import read_truth, yes_and_no
from sheets.kinds.typed import (
    format_at,
    is_empty,
    is_error,
    is_percent_format,
    one_line,
    plain_number,
    shown_as,
    wordset,
)
from sheets.kinds.vocabulary import NEGATIONS, Vocabulary, folded, vocabulary
from sheets.schema import plain_header

if TYPE_CHECKING:
    from sheets.schema import Column

TICKS = {  # what a tick box or a bare yes/no means in sets that have no such words
    "task_status": ("done", "not_started"),
    "issue_stage": ("resolved", "new"),
    "meeting_status": ("held", "planned"),
    "partner_status": ("active", "dormant"),
    "goal_status": ("achieved", "active"),
}
ASKED = {"confidentiality": ("confidential", "open")}  # what yes and no mean under a header that asks for the first
SPLIT = re.compile(r"\s*[,;/|\n•·&+]\s*|\s+(?:dan|and|serta)\s+")
PARTS = re.compile(rf"{SPLIT.pattern}|[()\[\]:–—]|\s-+\s")
WHOLE = re.compile(r"^(\d+)[.,]0+$", re.ASCII)
AUXILIARIES = wordset("sudah sdh telah udah sedang sdg masih lagi")
STILL_TO_COME = wordset("akan rencana hampir nyaris")
NUMBERED = re.compile(r"^\(?\d{1,2}\s*[.)\-–:=]\s*(?=\D)")
UNDOUBTED = re.compile(r"[\w\s.,:;!'\"/*-]*")  # a "?", a bracket or a lock beside a word says more than the word
IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")


class ChoiceKind(Kind):
    """One of a set of choices, by its key."""

    name = "choice"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """The key of a choice, or None, for each cell."""
        words = words_of(column, context)
        cells, ratios = percents_shown(context.told.spoken(cells), words, context)
        hold_ones = words.name == "task_status" and _only_zero_and_one(cells)
        answers = yes_and_no(context) if asks(context.header, words) else None
        values, findings = read_each(
            cells, lambda cell: read_choice(cell, words, ones=hold_ones, ratios=ratios, answers=answers)
        )
        return ColumnReading({key_of(column): values}, findings)

    def accept(self, value: Any, context: Context) -> Any:
        """The key of a choice, given as its key or in words that are clear."""
        words = words_of(context.column, context)
        if isinstance(value, str) and value in words.keys:
            return value
        reading = (
            read_choice(value, words) if isinstance(value, str | bool | int | float) else unreadable("unknown_choice")
        )
        for note in reading.notes:
            refuse(note.reason, context, **note.details)
        return reading.value if reading.value is not None else self.check_empty(context)

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """The word that the column already uses for this choice, else its label in the sheet's language."""
        if is_blank(value):
            return None
        words = words_of(context.column, context)
        return used_word(value, words, like, context.told) or words.label(value, context.language)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """The label of the choice."""
        if is_blank(value):
            return ""
        return words_of(context.column, context).label(value, language) if context else str(value)


class Choices(ChoiceKind):
    """Any of a set of choices, by their keys."""

    name = "choices"
    many = True

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """A tuple of keys, or None, for each cell; unknown words beside known ones come with a notice."""
        words = words_of(column, context)
        cells = context.told.spoken(cells, several=True)
        values, findings = read_each(cells, lambda cell: read_choices(cell, words))
        return ColumnReading({key_of(column): values}, findings)

    def accept(self, value: Any, context: Context) -> Any:
        """A tuple of keys."""
        words = words_of(context.column, context)
        if not isinstance(value, str):
            found = [_one_key(each, words, context) for each in value]
            return tuple(dict.fromkeys(found)) or self.check_empty(context)
        reading = read_choices(value, words)
        for note in reading.notes:
            refuse(note.reason, context, **note.details)
        return reading.value or self.check_empty(context)

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """The labels with commas between; a key stands for a label that could not be taken apart again."""
        if is_blank(value):
            return None
        words = words_of(context.column, context)
        return ", ".join(_separable(key, words, context.language) for key in value)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """The labels with commas between."""
        if is_blank(value):
            return ""
        if context is None:
            return ", ".join(value)
        words = words_of(context.column, context)
        return ", ".join(words.label(key, language) for key in value)


def words_of(column: Column | None, context: Context) -> Vocabulary:
    """The vocabulary of a choice column."""
    if column is None or context.schema is None or column.choices is None:
        raise ValueError("a choice column needs its schema")
    return vocabulary(context.schema.choices[column.choices])


def _one_key(value: Any, words: Vocabulary, context: Context) -> str:
    key = value if value in words.keys else words.look_up(str(value))
    return key if key is not None else refuse("unknown_choice", context, value=str(value))


def _separable(key: str, words: Vocabulary, language: str) -> str:
    """The label if it can be read back from a list, else the first short word that can."""
    label = words.label(key, language)
    return label if read_choices(f"{label}, {label}", words).value == (key,) else key


def used_word(key: str, words: Vocabulary, like: Sequence[Cell], told: Told = NOTHING_TOLD) -> str | None:
    """The word that present cells use most for a choice; None when none of them does."""
    texts = Counter(one_line(cell) for cell in like if isinstance(cell, str))
    used = {text: n for text, n in texts.items() if _means(text, words, told) == key and not re.search(r"\d", text)}
    return max(used, key=used.__getitem__) if used else None


def _means(text: str, words: Vocabulary, told: Told) -> str | None:
    return told.key_of(text) or words.look_up(text)


def _only_zero_and_one(cells: Sequence[Cell]) -> bool:
    filled = {cell.strip() if isinstance(cell, str) else cell for cell in set(cells)} - {None, ""}
    return bool(filled) and all(cell in (0, 1, "0", "1") for cell in filled)


def percents_shown(cells: Sequence[Cell], words: Vocabulary, context: Context) -> tuple[Sequence[Cell], bool]:
    """Numbers of a status column that are shown as percents, as texts; and whether its bare numbers are ratios."""
    if words.name != "task_status" or {int, float}.isdisjoint(map(type, cells)):
        return cells, False
    formats = context.formats()
    if formats is not None:
        shown = [is_percent_format(format_at(formats, i)) and type(c) in (int, float) for i, c in enumerate(cells)]
        cells = [shown_as(c, "0%") if is_shown else c for c, is_shown in zip(cells, shown, strict=True)]
    numbers = [cell for cell in cells if isinstance(cell, float | int) and not isinstance(cell, bool)]
    return cells, any(0 < n < 1 for n in numbers) and all(n <= 1 for n in numbers)


def asks(header: str, words: Vocabulary) -> bool:
    """Whether a header is a question to answer with yes or no ("Rahasia?"), and denies nothing ("Tidak rahasia?")."""
    said = plain_header(header).split()
    named = {words.look_up(word) for word in said} - {None}
    return words.name in ASKED and named == {ASKED[words.name][0]} and NEGATIONS.isdisjoint(said)


def read_choice(
    cell: Cell, words: Vocabulary, *, ones: bool = False, ratios: bool = False, answers: Vocabulary | None = None
) -> Reading:
    """One cell as a choice. `ones`: the column holds only 0 and 1; `ratios`: its bare numbers are 0–1.

    `answers`: the words for yes and no, where the column's header asks for one of the choices.
    """
    if cell is None:
        return Reading()
    if answers and (answered := _answer(cell, words, answers)):
        return answered
    if isinstance(cell, bool):
        return _open_only_if_sure(_tick(cell, words), str(cell).upper(), words)
    text = plain_number(cell) if isinstance(cell, int | float) else one_line(shown_as(cell))
    text = WHOLE.sub(r"\1", text)
    if words.name == "task_status":
        return read_status(text, words, _read_words, ones=ones, ratios=ratios)
    reading = _read_words(text, words)
    return _outweighing(reading, text, words) or _open_only_if_sure(reading, text, words)


def _outweighing(reading: Reading, text: str, words: Vocabulary) -> Reading | None:
    """A choice that must not be missed, where a cell names it beside others or among other words; said aloud."""
    heavy = set(words.anywhere.values())
    if not heavy or reading.value in heavy or words.look_up(text):
        return None
    parts = [part for part in PARTS.split(text) if part.strip()] if PARTS.search(text) else []
    found = words.by_any_words(folded(text)) or next(
        (key for part in parts if (key := _read_words(one_line(part), words).value) in heavy), None
    )
    return notice(found, "choice_among_others", words.named(found), value=text, key=found) if found else None


def _answer(cell: Cell, words: Vocabulary, answers: Vocabulary) -> Reading | None:
    """What yes or no means here; an x is a yes, said aloud, since no other sign may open anything."""
    truth = read_truth(cell, answers, x_means=None)
    text = shown_as(cell)
    if truth.value is None or not (truth.value or UNDOUBTED.fullmatch(text)):
        return None
    return Reading(ASKED[words.name][0 if truth.value else 1], truth.notes)


def _open_only_if_sure(reading: Reading, text: str, words: Vocabulary) -> Reading:
    """A choice that opens what is hidden must stand there word for word; whatever else cannot be read stays hidden."""
    guessed = reading.value in words.opens and (reading.notes or not UNDOUBTED.fullmatch(text))
    unclear = words.opens and reading.unreadable and not is_error(text)
    return unreadable("unclear_mark", value=text) if guessed or unclear else reading


def _tick(cell: bool, words: Vocabulary) -> Reading:
    known = words.look_up("ya" if cell else "tidak") or words.look_up("true" if cell else "false")
    pair = TICKS.get(words.name)
    key = pair[0 if cell else 1] if pair else known
    return Reading(key) if key else unreadable("unknown_choice", value=str(cell).upper())


def _read_words(text: str, words: Vocabulary) -> Reading:
    """A text by what it says word for word, then without brackets and numbering, then by a slip, then not at all."""
    if not text:
        return Reading()
    if key := words.look_up(text):
        return Reading(key)
    if is_error(text):
        return unreadable("error_cell", error=text)
    if is_empty(text):
        return Reading()
    bare = NUMBERED.sub("", IN_BRACKETS.sub(" ", text).strip())
    if bare and bare != text and (key := words.look_up(bare)):
        return Reading(key) if _agrees(text, key, words) else unreadable("unknown_choice", value=text)
    if text.casefold() in ("true", "false") and words.name in TICKS:
        return _tick(text.casefold() == "true", words)
    return side_by_side(text, words) or _nearly(text, words)


def side_by_side(text: str, words: Vocabulary) -> Reading | None:
    """Two choices in one cell ("naik/turun") are none; two words for one choice ("NGO/LSM") are that one."""
    keys = words.keys_of_parts(text)
    named = set(keys) - {None}
    if len(named) > 1:
        return unreadable("several_choices", value=text)
    return Reading(keys[0]) if len(keys) > 1 and None not in keys else None


def _agrees(text: str, key: str, words: Vocabulary) -> bool:
    """Whether the number before a word names the same choice ("3 - Tinggi"), or none."""
    number = re.match(r"\(?(\d{1,2})", text)
    named = words.look_up(number[1]) if number else None
    return named is None or named == key


def _nearly(text: str, words: Vocabulary) -> Reading:
    """A near miss, said aloud; never for a text that denies something."""
    plain = folded(text)
    if not plain or set(plain.split()) & (NEGATIONS | STILL_TO_COME):
        return unreadable("unknown_choice", value=text)
    if plain.split()[0] in AUXILIARIES and (key := _after_auxiliary(plain, words)):
        return _from_words(key, text, words)
    if key := words.by_prefix(plain) or words.by_distance(plain):
        return notice(key, "fuzzy_choice", words.named(key), value=text, key=key)
    key = words.by_first_words(plain)
    return _from_words(key, text, words) if key else unreadable("unknown_choice", value=text)


def _from_words(key: str, text: str, words: Vocabulary) -> Reading:
    """A choice that only some of the words name, said aloud."""
    return notice(key, "choice_from_words", words.named(key), value=text, key=key)


def _after_auxiliary(plain: str, words: Vocabulary) -> str | None:
    """What a text says after "sudah" or "sedang" ("sudah dirujuk ke polisi")."""
    rest = plain.partition(" ")[2]
    return words.look_up(rest) or words.by_first_words(rest)


def read_choices(cell: Cell, words: Vocabulary) -> Reading:
    """One cell as several choices: the whole cell first, then what stands between commas, slashes and "dan"."""
    if cell is None:
        return Reading()
    text = shown_as(cell)
    whole = _read_words(one_line(text), words)
    if whole.value is not None and not whole.notes:
        return Reading((whole.value,))
    if whole.value is None and not whole.notes:
        return whole
    parts = [part for part in SPLIT.split(text.strip()) if part.strip(" -*\t")]
    if len(parts) < 2:
        return Reading((whole.value,), whole.notes) if whole.value is not None else whole
    return _several(_joined(parts, text, words), words)


def _joined(parts: list[str], text: str, words: Vocabulary) -> list[str]:
    """Neighbouring parts put together again where the words between the separators name one choice."""
    pieces = [piece.strip(" -*\t") for piece in re.split(r"\s*[,;|\n•]\s*", text)]
    found: list[str] = []
    for piece in filter(None, pieces):
        found.extend([piece] if words.look_up(piece) else [part for part in SPLIT.split(piece) if part])
    return found or parts


def _several(parts: list[str], words: Vocabulary) -> Reading:
    readings = [_read_words(one_line(part), words) for part in parts]
    keys = tuple(dict.fromkeys(reading.value for reading in readings if reading.value is not None))
    unknown = [part for part, reading in zip(parts, readings, strict=True) if reading.unreadable]
    notes = tuple(note for reading in readings for note in reading.notes if note.level == NOTICE)
    if not keys:
        return unreadable("unknown_choice", value=", ".join(unknown)) if unknown else Reading()
    reading = Reading(keys, notes)
    if not unknown:
        return reading
    return reading.noted("unknown_choice", words.named(*keys), value=", ".join(unknown))
