"""Every error that a user can meet, in one tree.

::

    KbviewerError
    └── KnownError          outside the program: shown as a message, without a traceback
        ├── LibraryError    the folder is missing, is not a folder, or cannot be listed
        │   └── WatchError  it can be read, but its changes are not seen as they happen
        ├── ArticleError    one file cannot be read
        ├── IndexFileError  the index file cannot be written or read
        ├── GlossaryError   the user's list of terms cannot be read
        ├── HomeError       no home folder is known, and none is named instead
        ├── SavedPageError  a page to import cannot be read, or has no article in it
        ├── WriteError      an imported article cannot be written
        ├── PrintError      an article cannot be printed or saved as PDF
        ├── UsageError      the command line asks for something that does not exist
        ├── QtError         Qt cannot be loaded
        └── NoScreenError   there is no screen to open a window on

Anything else that is raised is a bug of the program and goes to the excepthook with its
traceback.
"""

from __future__ import annotations


class KbviewerError(Exception):
    """The root of the tree; its message is written for the user."""


class KnownError(KbviewerError):
    """Something outside the program is wrong; the message says what to do."""


class LibraryError(KnownError):
    """The library's folder cannot be used."""


class WatchError(LibraryError):
    """Changes in the library's folder are not seen as they happen; it can be read all the same.

    Args:
        message: all details.
        what: one short sentence.
        command: a terminal command that fixes it, or "".
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
        what: the latter; the message if there is none.
    """

    def __init__(self, message: str, what: str = "") -> None:
        super().__init__(message)
        self.what = what or message


class IndexFileError(KnownError):
    """The index file cannot be written or read."""


class GlossaryError(KnownError):
    """The user's list of terms in two languages cannot be read."""


class HomeError(KnownError):
    """No folder is known for the user's files."""


class SavedPageError(KnownError):
    """A saved page cannot be imported."""


class WriteError(KnownError):
    """An imported article cannot be written."""


class PrintError(KnownError):
    """An article cannot be printed or saved as PDF."""


class UsageError(KnownError):
    """A command was called with arguments that cannot be carried out."""


class QtError(KnownError):
    """Qt, or its plugin for the screen, cannot be loaded; the message says what to install."""


class NoScreenError(KnownError):
    """There is no screen to open a window on."""
