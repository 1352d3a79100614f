"""What it means for a keyword to be in a text: pure functions, no files, no database."""
