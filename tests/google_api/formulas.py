"""A tiny set of formulas: arithmetic, comparisons, references, a few functions; others keep their given answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.google_api import a1
from tests.google_api.cells import Cell, Scalar, plain, serial
from tests.google_api.errors import ApiError
from tests.google_api.model import Sheet, Spreadsheet

Json = Any
TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<op><>|<=|>=|[-+*/^&=<>(),;:%])
    |(?P<ref>(?:(?:'(?:[^']|'')*'|[^\W\d]\w*)!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d*)?(?!\w|\())
    |(?P<name>[A-Za-z_][\w.]*))""",
    re.VERBOSE,
)
DEEPEST = 50


class CellError(Exception):
    """An answer like #NAME? or #DIV/0!"""


def effective(book: Spreadsheet, sheet: Sheet, cell: Cell, depth: int = 0) -> Scalar:
    """What the cell holds once its formula is worked out; the answer given with it wins."""
    if cell.formula is None:
        return cell.value
    if cell.result is not None:
        return cell.result
    try:
        if depth > DEEPEST:
            raise CellError("#REF!")
        answer = _Reader(book, sheet, cell.formula[1:], depth).answer()
    except CellError as error:
        return str(error)
    return plain(answer) if isinstance(answer, float) else answer


def number_format(cell: Cell) -> Json:
    """The cell's number format; TODAY and NOW bring their own."""
    if cell.number_format is None and cell.formula:
        name = cell.formula[1:].strip().upper()
        kind = {"TODAY()": "DATE", "NOW()": "DATE_TIME"}.get(name)
        return {"type": kind} if kind else None
    return cell.number_format


