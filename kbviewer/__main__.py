"""``python -m kbviewer``: the same as the command ``kbviewer``."""

from kbviewer.cli import entry

if __name__ == "__main__":
    entry()
