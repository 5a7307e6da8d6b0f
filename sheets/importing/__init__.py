"""Import: any file into the forum's sheet, seen before it is written.

    arrival = arrive("daftar.xlsx", schema)                what a file holds (20,000 rows at most)
    parts = laid_out(arrival, Layout(…))                   with what the person says its tabs and columns are
    plan = compare(bring(arrival.book, parts, snapshot), snapshot)
    settled = settle(plan, Answers(…))                     exactly what will be written, and what will not
    job = Job(forum, arrival, layout, answers, settled, why)
    while job.step(): …                                    one save of at most 500 lines each; stop whenever

Nothing is written before `Job.step`, and the file is never changed.
"""

from sheets.importing.arrival import Arrival, Layout, Part, arrive, laid_out
from sheets.importing.incoming import Brought, Incoming, LeftOut, bring
from sheets.importing.matching import Judged, Option
from sheets.importing.plan import Answers, Plan, compare
from sheets.importing.running import Chunk, Job, Moved, Refusal
from sheets.importing.settled import Addition, Difference, Known, Mention, Settled
from sheets.importing.settling import settle

__all__ = [
    "Addition", "Answers", "Arrival", "Brought", "Chunk", "Difference", "Incoming", "Job", "Judged", "Known", "Layout",
    "LeftOut", "Mention", "Moved", "Option", "Part", "Plan", "Refusal", "Settled", "arrive", "bring", "compare",
    "laid_out", "settle",
]  # fmt: skip
