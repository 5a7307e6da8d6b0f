"""What a spreadsheet's locale decides: separators, order of a date, names of months and days, the currency."""

from __future__ import annotations

from dataclasses import dataclass

from tests.google_api.errors import unimplemented


@dataclass(frozen=True)
class Locale:
    name: str
    decimal: str
    group: str
    day_first: bool
    date: str
    time: str
    currency: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]
    groups_plain: bool = False  # are plain numbers with a fraction shown in groups of thousands?

    @property
    def date_time(self) -> str:
        return f"{self.date} {self.time}"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ENGLISH = Locale(
    name="en_US",
    decimal=".",
    group=",",
    day_first=False,
    date="M/d/yyyy",
    time="h:mm:ss am/pm",
    currency='"$"#,##0.00',
    months=_words("January February March April May June July August September October November December"),
    short_months=_words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    days=_words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    short_days=_words("Mon Tue Wed Thu Fri Sat Sun"),
)
BRITISH = Locale(**{**ENGLISH.__dict__, "name": "en_GB", "day_first": True, "date": "dd/MM/yyyy", "time": "HH:mm:ss"})
INDONESIAN = Locale(
    name="id_ID",
    decimal=",",
    group=".",
    day_first=True,
    date="dd/MM/yyyy",
    time="HH.mm.ss",
    currency='"Rp"#,##0.00',
    months=_words("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"),
    short_months=_words("Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des"),
    days=_words("Senin Selasa Rabu Kamis Jumat Sabtu Minggu"),
    short_days=_words("Sen Sel Rab Kam Jum Sab Min"),
    groups_plain=True,
)
LOCALES = {locale.name: locale for locale in (ENGLISH, BRITISH, INDONESIAN)} | {"in_ID": INDONESIAN, "": ENGLISH}


def locale_named(name: str) -> Locale:
    """The locale, or a loud refusal where this server does not know it: better than a wrong date."""
    if name not in LOCALES:
        raise unimplemented(f"the locale '{name}'")
    return LOCALES[name]
