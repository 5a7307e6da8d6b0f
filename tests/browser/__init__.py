"""Real Chromium on a real server: what a person sees."""
