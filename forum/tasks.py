"""Tasks, all rules in one place to import from."""

from forum.clashes import Clash, clashes
from forum.dependencies import cycles, out_of_order, predecessors, slips
from forum.rollup import overall, rollup
from forum.task_flow import asks_to_finish, moves, needs_reason, proposal
from forum.task_state import REMINDER_DAYS, assess, effective_progress

__all__ = [
    "REMINDER_DAYS", "Clash", "asks_to_finish",
    "assess", "clashes", "cycles", "effective_progress", "moves", "needs_reason",
    "out_of_order", "overall", "predecessors", "proposal", "rollup", "slips",
]  # fmt: skip
