"""Imports saved pages as Markdown files: the one package that writes into a user's folder."""
