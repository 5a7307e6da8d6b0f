"""`python -m sheets import FILE --into SOURCE`: what the page does, without the page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from sheets.importing.arrival import Layout, Part, arrive, laid_out
from sheets.importing.incoming import bring
from sheets.importing.plan import Answers, Plan, compare
from sheets.importing.running import Job
from sheets.importing.settling import settle
from sheets.importing.telling import job_lines, part_lines, plan_lines
from sheets.schema import LANGUAGES, Schema
from sheets.store import Forum, open_forum
from sheets.words import sentence


def add_command(parser: argparse.ArgumentParser, language: str = "en") -> None:
    """The options of the command."""
    parser.add_argument("file", help=_say("command.file", language))
    parser.add_argument("--into", required=True, metavar="SOURCE", help=_say("command.into", language))
    parser.add_argument("--table", help=_say("command.table", language))
    parser.add_argument("--dry-run", action="store_true", help=_say("command.dry_run", language))
    parser.add_argument("--overwrite", action="store_true", help=_say("command.overwrite", language))
    parser.add_argument(
        "--similar", choices=("ask", "same", "new"), default="ask", help=_say("command.similar", language)
    )
    parser.add_argument("--make-tabs", action="store_true", help=_say("command.make_tabs", language))
    parser.add_argument("--language", choices=LANGUAGES, default="id")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, say: Callable[[str], None] = print) -> int:
    """Shows what will be written, then writes it; 0 = everything was brought in, 1 = something stayed out."""
    language = options.language
    forum = open_forum(options.into)
    arrival = arrive(options.file, forum.schema)
    layout = Layout(_tables(arrival.parts, options.table, forum.schema, language))
    parts = laid_out(arrival, layout)
    answers = Answers(overwrite=options.overwrite, similar=options.similar)
    plan = compare(bring(arrival.book, parts, forum.read()), forum.latest())
    settled = settle(plan, answers)
    if options.make_tabs and settled.no_tab and not options.dry_run:
        plan = _with_tabs(forum, plan, list(settled.no_tab), language)
        settled = settle(plan, answers)
    for line in (*part_lines(parts, forum.schema, language), *plan_lines(settled, plan.standing, language)):
        say(line)
    if options.dry_run:
        say(_say("command.dry", language))
        return 0
    job = Job(forum, arrival, layout, answers, settled, _say("why", language, name=arrival.name))
    while job.step():
        print(_say("go.progress", language, done=job.added + job.changed, total=job.total), file=sys.stderr)
    for line in job_lines(job, language):
        say(line)
    return 1 if job.refused or job.moved or settled.left_rows or settled.no_tab else 0


def _with_tabs(forum: Forum, plan: Plan, tables: list[str], language: str) -> Plan:
    forum.make_tabs(tables, language=language)
    return compare(plan.brought, forum.read())


def _tables(parts: list[Part], asked: str | None, schema: Schema, language: str) -> dict[str, str]:
    """The table that was asked for, for the first part of every tab; the other parts are left out."""
    if not asked:
        return {}
    table = schema.called(asked, language).name
    return {part.key: table if part.key.endswith(".0") else "" for part in parts}


def _say(key: str, language: str, **details: object) -> str:
    return sentence("importing", key, details, language=language)
