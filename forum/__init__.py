"""The forum's rules: pure functions on the frames of a snapshot.

Frames have the row's id as index; dates are `datetime64` with `NaT`, beside them `<key>_from` and `<key>_to` for
what was typed imprecisely; references have `<key>_id` or `<key>_ids`. `today` is always passed in. Nothing to measure
is `None`, `NaN` or `NaT`, never 0. Percents are 0–100, money is rupiah, durations are calendar days.
"""
