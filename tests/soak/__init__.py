"""Meetings of app, people and faults, thousands of them, each from a seed: what is promised of writing must hold.

`python -m tests.soak --help`; `make soak` runs it all. One meeting is two app processes that edit and append in one
spreadsheet while a person works in it and the line fails; afterwards every cell and every history line is counted.

What is right is decided by when a write came in, not by when its save was told so: a lost answer is heard later than
the next person's edit. That moment is read from the history tab, whose lines are in the same request as the cells.
A save that finds its value standing already, put there by somebody else since it was asked for, writes nothing; whoever
changes that cell afterwards has seen it, so the later value stands. Nobody could do better without a lock.
"""
