"""The index: one SQLite file derived from the folder, disposable and rebuilt at will."""
