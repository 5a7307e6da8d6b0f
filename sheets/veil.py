"""The mark that stands on screen for what this visitor may not see."""

HIDDEN = "•••"
