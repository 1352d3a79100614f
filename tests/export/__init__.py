"""Exports: what is written, read back by the parsers of others and by people's rules."""
