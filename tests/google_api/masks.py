"""Field masks: `a.b,c(d,e/f)` as in the `fields` of a query and of an update."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from tests.google_api.errors import bad_mask

Json = Any
Mask = dict[str, Any]
TOKEN = re.compile(r"[A-Za-z_@$*][\w@$*]*|[.,()/]")

NAMES = """
    spreadsheetId properties sheets namedRanges spreadsheetUrl developerMetadata dataSources dataSourceSchedules
    title locale autoRecalc timeZone defaultFormat iterativeCalculationSettings spreadsheetTheme data merges
    importFunctionsExternalUrlAccessAllowed conditionalFormats filterViews protectedRanges basicFilter charts
    bandedRanges rowGroups columnGroups slicers tables sheetId index sheetType gridProperties hidden tabColor
    tabColorStyle rightToLeft rowCount columnCount frozenRowCount frozenColumnCount hideGridlines rowGroupControlAfter
    columnGroupControlAfter startRow startColumn rowData rowMetadata columnMetadata values userEnteredValue
    effectiveValue formattedValue userEnteredFormat effectiveFormat hyperlink note textFormatRuns dataValidation
    pivotTable dataSourceTable dataSourceFormula chipRuns numberFormat type pattern backgroundColor
    backgroundColorStyle borders padding horizontalAlignment verticalAlignment wrapStrategy textDirection textFormat
    hyperlinkDisplayType textRotation numberValue stringValue boolValue formulaValue errorValue message
    foregroundColor foregroundColorStyle fontFamily fontSize bold italic strikethrough underline link
    condition inputMessage strict showCustomUi hiddenByFilter hiddenByUser pixelSize dataSourceColumnReference
    namedRangeId name range startRowIndex endRowIndex startColumnIndex endColumnIndex replies updatedSpreadsheet
    protectedRangeId namedRange description warningOnly requestingUserCanEdit unprotectedRanges editors users groups
    domainUsersCanEdit ranges booleanRule gradientRule metadataId metadataKey metadataValue location visibility
    updatedRange updatedRows updatedColumns updatedCells updatedData updates tableRange valueRanges majorDimension
    clearedRange clearedRanges responses totalUpdatedRows totalUpdatedColumns totalUpdatedCells totalUpdatedSheets
    addSheet addNamedRange addProtectedRange findReplace valuesChanged occurrencesChanged rowsChanged sheetsChanged
    formulasChanged duplicateSheet addFilterView addDimensionGroup deleteDimensionGroup dimensionGroups dimension
    startIndex endIndex depth collapsed rgbColor themeColor red green blue alpha createDeveloperMetadata
    updateDeveloperMetadata deleteDeveloperMetadata deleteConditionalFormatRule rule locationType dimensionRange
    kind id mimeType createdTime modifiedTime nextPageToken files parents permissions emailAddress role owners
    webViewLink size trashed capabilities canEdit displayName photoLink deleted domain allowFileDiscovery content
    comments anchor matchedDeveloperMetadata starred version user permissionDetails pendingOwner
    incompleteSearch expirationTime trashedTime shared ownedByMe driveId"""
KNOWN = frozenset(NAMES.split())


def parse(text: str, known: Collection[str] = KNOWN) -> Mask:
    """The mask as nested dicts; an empty dict means "all that is below".  `known` empty: any name will do."""
    tokens = TOKEN.findall(text.replace("%2F", "/"))
    if "".join(tokens) != re.sub(r"\s+", "", text):
        raise bad_mask(text)
    mask: Mask = {}
    rest = _list(tokens, mask, "", known)
    if rest:
        raise bad_mask(text)
    return mask


def _list(tokens: list[str], mask: Mask, before: str, known: Collection[str]) -> list[str]:
    while tokens:
        tokens = _path(tokens, mask, before, known)
        if not tokens or tokens[0] != ",":
            return tokens
        tokens = tokens[1:]
    return tokens


def _path(tokens: list[str], mask: Mask, before: str, known: Collection[str]) -> list[str]:
    here, at = mask, before
    while tokens:
        name, tokens = tokens[0], tokens[1:]
        at = f"{at}.{name}" if at else name
        if name != "*" and known and name not in known:
            raise bad_mask(at)
        here = here.setdefault(name, {})
        if tokens and tokens[0] in "./":
            tokens = tokens[1:]
            continue
        if tokens and tokens[0] == "(":
            tokens = _list(tokens[1:], here, at, known)
            if not tokens or tokens[0] != ")":
                raise bad_mask(at)
            tokens = tokens[1:]
        return tokens
    raise bad_mask(at)


def wants(mask: Mask | None, *path: str) -> bool:
    """Does the mask select anything at this path?  No mask selects nothing but the default."""
    if mask is None:
        return False
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def below(mask: Mask | None, *path: str) -> Mask:
    """The part of the mask under a path that it selects; empty = all."""
    here = mask or {}
    for name in path:
        if not here or "*" in here:
            return {}
        here = here[name]
    return {} if "*" in here else here


def apply(mask: Mask | None, node: Json) -> Json:
    """What is left of a JSON value under the mask; messages that are there stay, if only as {}."""
    if not mask or "*" in mask:
        return node
    if isinstance(node, list):
        return [apply(mask, item) for item in node]
    if isinstance(node, dict):
        return {key: apply(mask[key], node[key]) for key in mask if key in node}
    return node


def update(target: Json, source: Json, mask: Mask) -> Json:
    """`target` with the masked fields taken from `source`; fields that the source lacks are cleared."""
    if not mask or "*" in mask:
        return pruned(source)
    result = dict(target or {})
    for name, deeper in mask.items():
        given = (source or {}).get(name)
        value = update(result.get(name) or {}, given or {}, deeper) if deeper else pruned(given)
        if value is None or value == {}:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def pruned(node: Json) -> Json:
    """A copy without nulls and without messages that held nothing else."""
    if isinstance(node, dict):
        kept = {key: pruned(value) for key, value in node.items() if value is not None}
        return {key: value for key, value in kept.items() if value is not None} or None
    return [pruned(item) for item in node] if isinstance(node, list) else node


def clone(node: Json) -> Json:
    return json.loads(json.dumps(node)) if isinstance(node, (dict, list)) else node
