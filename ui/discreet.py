"""What the log may hold: every line without keys, tokens, phone numbers and e-mail addresses."""

from __future__ import annotations

import logging

from sheets.private import without_keys


class Discreet(logging.Filter):
    """Scrubs a record before any handler sees it, its traceback too: an exception may quote the cell it failed on."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_keys(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = without_keys(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


def discreet_log() -> logging.Logger:
    """The board's log, scrubbed."""
    log = logging.getLogger("lumbung")
    if not any(isinstance(each, Discreet) for each in log.filters):
        log.addFilter(Discreet())
    return log