class _Reader:
    """Works out one formula by recursive descent."""

    def __init__(self, book: Spreadsheet, sheet: Sheet, text: str, depth: int) -> None:
        self.book, self.sheet, self.depth = book, sheet, depth
        self.tokens = self._tokens(text)
        self.at = 0

    def _tokens(self, text: str) -> list[tuple[str, str]]:
        tokens, place = [], 0
        while text[place:].strip():
            match = TOKEN.match(text, place)
            if not match or match.lastgroup is None:
                raise CellError("#REF!" if "#REF!" in text else "#ERROR!")
            tokens.append((match.lastgroup, match.group(match.lastgroup)))
            place = match.end()
        return tokens

    def answer(self) -> Scalar:
        value = self._single(self._comparison())
        if self.at < len(self.tokens):
            raise CellError("#ERROR!")
        return value

    def _take(self, *wanted: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "op" and self.tokens[self.at][1] in wanted:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def _comparison(self) -> Json:
        left = self._joined()
        while op := self._take("=", "<>", "<", "<=", ">", ">="):
            left = _compare(op, self._single(left), self._single(self._joined()))
        return left

    def _joined(self) -> Json:
        left = self._sum()
        while self._take("&"):
            left = _text(self._single(left)) + _text(self._single(self._sum()))
        return left

    def _sum(self) -> Json:
        left = self._product()
        while op := self._take("+", "-"):
            right = _number(self._single(self._product()))
            left = _number(self._single(left)) + (right if op == "+" else -right)
        return left

    def _product(self) -> Json:
        left = self._sign()
        while op := self._take("*", "/"):
            right = _number(self._single(self._sign()))
            if op == "/" and right == 0:
                raise CellError("#DIV/0!")
            left = _number(self._single(left)) * right if op == "*" else _number(self._single(left)) / right
        return left

    def _sign(self) -> Json:
        if op := self._take("+", "-"):
            value = self._sign()
            return -_number(self._single(value)) if op == "-" else value
        left = self._atom()
        if self._take("^"):
            left = _number(self._single(left)) ** _number(self._single(self._sign()))
        return _number(self._single(left)) / 100 if self._take("%") else left

    def _atom(self) -> Json:
        if self._take("("):
            value = self._comparison()
            self._close()
            return value
        if self.at >= len(self.tokens):
            raise CellError("#ERROR!")
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        return self._reference(text) if kind == "ref" else self._named(kind, text)

    def _named(self, kind: str, name: str) -> Json:
        if kind != "name":
            raise CellError("#ERROR!")
        if name.upper() in ("TRUE", "FALSE"):
            return name.upper() == "TRUE"
        function = FUNCTIONS.get(name.upper())
        if function is None or not self._take("("):
            raise CellError("#NAME?")
        arguments = []
        while not self._take(")"):
            arguments.append(self._comparison())
            if not self._take(",", ";"):
                self._close()
                break
        return function(self, arguments)

    def _close(self) -> None:
        if not self._take(")"):
            raise CellError("#ERROR!")

    def _reference(self, text: str) -> list[Scalar]:
        try:
            book = self.book
            sheet, rect = book.resolve(text) if "!" in text else book.resolve(f"{a1.quoted(self.sheet.title)}!{text}")
        except ApiError as error:
            raise CellError("#REF!") from error
        bottom = min(rect.bottom, max(len(sheet.rows), rect.top + 1))
        return [
            effective(book, sheet, sheet.cell(row, col), self.depth + 1)
            for row in range(rect.top, bottom)
            for col in range(rect.left, rect.right)
        ]

    def _single(self, value: Json) -> Scalar:
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, str) and re.fullmatch(r"#(REF|NAME|VALUE|DIV/0|N/A|ERROR|NUM)[!?]?", value):
            raise CellError(value)
        return value  # type: ignore[no-any-return]

    def now(self) -> datetime:
        zone = str(self.book.properties.get("timeZone", "Etc/GMT"))
        return datetime.now(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _number(value: Scalar) -> float:
    if value is None:
        return 0.0
    if isinstance(value, str):
        raise CellError("#VALUE!")
    return float(value)


def _text(value: Scalar) -> str:
    if value is None:
        return ""
    return str(plain(value) if isinstance(value, float) else value)


def _compare(op: str, left: Scalar, right: Scalar) -> bool:
    same = left == right or (isinstance(left, str) and isinstance(right, str) and left.casefold() == right.casefold())
    if op in ("=", "<>"):
        return same == (op == "=")
    less = left < right if type(left) is type(right) else _number(left) < _number(right)  # type: ignore[operator]
    return {"<": less, "<=": less or same, ">": not less and not same, ">=": not less}[op]


def _flat(arguments: list[Json]) -> list[Scalar]:
    return [item for argument in arguments for item in (argument if isinstance(argument, list) else [argument])]


def _numbers(arguments: list[Json]) -> list[float]:
    return [float(item) for item in _flat(arguments) if isinstance(item, (int, float)) and not isinstance(item, bool)]


def _average(_: _Reader, arguments: list[Json]) -> float:
    numbers = _numbers(arguments)
    if not numbers:
        raise CellError("#DIV/0!")
    return sum(numbers) / len(numbers)


def _if(reader: _Reader, arguments: list[Json]) -> Json:
    padded = [*arguments, None, None][:3]
    return padded[1] if reader._single(padded[0]) else padded[2]


def _date(reader: _Reader, arguments: list[Json]) -> float:
    year, month, day = (int(_number(reader._single(part))) for part in arguments[:3])
    return serial(datetime(year, month, day))


FUNCTIONS: dict[str, Callable[[_Reader, list[Json]], Json]] = {
    "SUM": lambda _, arguments: sum(_numbers(arguments)),
    "AVERAGE": _average,
    "MIN": lambda _, arguments: min(_numbers(arguments), default=0),
    "MAX": lambda _, arguments: max(_numbers(arguments), default=0),
    "COUNT": lambda _, arguments: len(_numbers(arguments)),
    "COUNTA": lambda _, arguments: sum(item is not None for item in _flat(arguments)),
    "ROUND": lambda reader, a: round(_number(reader._single(a[0])), int(_number(reader._single(a[1] if a[1:] else 0)))),
    "IF": _if,
    "CONCATENATE": lambda _, arguments: "".join(_text(item) for item in _flat(arguments)),
    "TODAY": lambda reader, _: serial(reader.now().date()),
    "NOW": lambda reader, _: serial(reader.now()),
    "DATE": _date,
}
