"""Workbooks with everything that people put into theirs, made in the test run, and what a save leaves of them."""
