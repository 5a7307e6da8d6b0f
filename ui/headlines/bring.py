"""What an import is about to do, or has done, as one sentence."""

from __future__ import annotations

from ui.words import count_word, number, say, upper_first


def headline(
    name: str, rows: int, cells: int, *, known: bool = True, waiting: int = 0, language: str | None = None
) -> str:
    """The plan for a file: `rows` to add, `cells` to change, `waiting` questions; `known`: whether it has a table."""
    if rows and cells:
        told = {"rows": number(rows, language=language), "cells": number(cells, language=language)}
        return say("importing.headline.both", name=name, n=rows, language=language, **told)
    if rows or cells:
        key, n = ("add", rows) if rows else ("change", cells)
        count = count_word(n, language=language)
        return upper_first(say(f"importing.headline.{key}", n=n, count=count, name=name, language=language))
    key = "unknown" if not known else "waiting" if waiting else "nothing"
    return say(f"importing.headline.{key}", name=name, language=language)
