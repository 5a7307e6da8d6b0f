"""How far a task is, in people's words: "belum selesai" is under way, "sudah mulai" too, "akan mulai" is not yet.

The words stand in config/choices.toml (`also`, `starts`, `negated`); the order in which they are asked stands here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sheets.kinds.base import Reading, notice, unreadable
from sheets.kinds.digits import Figure
from sheets.kinds.typed import wordset
from sheets.kinds.vocabulary import Vocabulary, folded

OPEN, UNDER_WAY, DONE = "not_started", "in_progress", "done"
PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|persen\b|percent\b|pct\b)")
BARE_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
DENIALS = wordset("belum blm tidak tdk tak gak ga nggak bukan not isn't isnt")
HEDGES = wordset("hampir sebagian setengah separuh baru almost nearly partly partially partial half mostly")
PARTLY = wordset("sebagian setengah separuh partly partially")
FINISHED = wordset(
    "selesai beres tuntas rampung kelar done finish finished complete completed closed resolved fixed 100"
)
AFTER_DONE = wordset("mulai dimulai jalan berjalan proses diproses sebagian persiapan start started")
PLANNED = wordset("direncanakan dijadwalkan terjadwal diusulkan diajukan dianggarkan disetujui rencana jadwal")
ReadWords = Callable[[str, Vocabulary], Reading]


def read_status(text: str, words: Vocabulary, read_words: ReadWords, *, ones: bool, ratios: bool) -> Reading:
    """One text as the state of a task; a percent beside or instead of words is kept as `details["progress"]`."""
    if BARE_NUMBER.fullmatch(text):
        return _number(float(text.replace(",", ".")), ones=ones, ratios=ratios)
    if percents := PERCENT.findall(text.casefold()):
        return _percents([float(percent.replace(",", ".")) for percent in percents], text, words)
    if key := words.look_up(text):
        return Reading(key)
    if len(set(words.keys_of_parts(text)) - {None}) > 1:
        return read_words(text, words)
    return _by_rule(folded(text), text, words) or read_words(text, words)


def _number(number: float, *, ones: bool, ratios: bool) -> Reading:
    if number == 0:
        return Reading(OPEN)
    if number == 1 and (ones or ratios):
        return Reading(DONE)
    percent = number * 100 if ratios or number < 1 else number
    if percent > 100:
        return unreadable("unknown_choice", value=f"{number:g}")
    if percent == 1:
        return notice(UNDER_WAY, "percent_or_ratio", Figure(1, "%"), progress=1.0)
    return _at(round(percent, 6))


def _at(percent: float) -> Reading:
    """The state that a progress means, with the progress itself as a notice when it says more than the state does."""
    if percent == 0 or percent >= 100:
        return Reading(DONE if percent else OPEN)
    return notice(UNDER_WAY, "status_with_progress", Figure(percent, "%"), progress=percent)


def _percents(percents: list[float], text: str, words: Vocabulary) -> Reading:
    """A percent beside words; "80-90%" and "belum 100%" are under way without an exact progress."""
    numbers = [float(found.replace(",", ".")) for found in BARE_NUMBER.findall(text)]
    if len(numbers) == 1 and not set(folded(text).split()) & DENIALS:
        return _percent(percents[0], text, words)
    return _guess(UNDER_WAY, text, words) if 0 < max(numbers) <= 100 else unreadable("unknown_choice", value=text)


def _percent(percent: float, text: str, words: Vocabulary) -> Reading:
    if percent > 100:
        return unreadable("unknown_choice", value=text)
    rest = folded(PERCENT.sub(" ", text.casefold()))
    said = words.look_up(rest) if rest else None
    if said in (None, DONE, UNDER_WAY) or not percent:
        return _at(percent) if said != DONE or percent < 100 else Reading(DONE)
    return notice(said, "status_with_progress", words.named(said), progress=percent)


def _by_rule(plain: str, text: str, words: Vocabulary) -> Reading | None:
    """The rules of the first word, negations first; None when none of them applies."""
    first, _, rest = plain.partition(" ")
    if first in DENIALS:
        return _denied(first, rest, text, words)
    if first in HEDGES and rest:
        return Reading(UNDER_WAY) if rest in words.words or words.words.get(rest.split()[0]) else None
    start = words.starts.get(first)
    if start is None and rest and set(rest.split()) & PARTLY:
        return _guess(UNDER_WAY, text, words)
    if start is None:
        return None
    if not rest:
        return Reading(start)
    return _started(start, rest, text, words)


def _denied(first: str, rest: str, text: str, words: Vocabulary) -> Reading | None:
    """ "belum selesai" is under way; "belum …" is not started; other denials are not guessed."""
    if rest in words.negated and rest in FINISHED:
        return Reading(words.negated[rest])
    if rest.split()[:1] and rest.split()[0] in FINISHED:
        return _guess(UNDER_WAY, text, words)
    if first not in words.starts:
        return unreadable("unknown_choice", value=text)
    return Reading(OPEN) if not rest else _guess(OPEN, text, words)


def _started(start: str, rest: str, text: str, words: Vocabulary) -> Reading:
    """What the words after the first say counts: "sudah mulai" is under way, "sedang ditunda" on hold."""
    rest_words = rest.split()
    if start == DONE and rest_words[0] in DENIALS | HEDGES | words.starts.keys():
        return _by_rule(rest, text, words) or _guess(UNDER_WAY, text, words)
    if start == DONE and set(rest_words) & AFTER_DONE:
        return Reading(UNDER_WAY)
    if start == DONE and set(rest_words) & PLANNED:
        return _guess(OPEN, text, words)
    said = words.words.get(rest)
    if start == OPEN or said is None:
        return Reading(start) if said is not None else _guess(start, text, words)
    if start == UNDER_WAY:
        return Reading(UNDER_WAY if said == DONE else said)
    return Reading(start if said in (OPEN, start) else said)


def _guess(key: str, text: str, words: Vocabulary) -> Reading:
    """A state taken from the first word of a longer text, said aloud."""
    return notice(key, "choice_from_words", words.named(key), value=text, key=key)
