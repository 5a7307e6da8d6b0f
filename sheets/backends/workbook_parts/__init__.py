"""The parts of an .xlsx file, changed at their bytes: what was not asked for is never taken apart and put together.

`package` the zip · `markup` tags and text · `places` cells and ranges · `index` which part is which tab · `row` and
`sheet` cells · `values` what stands in them · `styles` looks · `made` new parts · `growth` what takes a new row in ·
`references`, `push`, `around` what moves when a row is pushed in.
"""
