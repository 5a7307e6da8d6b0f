"""Meetings of app, people and faults, thousands of them, each from a seed: what is promised of writing must hold.

`python -m tests.soak --help`; `make soak` runs it all. One meeting is two app processes that edit and append in one
spreadsheet while a person works in it and the line fails; afterwards every cell and every history line is counted.
"""
