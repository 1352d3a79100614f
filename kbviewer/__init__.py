"""kbviewer: find anything in a folder of Markdown excerpts, at once and offline."""

__version__ = "0.1.0"
