"""After the names: prose gets a home, codes become ids, a missing title is guessed, and every doubt is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheets.recognise.columns import ENOUGH, Assignment, Header, Shapes, is_free_text, likeness
from sheets.recognise.content import SAMPLE, Shape
from sheets.recognise.parts import ColumnMatch, Doubt
from sheets.recognise.vocabulary import CERTAIN, Likeness, Vocabulary, compared

HOMES = ("description", "definition", "notes")
SURE = frozenset({"exact", "normalised", "synonym"})


def finish(found: Assignment, headers: Sequence[Header], words: Vocabulary, shapes: Shapes) -> Assignment:
    """Gives prose a home, guesses a missing title, and says every doubt about the headers."""
    _house_prose(found, headers, words, shapes)
    _take_codes(found, headers, words, shapes)
    _keep_choices(found, headers, words)
    if not found.has_title():
        _guess_title(found, headers, shapes)
    found.doubts += [_guessed(match) for match in found.columns.values() if match.how in ENOUGH]
    found.doubts += _duplicates(found, headers, words)
    order = {key: n for n, key in enumerate(found.table.keys)}
    found.columns = dict(sorted(found.columns.items(), key=lambda item: (item[1].col, order.get(item[0], 0))))
    return found


def _house_prose(found: Assignment, headers: Sequence[Header], words: Vocabulary, shapes: Shapes) -> None:
    """Long texts under a choice's name ("Penyebab") go to the first free place for long texts."""
    for header in headers:
        if header.col in found.cols or not is_free_text(shapes(header.col)):
            continue
        if not _said_a_choice(found, likeness(header, found.table, words)):
            continue
        home = next((key for key in HOMES if key in found.table.by_key and key not in found.columns), None)
        if home:
            found.columns[home] = ColumnMatch(home, header.text, header.col, "content")
            found.doubts.append(Doubt("guessed_header", col=header.col, key=home, value=header.text))


def _said_a_choice(found: Assignment, likes: Mapping[str, Likeness]) -> bool:
    """Whether a header certainly names a choice column that no other column is."""
    kinds = {key: found.table.by_key[key].kind for key, like in likes.items() if like.how in CERTAIN}
    return any(kind in ("choice", "choices") and key not in found.columns for key, kind in kinds.items())


def _take_codes(found: Assignment, headers: Sequence[Header], words: Vocabulary, shapes: Shapes) -> None:
    """A second naming column that holds a code in every row ("DEP", "jarak_jalan") is the id, if none is better."""
    own = found.columns.get("id")
    if "id" not in found.table.by_key or not found.has_title() or (own and _is_whole(shapes(own.col))):
        return
    for header in headers:
        seen = shapes(header.col)
        named = found.table.title in likeness(header, found.table, words)
        if named and header.col not in found.cols and _is_whole(seen) and seen.share(seen.codes) > 0.8:
            found.columns["id"] = ColumnMatch("id", header.text, header.col, "content")
            found.doubts.append(Doubt("code_guessed", col=header.col, key="id", value=header.text))
            return


def _keep_choices(found: Assignment, headers: Sequence[Header], words: Vocabulary) -> None:
    """A choice column whose phrases found no other home stays what its header says; each cell is then a problem."""
    for header in headers:
        for key, like in likeness(header, found.table, words).items() if header.col not in found.cols else ():
            if found.table.by_key[key].kind == "choice" and like.how in SURE and key not in found.columns:
                found.columns[key] = ColumnMatch(key, header.text, header.col, like.how)
                break


def _is_whole(seen: Shape) -> bool:
    """Whether a column names every row with something of its own."""
    return seen.n > 0 and seen.distinct == 1.0 and seen.n >= min(seen.rows, SAMPLE)


def _guess_title(found: Assignment, headers: Sequence[Header], shapes: Shapes) -> None:
    """The first column of words that tell the rows apart, where no header names the rows."""
    for header in headers:
        if header.col not in found.cols and _tells_apart(shapes(header.col)):
            key = found.table.title
            found.columns[key] = ColumnMatch(key, header.text, header.col, "content")
            found.doubts.append(Doubt("guessed_header", col=header.col, key=key, value=header.text))
            return
    _promote(found, shapes)


def _tells_apart(seen: Shape) -> bool:
    return seen.n >= 2 and seen.is_text and seen.distinct >= 0.8


def can_be_named(found: Assignment, headers: Sequence[Header], shapes: Shapes) -> bool:
    """Whether a table without a title column has another column that names its rows."""
    if any(key in found.columns for key in HOMES):
        return True
    return any(header.col not in found.cols and _tells_apart(shapes(header.col)) for header in headers)


def _promote(found: Assignment, shapes: Shapes) -> None:
    """Where nothing else names the rows, their description does."""
    for key in HOMES:
        match = found.columns.get(key)
        if match is not None and shapes(match.col).n >= 1:
            del found.columns[key]
            found.columns[found.table.title] = replace(match, key=found.table.title, how="content")
            found.doubts.append(Doubt("guessed_header", col=match.col, key=found.table.title, value=match.header))
            return


def _guessed(match: ColumnMatch) -> Doubt:
    return Doubt("fuzzy_header", col=match.col, key=match.key, value=match.header)


def _duplicates(found: Assignment, headers: Sequence[Header], words: Vocabulary) -> list[Doubt]:
    """Headers that say again what another column already says: the first one counts."""
    said = {compared(match.header): match for match in found.columns.values()}
    return [
        Doubt("duplicate_header", col=header.col, key=said[compared(header.text)].key, value=header.text)
        for header in headers
        if header.col not in found.cols and header.parts and compared(header.text) in said
    ]
