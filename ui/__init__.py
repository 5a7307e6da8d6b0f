"""The Streamlit pieces that screens share. A page needs only `import ui` (and `from forum import …` for the rules).

    board = ui.page("tasks")                       guard, language, style, shared snapshot → Board
    ui.header(board, name, headline)               green name line, data's age, the finding as h1
    …
    board.tables["tasks"]                          typed rows, index = id (shared: never change them)
    board.once(key, build)                         build() once for all visitors, until rows or day change
    board.label(table, column) · board.word(choices, key) · board.choice(choices, key) · board.has(table, column)
    board.today · .settings · .schema · .snapshot · .forum · .language · .phone · .meeting · .role · .may_write

Words     ui.say("tasks.headline.none", n=3)       from config/words/<language>/tasks.toml
          ui.number · money · percent · day · short_day · clock · relative · count_word · upper_first · known
Marks     return `Html`, everything plain is escaped: ui.chip(text, tone, shape) · choice_chip(choice, language) · grain ·
          grains · bar · bullet · spark · legend · cell · facts · table · link · bold · soft · join · safe; ui.show(*marks) draws
Blocks    draw in place: ui.section(title, aside) · tiles([Tile]) · rows([Row]) · good_news(lines) · notice(title, *lines,
          tone=, shape=) · empty(title, line, action, on_click=) · steps(entries, now) · stepper(entries)
Lists     ui.filters(board, frame, table, columns, key) → the rows that match; choices are kept and stand in the address
          ui.paged(items, key) → the first 25, with "25 lagi" below · ui.table_view(board, table, frame, columns)
Forms     entry = ui.form(board, "tasks", key="new-task", columns=[…], values={…}, on_cancel=…)
          if entry: ui.save(board, "tasks", entry, row=None, key="new-task")     toast, conflict, refusals: all said there
          ui.save(board, "tasks", {"status": "done"}, row=id, seen={"status": …})  for a change without a form
"""

from ui.blocks import Row, Tile, empty, good_news, header, notice, row_html, rows, section, stepper, steps, tiles
from ui.fields import titles
from ui.forms import Entry, form
from ui.frame import Board, page
from ui.lists import filters, paged, table_view
from ui.marks import (
    Html,
    bar,
    bold,
    bullet,
    cell,
    chip,
    choice_chip,
    facts,
    grain,
    grains,
    join,
    legend,
    link,
    safe,
    show,
    soft,
    spark,
    table,
)
from ui.saving import save, shown
from ui.words import (
    clock,
    count_word,
    day,
    known,
    money,
    number,
    percent,
    relative,
    say,
    short_day,
    upper_first,
)

__all__ = [
    "Board", "Entry", "Html", "Row", "Tile", "bar", "bold", "bullet", "cell", "chip", "choice_chip", "clock", "count_word", "day",
    "empty", "facts", "filters", "form", "good_news", "grain", "grains", "header", "join", "known", "legend", "link", "money",
    "notice", "number", "page", "paged", "percent", "relative", "row_html", "rows", "safe", "save", "say", "section", "short_day",
    "show", "shown", "soft", "spark", "stepper", "steps", "table", "table_view", "tiles", "titles", "upper_first",
]  # fmt: skip
