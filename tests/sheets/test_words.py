"""Every sentence stands in both languages, and every reason that the code gives has one."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets.backends.workbook_safety import INSIDE, PARTS
from sheets.errors import NoAccess, NotFound, SheetError, Unsafe
from sheets.words import FOLDER, has_sentence, section_words, sentence

SHEETS = Path(__file__).parents[2] / "sheets"
SECTIONS = sorted(path.stem for path in (FOLDER / "id").glob("*.toml"))
ERRORS = {cls.__name__ for cls in SheetError.__subclasses__()} | {"Encrypted", "TooLarge", "SheetError"}
COUNTS = {"n", "count"}  # the number in digits or in words
FINDINGS = {"notice": 1, "unreadable": 0, "noted": 0, "refuse": 0, "Note": 0, "Finding": 1, "Doubt": 0}


def leaves(found: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence of a section by its dotted key; one and other are one sentence."""
    if isinstance(found, str):
        yield path, found
    elif isinstance(found, dict) and "other" in found and set(found) <= {"one", "other"}:
        yield path, " ".join(found.values())
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from leaves(value, f"{path}.{key}".strip("."))


def fields(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def calls(names: dict[str, int]) -> Iterator[tuple[str, str]]:
    """(where, reason) of every call of these names with a reason typed in place, in sheets/."""
    for path in SHEETS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in names and len(node.args) > names[name]:
                    yield from ((f"{path.name}:{node.lineno}", text) for text in texts(node.args[names[name]]))


def texts(node: ast.expr) -> Iterator[str]:
    """The reasons in an argument: a text, or the two of `a if … else b`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def said(reason: str, part: str, language: str) -> bool:
    return any(has_sentence(section, f"{reason}.{part}", language=language) for section in ("problems", "recognise"))


@pytest.mark.parametrize("section", SECTIONS)
def test_both_languages_have_the_same_sentences(section: str) -> None:
    both = [dict(leaves(section_words(FOLDER / language / f"{section}.toml"))) for language in ("id", "en")]
    assert set(both[0]) == set(both[1])


@pytest.mark.parametrize("section", SECTIONS)
def test_both_languages_need_the_same_details(section: str) -> None:
    indonesian, english = (dict(leaves(section_words(FOLDER / lang / f"{section}.toml"))) for lang in ("id", "en"))
    differing = {key for key, text in indonesian.items() if (fields(text) ^ fields(english[key])) - COUNTS}
    # What is said in the reader's own language may come under another name, as {module} and {module_en} do.
    assert not {key for key in differing if "_en" not in english[key]}


def test_there_are_no_words_for_only_one_language() -> None:
    assert {path.name for path in (FOLDER / "id").glob("*")} == {path.name for path in (FOLDER / "en").glob("*")}


def test_every_error_that_is_raised_has_a_sentence() -> None:
    found = [(where, reason) for where, reason in calls(dict.fromkeys(ERRORS, 0)) if not has_sentence("errors", reason)]
    assert found == []


def test_every_finding_of_reading_has_a_finding_and_a_remedy() -> None:
    found = [(where, reason) for where, reason in calls(FINDINGS) if re.fullmatch(r"[a-z][a-z_0-9]+", reason)]
    assert len(found) > 40
    assert [pair for pair in found if not said(pair[1], "finding", "id")] == []
    assert [pair for pair in found if not said(pair[1], "remedy", "en")] == []


def test_a_problem_is_said_as_what_was_found_and_then_what_to_do() -> None:
    told = sentence("problems", "no_year", {"read_as": "31 Maret 2027"})
    assert told == "Dibaca 31 Maret 2027, tahun tidak tertulis. Benar, atau tulis tahunnya."
    assert sentence("problems", "impossible_date.remedy", {}) == "Tulis seperti 28/2/2026."


def test_one_and_other_are_chosen_by_n(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "x.toml").write_text('days = { one = "{n} day", other = "{n} days" }', "utf-8")
    monkeypatch.setattr("sheets.words.FOLDER", tmp_path)
    assert [sentence("x", "days", {"n": n}, language="en") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_words_that_are_changed_while_running_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "id").mkdir()
    path = tmp_path / "id" / "x.toml"
    path.write_text('a = "lama"', "utf-8")
    monkeypatch.setattr("sheets.words.FOLDER", tmp_path)
    monkeypatch.setattr("sheets.words.GLANCE", 0.0)
    assert sentence("x", "a") == "lama"
    path.write_text('a = "baru sekali"', "utf-8")
    assert sentence("x", "a") == "baru sekali"


def test_a_missing_sentence_names_the_file_and_the_key() -> None:
    with pytest.raises(KeyError, match=r"id/errors\.toml.*no_such_thing"):
        sentence("errors", "no_such_thing", {})
    with pytest.raises(KeyError, match=r"no words file id/no_such_section\.toml"):
        sentence("no_such_section", "key", {})


def test_a_group_of_sentences_is_not_a_sentence() -> None:
    with pytest.raises(KeyError, match="group"):
        sentence("errors", "lost", {})


def test_a_detail_that_is_missing_never_breaks_the_sentence() -> None:
    assert "…" in NotFound("tab_missing").message()
    assert "…" in str(NoAccess("not_shared", email=None))


def test_an_error_speaks_both_languages_and_is_printed_in_english() -> None:
    error = NotFound("tab_missing", tab="Tugas")
    assert error.message() == "Tab “Tugas” belum ada di lembar. Buat tab ini, atau periksa apakah namanya diganti."
    assert str(error) == error.message("en") != error.message()


def test_what_would_be_lost_is_said_in_words() -> None:
    error = Unsafe("unsafe", name="forum.xlsx", found=["text_boxes", "sparklines"])
    assert "kotak teks, grafik mini" in error.message()
    assert "text boxes, sparklines" in error.message("en")


def test_everything_that_could_be_lost_has_a_name() -> None:
    assert {key for key in (*PARTS, *INSIDE) if not has_sentence("errors", f"lost.{key}")} == set()


def test_sentences_for_people_are_short_and_calm() -> None:
    files = [FOLDER / "id" / f"{section}.toml" for section in ("errors", "problems")]
    every = [text for path in files for _, text in leaves(section_words(path))]
    assert not [text for text in every if "!" in text or len(text) > 190 or " kamu" in text]
