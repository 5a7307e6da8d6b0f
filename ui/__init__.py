"""The Streamlit pieces that screens share. A page needs only `import ui` (and `from forum import …` for the rules).

    board = ui.page("tasks")              guard, language, style, shared snapshot → Board
    ui.header(board, name, headline)      green name line, the data's age, the finding as h1

Board     .tables["tasks"] typed rows by id (shared: never change them) · .once(key, build): computed once for all
          .label(table, column) · .word(choices, key) · .choice(choices, key) · .column(table, key) · .has(table, key)
          .takes(table, key) · .today · .zone · .settings · .schema · .snapshot · .forum · .language · .phone · .meeting
          .role · .may_write · .demo
          .may(right, table) · .sees(table, column): what `sheets.roles` gives this visitor's role;
          .snapshot, .tables and .forum hold and write only what that role may see
Words     ui.say("tasks.headline.none", n=3) from config/words/<language>/tasks.toml · number · money · percent
          day · short_day · clock · relative · count_word · upper_first · known
Marks     give `Html`; every plain text in them is escaped. ui.show(*marks) draws them.
          chip(text, tone, shape) · choice_chip(choice, language) · grain · grains · bar · bullet · spark · legend
          cell · facts · table · link · bold · soft · div · join · safe
          plain(text): for cell text where Streamlit reads Markdown (labels of buttons, menus, toasts, expanders)
Blocks    draw: section(title, aside) · tiles([Tile]) · rows([Row]) · good_news(lines)
          notice(title, *lines, tone=, shape=) · empty(title, line, action, on_click=) · steps · stepper
Lists     ui.filters(board, frame, table, columns) → the rows that match; the choice is kept and in the address
          ui.paged(items, key) → (the first 25, how many are left); ui.more(key, left) draws "25 lagi"
          ui.table_view(board, table, frame, columns): a plain table in the sheet's own words
          ui.blocks.open_line(html, key, label, on_click, args): a row that is pressed anywhere
          ui.address.recall(key, options, default) before a widget, .remember(key, default) after it
Missing   ui.missing.missing(board, table) · ui.missing.invite(board, table): the tab is made with one press
Forms     entry = ui.form(board, "tasks", key="new-task", columns=[…], values={…}, on_cancel=…)
          if entry: ui.save(board, "tasks", entry, key="new-task")       toast, conflict and refusals are said there
          ui.save(board, "tasks", {"status": "done"}, row=id, seen={"status": …}): a change without a form
"""

from ui.blocks import Row, Tile, empty, good_news, header, notice, row_html, rows, section, stepper, steps, tiles
from ui.fields import titles
from ui.forms import Entry, form
from ui.frame import Board, page
from ui.lists import filters, more, paged, table_view
from ui.marks import (
    bar,
    bold,
    bullet,
    cell,
    chip,
    choice_chip,
    div,
    facts,
    grain,
    grains,
    join,
    legend,
    link,
    plain,
    safe,
    show,
    soft,
    spark,
    table,
)
from ui.markup import Html
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
    "Board", "Entry", "Html", "Row", "Tile", "bar", "bold", "bullet", "cell", "chip", "choice_chip", "clock",
    "count_word", "day", "div", "empty", "facts", "filters", "form", "good_news", "grain", "grains", "header",
    "join", "known", "legend", "link", "money", "more", "notice", "number", "page", "paged", "percent", "plain",
    "relative", "row_html", "rows", "safe", "save", "say", "section", "short_day", "show", "shown", "soft", "spark",
    "stepper", "steps", "table", "table_view", "tiles", "titles", "upper_first",
]  # fmt: skip
