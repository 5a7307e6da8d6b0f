"""Frames as a snapshot makes them, from a few words: every declared column, every companion column."""

from datetime import date
from typing import Any

import pandas as pd

_COLUMNS = {
    "partners": """name short_name sector status forum_role role_ends:date contact phone email backup_contact
        backup_phone capacity:many needs influence interest groups:many area lat:number lon:number joined:date
        call_order:number called_by:refs consent:bool website notes""",
    "goals": """title kind theme reason strategy start:date due:date lead:ref agreed_by:refs review:date weight:number
        status notes""",
    "tasks": """title goal:ref kind lead:ref supporting:refs start:date due:date duration done_on:date status
        progress:number priority milestone:bool depends_on:refs budget:number spent:number place output obstacle
        evidence meeting:ref notes""",
    "indicators": """name goal:ref level definition source unit direction aggregation baseline:number baseline_date:date
        target:number target_date:date interim_targets frequency disaggregate:many lead:ref weight:number framework
        catalogue active:bool deviation notes""",
    "measurements": """indicator:ref date:date value:number female:number male:number disability:number children:number
        adults:number older:number area evidence recorded_by notes""",
    "issues": """title description type category cause reported_on:date reporter anonymous:bool channel parties:refs
        task:ref goal:ref impact urgency confidentiality stage stage_since:date stage_reason lead:ref mediator:ref
        interests options agreement follow_up:refs acknowledged_on:date closed_on:date escalated_to review:date
        satisfaction:number lesson area notes""",
    "meetings": """title kind date:date time place chair:ref invited:refs attended:refs female:number male:number
        disability:number agenda decisions minutes status repeats notes""",
    "agreements": """title kind cooperation parties:refs content duties start:date ends:date review:date stage
        advocacy_target link goal:ref notes""",
    "lessons": "date:date kind title content partner:ref task:ref goal:ref idea_stage evidence public:bool notes",
    "resources": """name kind partner:ref asset_category funding_source amount:number unit unit_cost:number value:number
        stage due:date goal:ref task:ref spent:number emergency:bool lat:number lon:number evidence mapped_with:many
        notes""",
}


def day(text: str | date | None) -> pd.Timestamp:
    return pd.Timestamp(text) if text is not None else pd.NaT  # type: ignore[return-value]


def frame(table: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """A table's frame; references are given as ids (`lead="M-01"`), imprecise dates as pairs (`due=("…", "…")`)."""
    ids = [row.get("id", f"~{number}") for number, row in enumerate(rows, start=2)]
    data: dict[str, Any] = {}
    for word in _COLUMNS[table].split():
        key, _, kind = word.partition(":")
        data |= _column(key, kind, [row.get(key) for row in rows])
    return pd.DataFrame(data, index=pd.Index(ids, name="id", dtype=object))


def _column(key: str, kind: str, cells: list[Any]) -> dict[str, Any]:
    if kind == "date":
        return _date(key, cells)
    if kind == "number":
        return {key: pd.Series(cells, dtype="float64").to_numpy()}
    many = [cell if cell is None or isinstance(cell, tuple) else (cell,) for cell in cells]
    if kind in ("many", "refs"):
        return {key: _objects(many)} | ({f"{key}_ids": _objects(many)} if kind == "refs" else {})
    return {key: _objects(cells)} | ({f"{key}_id": _objects(cells)} if kind == "ref" else {})


def _objects(cells: list[Any]) -> Any:
    return pd.Series(cells, dtype=object).to_numpy()


def _date(key: str, cells: list[Any]) -> dict[str, Any]:
    ranges = [cell if isinstance(cell, tuple) else (cell, cell) for cell in cells]
    starts, ends = [day(low) for low, _ in ranges], [day(high) for _, high in ranges]
    edge = starts if key in ("start", "joined") else ends
    stamped = {key: edge, f"{key}_from": starts, f"{key}_to": ends}
    return {name: pd.Series(values, dtype="datetime64[s]").to_numpy() for name, values in stamped.items()}
