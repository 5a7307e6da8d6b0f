import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import sheets.kinds
from sheets.words import has_sentence, section_words, sentence
from tests.sheets.kinds.cells import column

FOLDER = Path(sheets.kinds.__file__).parent
POSITION = {"unreadable": 0, "notice": 1, "noted": 0, "Note": 0, "Finding": 1, "noticed": 1, "refuse": 0}


def spoken() -> list[str]:
    """Every reason that the code gives for a finding or a refusal."""
    found: set[str] = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                position = POSITION.get(name)
                if position is not None and len(node.args) > position:
                    given = ast.walk(node.args[position])
                    found |= {
                        each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)
                    }
            if isinstance(node, ast.Return | ast.Assign) and path.name in ("dating.py", "figures.py", "reference.py"):
                found |= {
                    str(each.value)
                    for each in ast.walk(node)
                    if isinstance(each, ast.Constant) and str(each.value) in KNOWN_RETURNS
                }
    return sorted(word for word in found if re.fullmatch(r"[a-z_]{5,}", word))


KNOWN_RETURNS = {
    "several_dates", "impossible_date", "year_out_of_range", "duration", "not_a_date", "several_numbers",
    "not_a_number", "number_in_words", "range", "ambiguous_reference", "unknown_reference", "approximate_date",
    "words_ignored",
}  # fmt: skip


@pytest.mark.parametrize("reason", spoken())
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_has_a_sentence(reason, language):
    assert has_sentence("problems", reason, language=language)


@pytest.mark.parametrize(
    ("name", "cells"),
    [("tasks.budget", ["USD 5", "1,500", "Rp 5 jt/bulan", "10-15", "2,5", "#REF!", "(5)"]),
     ("tasks.due", ["31/2/2026", "17 Agustus", "besok", 5, "8/17/2026", "17/8/2026 (tentatif)", "46251",
                    "Selasa, 17 Agustus 2026"]),
     ("tasks.progress", ["120%", "3 kg 5"]), ("tasks.status", ["mungkin", "50%", "sudah dibeli"]),
     ("partners.lat", [110.5])],
)  # fmt: skip
def test_every_finding_brings_what_its_sentence_needs(name, cells):
    for finding in column(name, cells).findings:
        details = {**finding.details, "value": "x", "read_as": finding.read_as}
        for language in ("id", "en"):
            assert sentence("problems", finding.reason, details, language=language)
            assert needed(finding.reason, language) <= {name for name, value in details.items() if value is not None}


def needed(reason, language):
    """The details that a sentence fills in."""
    words = section_words(FOLDER.parents[1] / "config" / "words" / language / "problems.toml")[reason]
    return {field for text in words.values() for _, field, _, _ in Formatter().parse(text) if field}
