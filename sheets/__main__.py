"""The command line, `python -m sheets read|check|new|import|passphrase`; Indonesian, `--language en` English."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sheets import passphrase
from sheets.asking import Parser, language_of
from sheets.errors import SheetError
from sheets.problems import Problem
from sheets.roles import SIGNED_IN
from sheets.schema import LANGUAGES, load_schema
from sheets.snapshot import Snapshot, take
from sheets.sources import parse_source
from sheets.telling import as_json, lines, problem_lines
from sheets.words import sentence

# Whoever types a row need not give it an id: such a row is read and written all the same, and gets one on request.
NO_ID = "missing_id"

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 = done, 1 = there are problems, 2 = it could not be done (the reason goes to stderr)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(language_of(arguments)).parse_args(arguments)
    try:
        return int(options.run(options))
    except SheetError as error:
        print(error.message(options.language), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def _parser(language: str) -> Parser:
    words = partial(_words, language)
    parser = Parser(language=language, prog="python -m sheets", description=words("about"))
    commands = parser.add_subparsers(required=True, metavar="read|check|new|import|passphrase")
    read = _command(commands, "read", "source", _read, language)
    read.add_argument("--json", action="store_true", help=words("json"))
    check = _command(commands, "check", "source", _check, language)
    check.add_argument("--out", type=Path, metavar="FILE", help=words("out"))
    new = _command(commands, "new", "target", _new, language)
    new.add_argument("--demo", action="store_true", help=words("demo"))
    new.add_argument("--tables", nargs="+", metavar="TABLE", help=words("tables"))
    _import_command(commands, language)
    _passphrase_command(commands, language)
    return parser


def _command(commands: Commands, name: str, what: str, run: object, language: str) -> Parser:
    told = _words(language, name)
    command = commands.add_parser(name, help=told, description=told, language=language)
    command.add_argument(what, help=_words(language, what))
    command.add_argument("--language", choices=LANGUAGES, default="id", help=_words(language, "language"))
    command.set_defaults(run=run)
    return command


def _import_command(commands: Commands, language: str) -> None:
    from sheets.importing.command import add_command

    told = sentence("importing", "command.help", {}, language=language)
    add_command(commands.add_parser("import", help=told, description=told, language=language), language)


def _passphrase_command(commands: Commands, language: str) -> None:
    """The roles stand first, by key or as they are called; without one it asks for each in turn."""
    words = partial(_words, language)
    told = words("passphrase")
    command = commands.add_parser("passphrase", help=told, description=told, language=language)
    command.add_argument("roles", nargs="*", type=_role, metavar="role", help=words("role"))
    command.add_argument("--language", choices=LANGUAGES, default="id", help=words("language"))
    command.set_defaults(run=_passphrase)


def _words(language: str, key: str) -> str:
    return sentence("read", f"help.{key}", {}, language=language)


def read_source(source: str) -> Snapshot:
    """Reads any source: a file of a known kind, or a Google spreadsheet."""
    schema = load_schema()
    found = parse_source(source)
    if found.kind == "google":
        from sheets.store import open_forum

        return open_forum(source).read()
    from sheets.backends.files import read_file

    return take(read_file(found.place), schema)


def _read(options: argparse.Namespace) -> int:
    snapshot = read_source(options.source)
    if options.json:
        json.dump(as_json(snapshot, options.language), sys.stdout, ensure_ascii=False)
        print()
    else:
        print("\n".join(lines(snapshot, options.language)))
    return 0


def _check(options: argparse.Namespace) -> int:
    from sheets.doctor import examine

    snapshot = read_source(options.source)
    problems = examine(snapshot)
    if options.out:
        return _check_out(options, snapshot, problems)
    without_id, problems = [p for p in problems if p.reason == NO_ID], [p for p in problems if p.reason != NO_ID]
    print("\n".join(problem_lines(problems, options.language)))
    for tab, n in Counter(problem.tab for problem in without_id).items():
        print(sentence("read", "without_id", {"tab": tab, "n": n}, language=options.language))
    for each in snapshot.not_recognised:
        print(
            sentence(
                "read",
                "not_recognised",
                {"tab": each.tab, "why": each.message(options.language)},
                language=options.language,
            )
        )
    return 1 if problems else 0


def _check_out(options: argparse.Namespace, snapshot: Snapshot, problems: list[Problem]) -> int:
    """The findings as a file, for those who mend them without the app."""
    from sheets.doctor.listing import listing, write_listing

    table = listing(snapshot, problems, options.language)
    told = {"n": len(table.rows), "file": write_listing(table, options.out).name}
    print(sentence("read", "listed", told, language=options.language))
    return 1 if problems else 0


def _new(options: argparse.Namespace) -> int:
    from sheets.demo import demo_rows
    from sheets.settings import today_in
    from sheets.template import new_workbook

    target, schema, language = parse_source(options.target), load_schema(), options.language
    tables = [schema.called(name, language).name for name in options.tables] if options.tables else None
    rows = demo_rows(today_in(None), tables) if options.demo else None
    if target.kind == "google":
        from sheets.store import open_forum

        open_forum(options.target).make_tabs(tables, rows=rows, language=language)
    else:
        new_workbook(Path(target.place), schema, language, rows, tables)
    print(sentence("read", "made", {"target": options.target}, language=language))
    return 0


def _passphrase(options: argparse.Namespace) -> int:
    """Asks for pass-phrases twice, unseen, and prints their lines for the secrets; the phrases are kept nowhere."""
    lines = {}
    for role in options.roles or SIGNED_IN:
        name = sentence("roles", f"name.{role}", {}, language=options.language)
        first = getpass.getpass(_roles(options, "ask" if options.roles else "ask_or_skip", role=name))
        if not first and not options.roles:
            continue
        wrong = "short" if passphrase.too_short(first) else ""
        if not wrong and first != getpass.getpass(_roles(options, "again")):
            wrong = "different"
        if wrong:
            print(_roles(options, wrong, n=passphrase.SHORTEST), file=sys.stderr)
            return 2
        lines[role] = passphrase.hashed(first)
    if lines:
        print(
            "\n".join(
                [_roles(options, "paste"), "[passphrases]", *(f'{role} = "{line}"' for role, line in lines.items())]
            )
        )
    return 0


def _role(word: str) -> str:
    """A role by its key or by its name in either language. Raises ValueError for a word that is none."""
    named = {
        sentence("roles", f"name.{role}", {}, language=each).casefold(): role
        for role in SIGNED_IN
        for each in LANGUAGES
    }
    found = {**named, **{role: role for role in SIGNED_IN}}.get(word.casefold())
    if found is None:
        raise ValueError(word)
    return found


def _roles(options: argparse.Namespace, key: str, **details: object) -> str:
    return sentence("roles", f"command.{key}", details, language=options.language)


if __name__ == "__main__":
    raise SystemExit(main())
