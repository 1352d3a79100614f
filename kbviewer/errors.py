"""Every error that a person can meet, in one tree.

::

    KbviewerError
    └── KnownError          the environment's or the person's doing: told kindly, no traceback
        ├── LibraryError    the folder is not there, is no folder, or cannot be listed
        │   └── UnwatchedError  it can be read, but its changes are not seen as they happen
        ├── ArticleError    one file cannot be read
        ├── StoreError      the index cannot be written or read where it lies
        ├── HomeError       no home folder is known, and none named instead
        ├── PageError       a page to import cannot be read, or holds no article
        ├── WriteError      an imported article cannot be written
        ├── UsageError      the command line asks for something that is not there
        ├── QtError         Qt cannot be loaded
        └── NoScreenError   there is no screen to open a window on

Anything else that is raised is a bug of the program's own and goes to the excepthook with its
traceback.
"""

from __future__ import annotations


class KbviewerError(Exception):
    """The root of the tree; its message is written for the person."""


class KnownError(KbviewerError):
    """Something outside the program is not as it should be; the message says what to do."""


class LibraryError(KnownError):
    """The library's folder cannot be used."""


class UnwatchedError(LibraryError):
    """Changes in the library's folder are not seen as they happen; it can be read all the same.

    Args:
        message: all that is known of it.
        what: one short sentence.
        command: what ends it, typed into a terminal, or "".
    """

    def __init__(self, message: str, what: str, command: str = "") -> None:
        super().__init__(message)
        self.what = what
        self.command = command


class ArticleError(KnownError):
    """One file of the library cannot be read.

    Args:
        message: a whole sentence that names the file.
        what: what is wrong with it, for a list that names the file beside it.

    Attributes:
        what: the latter; the message where there is none.
    """

    def __init__(self, message: str, what: str = "") -> None:
        super().__init__(message)
        self.what = what or message


class StoreError(KnownError):
    """The index file cannot be written or read."""


class HomeError(KnownError):
    """No folder is known in which the user's files could lie."""


class PageError(KnownError):
    """A saved page cannot be imported."""


class WriteError(KnownError):
    """An imported article cannot be written where it should go."""


class UsageError(KnownError):
    """A command was called in a way that cannot be carried out."""


class QtError(KnownError):
    """Qt, or its plugin for the screen, cannot be loaded; the message says what to install."""


class NoScreenError(KnownError):
    """No screen answers, so no window can open."""
