"""Every reason that reading can give has its sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sheets.problems import SECTIONS
from sheets.words import has_sentence

SHEETS = Path(__file__).parents[3] / "sheets"
FILES = [*SHEETS.glob("recognise/*.py"), SHEETS / "reading.py", SHEETS / "settings.py"]
CODE = "\n".join(path.read_text("utf-8") for path in FILES)
GIVEN = (
    r"(?:Doubt\(|Finding\(\s*int\(n\),|Finding\(n,|reason = |else "
    r'|NotRecognised\(\s*(?:match\.grid|grid|page\.grid)?\.?tab,)\s*"(\w+)"'
)
WHYS = r'return "(\w+)"(?: if| else|$)'


def reasons():
    ternary = re.findall(r'"(\w+)" if [^"\n]+ else "(\w+)"', CODE)
    found = {*re.findall(GIVEN, CODE), *re.findall(WHYS, CODE), *(word for pair in ternary for word in pair)}
    return sorted(word for word in found if "_" in word or has_sentence("recognise", word))


def test_the_reasons_are_found_in_the_code():
    assert {"fuzzy_header", "missing_required", "zero_for_nothing", "total", "no_header", "rest_rows"} <= set(reasons())


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("reason", reasons())
def test_a_reason_has_a_sentence(reason, language):
    assert any(has_sentence(section, reason, language=language) for section in SECTIONS)
