"""Keeps the index up to date while the window is open."""
