"""Ids of files and their paths: a path is the system's name of a file, an id is always Unicode.

Names that are not UTF-8 come with archives from Chinese Windows. In a path, Python has a lone
surrogate for each byte that cannot be decoded (PEP 383), which no index, page or JSON can hold. The
id of such a name has ``%D6`` for each such byte and ``%25`` for each ``%``; the name is shown
decoded as GB18030. Each part of a path is encoded by itself.

Every other name is its own id, with a ``%`` or without, except a name that looks like an encoded
one, such as ``%D6.md``: its ``%`` are ``%25`` too, and so on for what looks like that. So ids and
names correspond one to one, whatever other files come and go.
"""

from __future__ import annotations

import os
import re

_ESCAPED_BYTES = re.compile("(?:%25|%[89A-F][0-9A-F])+")
_ESCAPED_PERCENTS = re.compile("(?:[^%]|%25)*")


def path_to_id(path: str) -> str:
    """The id of a file or folder.

    Args:
        path: with forward slashes, as the system names it.
    """
    if "%" not in path and (path.isascii() or is_unicode(path)):
        return path
    return "/".join(map(_name_to_id, path.split("/")))


def id_to_path(file_id: str) -> str:
    """The path of a file or folder: the inverse of ``path_to_id``."""
    return "/".join(map(_id_to_name, file_id.split("/"))) if "%" in file_id else file_id


def display_name(file_id: str) -> str:
    """An id, or the last parts of one, as it is shown."""
    return display_path(id_to_path(file_id)) if "%" in file_id else file_id


def display_path(path: str | os.PathLike[str]) -> str:
    """A path as it is shown: names that are not Unicode decoded as GB18030, else with �."""
    path = os.fspath(path)
    return path if is_unicode(path) else "/".join(map(_display_name, path.split("/")))


def is_unicode(name: str) -> bool:
    """Whether a name is Unicode, without lone surrogates; others cannot be stored or shown."""
    if name.isascii():
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _name_to_id(name: str) -> str:
    if is_unicode(name):
        return name.replace("%", "%25") if _looks_escaped(name) else name
    return _escaped(name)


def _id_to_name(name_id: str) -> str:
    if not _looks_escaped(name_id):
        return name_id
    name = _unescaped(name_id)
    return name_id.replace("%25", "%") if name is None else name


def _looks_escaped(name: str) -> bool:
    """Whether it looks like the id of a name that is not Unicode, escaped once or repeatedly."""
    while "%" in name:
        if _unescaped(name) is not None:
            return True
        if not _ESCAPED_PERCENTS.fullmatch(name):
            return False
        name = name.replace("%25", "%")
    return False


def _escaped(name: str) -> str:
    def escape(char: str) -> str:
        if char == "%":
            return "%25"
        if "\ud800" <= char <= "\udfff":
            return "".join(f"%{byte:02X}" for byte in os.fsencode(char))
        return char

    return "".join(map(escape, name))


def _unescaped(name_id: str) -> str | None:
    """The name with this id if there is one that is not Unicode, else None."""
    try:
        pieces, end = [], 0
        for escaped in _ESCAPED_BYTES.finditer(name_id):
            pieces += [os.fsencode(name_id[end : escaped.start()])]
            pieces += [bytes.fromhex(escaped[0].replace("%", ""))]
            end = escaped.end()
        name = os.fsdecode(b"".join((*pieces, os.fsencode(name_id[end:]))))
    except UnicodeError:  # not a possible file name
        return None
    return None if is_unicode(name) or _escaped(name) != name_id else name


def _display_name(name: str) -> str:
    if is_unicode(name):
        return name
    raw = os.fsencode(name)
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode(errors="replace")
