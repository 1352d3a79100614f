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
        ├── PatternError    the user's pattern of quotations cannot be read
        ├── PrintError      an article cannot be printed or saved as PDF
        ├── UsageError      the command line asks for something that does not exist
        ├── TranslationError  the file of a language cannot be read
        ├── QtError         Qt cannot be loaded
        └── NoScreenError   there is no screen to open a window on

Anything else that is raised is a bug of the program and goes to the excepthook with its
traceback.
"""

from __future__ import annotations

from kbviewer.i18n import QT_TR_NOOP, Message

_REASONS = (
    QT_TR_NOOP("Permission denied"),
    QT_TR_NOOP("Operation not permitted"),
    QT_TR_NOOP("No such file or directory"),
    QT_TR_NOOP("Not a directory"),
    QT_TR_NOOP("Is a directory"),
    QT_TR_NOOP("No space left on device"),
    QT_TR_NOOP("Disk quota exceeded"),
    QT_TR_NOOP("Read-only file system"),
    QT_TR_NOOP("Too many open files"),
    QT_TR_NOOP("Too many levels of symbolic links"),
    QT_TR_NOOP("File name too long"),
    QT_TR_NOOP("Input/output error"),
    QT_TR_NOOP("Bad file descriptor"),
    QT_TR_NOOP("database or disk is full"),
    QT_TR_NOOP("attempt to write a readonly database"),
    QT_TR_NOOP("unable to open database file"),
    QT_TR_NOOP("disk I/O error"),
)
"""What systems and SQLite say most often; any other reason is quoted as it is."""


def reason_of(error: Exception) -> Message:
    """Why a system call or a statement failed, in the system's or SQLite's words."""
    return Message(getattr(error, "strerror", None) or str(error))


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

    def __init__(self, message: str, what: Message | None = None) -> None:
        super().__init__(message)
        self.what = what or Message(message)


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


class PatternError(KnownError):
    """A pattern of quotations cannot be read; the message says what is wrong with it."""


class PrintError(KnownError):
    """An article cannot be printed or saved as PDF."""


class UsageError(KnownError):
    """A command was called with arguments that cannot be carried out."""


class TranslationError(KnownError):
    """The file with the messages in a language is missing or damaged; they stay in English."""


class QtError(KnownError):
    """Qt, or its plugin for the screen, cannot be loaded; the message says what to install."""


class NoScreenError(KnownError):
    """There is no screen to open a window on."""
