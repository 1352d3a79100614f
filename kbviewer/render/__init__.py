"""The reader: Markdown to HTML that is safe to show, and what a link in it may do."""
