"""The folder of Markdown files: what is true. It is only ever read."""
