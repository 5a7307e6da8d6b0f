"""How well real spreadsheets are read: Lumbung's reading beside a careful person's.

`python -m tests.score FOLDER` reads FOLDER/manifest.json:

    {"files": [{"file": "rencana.xlsx", "expected": {
        "sheet": "Sheet1", "header_row": 4, "record_count": 28,
        "mapping_columns": {"title": "B", "due": "F"},
        "samples": [{"row": 6, "field": "due", "value": "2026-03-31"}]}}]}

Rows are 1-based as a person sees them, letters are the sheet's own, values are what the cell means: ISO dates, plain
numbers, percents 0–100, choices by their words. `header_row` may be "4-5". What is not there is not scored.
"""
