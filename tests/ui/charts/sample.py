"""A small timeline: three bars, a milestone and a clash, seen from 21 November 2026."""

from datetime import date

from ui.charts.rows import Band, Bar, Mark

TODAY = date(2026, 11, 21)


def bar(key: str = "TG-1", **changes) -> Bar:
    begin, end = changes.get("begin", date(2026, 11, 10)), changes.get("end", date(2026, 12, 5))
    given = {
        "name": "Pelatihan kompos",
        "group": "Pangan lokal",
        "state": "in_progress",
        "begin": begin,
        "sure_begin": begin,
        "sure_end": end,
        "end": end,
        "label": "5 Des",
    }
    return Bar(id=key, **{**given, **changes})


LATE = bar("TG-2", name="Daftar ulang", end=date(2026, 11, 16), label="lewat 5 hari", days_late=5)
HOLLOW = bar("TG-3", state="not_started", begin=date(2026, 12, 7), end=date(2027, 2, 28), group="Air bersih",
             sure_end=date(2027, 2, 1), label="Februari 2027")  # fmt: skip
MILESTONE = bar(
    "TG-4", name="Dana desa cair", end=date(2026, 11, 30), milestone=True, group="Air bersih", label="30 Nov"
)
BARS = [bar(), LATE, HOLLOW, MILESTONE]
BAND = Band("TG-1", "TG-3", date(2026, 12, 7), date(2026, 12, 10), "bertemu 7–10 Des")
MEETINGS = [Mark(date(2026, 11, 28), "rapat 28 Nov"), Mark(date(2026, 12, 26), "rapat 26 Des")]
