r"""Messages in the user's language.

English messages stand in the code. Their translations are in ``resources/translations``: a ``.ts``
file, edited with Qt Linguist, and the ``.qm`` file made from it, which is loaded, by the terminal
without Qt. The language belongs to the process, as it does to Qt's application object. After a
message was changed::

    cd resources/translations
    pyside6-lupdate -locations none -no-obsolete -extensions py ../../kbviewer \
        -ts kbviewer_zh_CN.ts
    pyside6-linguist kbviewer_zh_CN.ts
    pyside6-lrelease kbviewer_zh_CN.ts
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ENGLISH = "en"
CHINESE = "zh_CN"
LANGUAGES = (ENGLISH, CHINESE)
"""The languages of the program, English first."""
_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_MESSAGES = 0x69  # the tag of the section with the messages
_END, _SOURCE_TEXT, _CONTEXT, _COMMENT, _TRANSLATION = 1, 6, 7, 8, 3  # tags in a message
_LENGTH_BYTES = 4
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

_translations: Mapping[tuple[str, str], str] = {}
_language = ENGLISH


def tr(text: str, comment: str = "") -> str:
    """``text`` in the user's language; ``comment`` tells apart messages that are equal in English.

    Named values are put in afterwards: ``tr("Saved as {path}").format(path=path)``.
    """
    return _translations.get((text, comment), text)


def QT_TR_NOOP(text: str) -> str:  # noqa: N802  the name that lupdate finds
    """Mark a text of a table as a message; ``tr`` translates it where it is shown."""
    return text


def plural(number: int, one: str, many: str, **values: object) -> str:
    """``one`` or ``many``, both translated, with the number for ``{n}`` and values by name."""
    return (one if number == 1 else many).format(n=f"{number:,}", **values)


class Message(NamedTuple):
    """A message that is translated where it is shown, in whatever process it was made.

    ::

        Message(QT_TR_NOOP("it is larger than {size}")).format(size="4 MB")

    Attributes:
        text: in English.
        values: what its placeholders stand for, by name.
    """

    text: str
    values: tuple[tuple[str, str | Message], ...] = ()

    def format(self, **values: str | Message) -> Message:
        """The message with these values."""
        return Message(self.text, tuple(values.items()))

    def __str__(self) -> str:
        values = dict(self.values)
        return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), tr(self.text))


def language() -> str:
    """The language of the messages, one of ``LANGUAGES``."""
    return _language


def set_language(name: str, folder: Path) -> None:
    """Translate messages from now on.

    Args:
        name: one of ``LANGUAGES``.
        folder: where the ``.qm`` files are.

    Raises:
        ValueError: there is no such language, or its file is none.
        OSError: its file is missing or cannot be read.
    """
    global _language, _translations  # noqa: PLW0603  one language for the process
    if name not in LANGUAGES:
        raise ValueError(f"no language {name!r}")
    if name == _language:
        return
    if name == ENGLISH:
        _translations = {}
    else:
        _translations = read_qm((folder / f"kbviewer_{name}.qm").read_bytes())
    _language = name


def closest_language(names: Iterable[str]) -> str:
    """The first of some locales' languages that the program has, else English.

    Any Chinese is nearer to simplified Chinese than to English.

    Args:
        names: such as ``zh_CN.UTF-8``, ``zh-Hant-TW``, ``en``; the first that is known counts.
    """
    for name in names:
        code = name.lower().partition(".")[0].partition("@")[0].replace("_", "-").split("-")[0]
        if code == "en":
            return ENGLISH
        if code == "zh":
            return CHINESE
    return ENGLISH


def system_language() -> str:
    """The language of the user's locale, without asking Qt."""
    variables = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    if chosen := next(filter(None, variables), ""):
        if chosen.partition(".")[0] in ("C", "POSIX"):  # gettext ignores LANGUAGE there
            return ENGLISH
        return closest_language([*os.environ.get("LANGUAGE", "").split(":"), chosen])
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  on Windows only
        import locale  # noqa: PLC0415

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return closest_language([locale.windows_locale.get(number, "")])
    return ENGLISH


def read_qm(content: bytes) -> dict[tuple[str, str], str]:
    """The translations in a ``.qm`` file, by English text and comment.

    The format is that of ``QTranslator``: sections of a tag, a length and bytes; a message is a
    list of fields of the same form and ends with a tag alone.

    Raises:
        ValueError: it is no such file, or it is cut.
    """
    if not content.startswith(_MAGIC):
        raise ValueError("not a .qm file")
    for tag, section in _fields(content[len(_MAGIC) :]):
        if tag == _MESSAGES:
            return dict(_messages(section))
    return {}


def _messages(section: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    values: dict[int, bytes] = {}
    for tag, value in _fields(section):
        if tag == _END:
            source, comment = (values.get(one, b"").decode() for one in (_SOURCE_TEXT, _COMMENT))
            yield (source, comment), values.get(_TRANSLATION, b"").decode("utf-16-be")
            values = {}
        else:
            values[tag] = value


def _fields(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Tags and values; the end of a message has no value."""
    position = 0
    while position < len(content):
        tag = content[position]
        position += 1
        if tag == _END:
            yield tag, b""
            continue
        if len(content) - position < _LENGTH_BYTES:
            raise ValueError("the file is cut")
        length = int.from_bytes(content[position : position + _LENGTH_BYTES])
        position += _LENGTH_BYTES
        if len(content) - position < length:
            raise ValueError("the file is cut")
        yield tag, content[position : position + length]
        position += length
