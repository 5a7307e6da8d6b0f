"""`python -m tests.score FOLDER`: every file of FOLDER/manifest.json; exit 1 where a value is wrong without a word."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.score.reading import Score, score


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.score", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    scores = [score(folder / each["file"], each["expected"]) for each in listed if (folder / each["file"]).exists()]
    for each in scores:
        print(each.line())
    print(total(scores))
    return 1 if not scores or any(each.wrong for each in scores) else 0


def total(scores: list[Score]) -> str:
    """All files in one line."""
    header = [each.header for each in scores if each.header is not None]
    records = [each.records for each in scores if each.records is not None]
    columns, asked = sum(each.columns for each in scores), sum(each.asked for each in scores)
    right, told = sum(each.right for each in scores), sum(each.told for each in scores)
    lost, wrong = sum(len(each.lost) for each in scores), sum(len(each.wrong) for each in scores)
    return (
        f"{len(scores)} files: header {sum(header)}/{len(header)}, records {sum(records)}/{len(records)}, "
        f"columns {columns}/{asked}, values {right} right, {told} told, {lost} silently lost, {wrong} silently wrong"
    )


if __name__ == "__main__":
    raise SystemExit(main())
