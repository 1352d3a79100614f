"""Saved pages to Markdown files: the one room that writes, and only what it is told to."""
