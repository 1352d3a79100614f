"""The command line: the parser, the commands, and what they print."""

from kbviewer.cli.main import entry

__all__ = ["entry"]
