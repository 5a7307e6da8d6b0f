"""Connecting a Google spreadsheet without a programmer: the pasted key, the sheet's address, the checklist.

    key = read_key(pasted)                      whatever was pasted or uploaded → Key, or Mistake
    sheet = read_address(typed)                 an address or an id → the id, or Mistake
    for step in check(key, sheet): …            ten steps, each ok, warn, failed or waiting
    secrets_text(key, sheet)                    the finished secrets.toml

A key is held in memory only; nothing here prints it, logs it or puts it into an error.
"""

from sheets.connecting.address import read_address
from sheets.connecting.checklist import STEPS, Step, check, make_tabs, not_tried
from sheets.connecting.finished import secrets_text
from sheets.connecting.key import Key, read_key
from sheets.connecting.mistakes import Mistake

__all__ = [
    "STEPS",
    "Key",
    "Mistake",
    "Step",
    "check",
    "make_tabs",
    "not_tried",
    "read_address",
    "read_key",
    "secrets_text",
]
