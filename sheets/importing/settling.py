"""A plan settled with the person's answers: one pass over its rows that only looks and says what will be done."""

from __future__ import annotations

from dataclasses import replace

from sheets.importing.matching import ASK, NEW, SAME, Judged
from sheets.importing.placing import Placing
from sheets.importing.plan import CAREFUL, Answers, Plan, by_table, is_about_another
from sheets.importing.references import References
from sheets.importing.settled import Settled
from sheets.importing.subjects import place_by_subject


def settle(plan: Plan, answers: Answers = CAREFUL) -> Settled:
    """What will be done with these answers."""
    brought = plan.brought
    out = Settled(left_rows=list(brought.left_rows), left_cells=list(brought.left_cells))
    out.asked = [j for j in plan.judged.values() if j.verdict == ASK and j.row.key not in answers.without]
    verdicts = _verdicts(plan, answers)
    references = References(brought.rows, plan.standing, verdicts)
    placing = Placing(answers, plan.standing, references, out)
    _place(plan, placing, verdicts)
    out.mentions = references.mentions(answers.add)
    out.later = references.later
    placing.add_mentioned(out.mentions)
    _in_order(out, plan)
    return out


def _place(plan: Plan, placing: Placing, verdicts: dict[str, Judged]) -> None:
    """Put the rows that are not done yet where they belong, table by table."""
    rows = [row for row in plan.brought.rows if row.key not in placing.answers.without]
    for table, mine in by_table(rows, plan.standing):
        there = plan.standing.rows(table.name)
        if there.read is None:
            placing.out.no_tab[table.name] += len(mine)
        elif is_about_another(table):
            place_by_subject(placing, mine, there)
        else:
            for row in mine:
                placing.place(verdicts[row.key], there)


def _in_order(out: Settled, plan: Plan) -> None:
    """What stays out is listed in the order of the file."""
    order = {part: n for n, part in enumerate(dict.fromkeys(row.part for row in plan.brought.rows))}
    out.left_rows.sort(key=lambda left: (order.get(left.part, -1), left.row))


def _verdicts(plan: Plan, answers: Answers) -> dict[str, Judged]:
    """What each row is, by its key, now that the person has answered; rows that are done are the rows they became."""
    verdicts = {judged.row.key: _answered(judged, answers) for judged in plan.judged.values()}
    for key, id_ in answers.without.items():
        if key in verdicts:
            verdicts[key] = replace(verdicts[key], verdict=SAME, id=id_)
    return verdicts


def _answered(judged: Judged, answers: Answers) -> Judged:
    if judged.verdict != ASK:
        return judged
    answer = _answer(judged, answers)
    if answer is None:
        return judged
    return replace(judged, verdict=SAME, id=answer) if answer else replace(judged, verdict=NEW)


def _answer(judged: Judged, answers: Answers) -> str | None:
    """The row of the forum that a row in question is, "" for a new one, None while nobody has said."""
    answer = answers.same.get(judged.row.key)
    if answer is None and (judged.row.key in answers.settled or answers.similar == NEW):
        answer = ""
    if answer is None and answers.similar == SAME:
        answer = judged.options[0].id
    return answer
