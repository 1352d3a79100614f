"""Renders Markdown to HTML that is safe and bounded, and decides what a link in it may do.

A text becomes blocks (``text/blocks.py``), these become elements (``element_builder.py``), in which
Python-Markdown reads what is inside the lines (``markdown_extensions.py``); nh3 sanitises the page
(``markdown_to_html.py``). ``cost.py`` decides whether that is certain to be fast; if it is not, a
process that can be killed does it (``render_process.py``).
"""
