"""The command line in the language of its sentences; argparse's own words are English only."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NoReturn

from sheets.schema import LANGUAGES
from sheets.words import sentence


def language_of(arguments: Sequence[str]) -> str:
    """The language that `--language` names, before anything else is understood; Indonesian without it."""
    words = [word for each in arguments for word in each.split("=", 1)]
    said = [after for each, after in pairwise(words) if each == "--language"]
    return said[-1] if said and said[-1] in LANGUAGES else LANGUAGES[0]


class Parser(argparse.ArgumentParser):
    """What was asked for; what cannot be understood is told in one sentence, with how to ask."""

    def __init__(self, *, language: str = LANGUAGES[0], **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self.language = language
        self._positionals.title, self._optionals.title = self._say("given"), self._say("options")
        self.add_argument("-h", "--help", action="help", help=self._say("help"))

    def format_usage(self) -> str:
        """How to ask, on one line."""
        return super().format_usage().replace("usage:", self._say("usage"), 1)

    def format_help(self) -> str:
        """All that can be asked for."""
        return super().format_help().replace("usage:", self._say("usage"), 1)

    def error(self, message: str) -> NoReturn:
        """Ends with 2, like every command that could not be done."""
        print(self._say("wrong", program=self.prog), file=sys.stderr)
        self.print_usage(sys.stderr)
        self.exit(2)

    def _say(self, key: str, **details: object) -> str:
        return sentence("read", f"asking.{key}", details, language=self.language)
