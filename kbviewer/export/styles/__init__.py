"""References as they are printed: a module for each style, free of any style file.

A style makes of a reference a list of ``Span`` (``spans.py``), which are joined as plain text, HTML
or Markdown.
"""
