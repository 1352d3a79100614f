"""Renders Markdown to HTML that is safe and bounded, and decides what a link in it may do."""
