"""Headers in TOML and JSON, as Hugo and Zola write them."""

from __future__ import annotations

import json
import re
from datetime import date, time

from kbviewer.library.fields import (
    DEEPEST,
    TOO_DEEP,
    Fields,
    MalformedHeaderError,
    UnreadableHeaderError,
    Warnings,
    put,
    said_by,
    twice,
)
from kbviewer.library.lines_header import Form

# A name of many parts takes the standard library's reader time that grows with their square.
_DOTTED = re.compile(
    r"""(?:(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+[ \t]*\.[ \t]*"""
    r"""|"[^"\n]{0,100}"[ \t]*\.[ \t]*|'[^'\n]{0,100}'[ \t]*\.[ \t]*){17}"""
)
_DIGITS = re.compile("[0-9A-Fa-f_]{3000}")


def read_toml(written: str) -> tuple[Fields, Warnings]:
    """The fields of a header; dates and numbers are their text.

    Raises:
        MalformedHeaderError: it is not TOML.
        UnreadableHeaderError: there is too much of it.
    """
    import tomllib  # noqa: PLC0415  few libraries have such headers

    if dotted := _DOTTED.search(written):
        raise UnreadableHeaderError(TOO_DEEP, written.count("\n", 0, dotted.start()))
    fields: Fields = {}
    try:
        for name, value in tomllib.loads(written, parse_float=str).items():
            _add(fields, name, value, is_in_list=False, depth=1)
    except RecursionError as error:
        raise UnreadableHeaderError(TOO_DEEP) from error
    except tomllib.TOMLDecodeError as error:
        line: int | None = getattr(error, "lineno", None)  # from Python 3.14 on
        line = None if line is None else line - 1
        raise MalformedHeaderError(said_by(str(error)), line, form="TOML") from error
    except ValueError as error:  # more digits than Python turns into a number, or the other way
        digits = _DIGITS.search(written)
        line = written.count("\n", 0, digits.start()) if digits else None
        raise MalformedHeaderError("a number in it has too many digits", line) from error
    return fields, []


_NAME = r"""(?:[\w-]{1,100}|"[^"]{1,100}"|'[^']{1,100}')"""
_NAMES = rf"({_NAME}(?:[ \t]*\.[ \t]*{_NAME}){{0,16}})"
TOML = Form(
    "TOML",
    re.compile(rf"[ \t]*{_NAMES}[ \t]*=[ \t]*(.*)"),
    re.compile(rf"[ \t]*\[\[?[ \t]*{_NAMES}[ \t]*\]\]?[ \t]*(?:#.*)?"),
    read_toml,
)


def read_json(text: str) -> tuple[Fields, Warnings, int]:
    """The fields of the JSON object at the beginning of a text, and where it ends.

    Raises:
        MalformedHeaderError: it is not JSON.
        UnreadableHeaderError: there is too much of it.
    """
    warnings: Warnings = []

    def object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names: dict[str, object] = {}
        for name, value in pairs:
            if name in names:
                warnings.append(twice(_whole(name)))
            names[name] = value
        return names

    decoder = json.JSONDecoder(
        object_pairs_hook=object_of, parse_int=str, parse_float=str, parse_constant=str
    )
    fields: Fields = {}
    try:
        found, end = decoder.raw_decode(text)
        for name, value in found.items():
            _add(fields, name, value, is_in_list=False, depth=1)
    except RecursionError as error:
        raise UnreadableHeaderError(TOO_DEEP) from error
    except json.JSONDecodeError as error:
        raise MalformedHeaderError(said_by(error.msg), error.lineno - 1, form="JSON") from error
    return fields, warnings, end


def _add(fields: Fields, name: str, value: object, *, is_in_list: bool, depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableHeaderError(TOO_DEEP)
    name = _whole(name.strip().lower())
    if isinstance(value, dict | list) and not is_in_list:
        fields[name] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            _add(fields, f"{name}.{key}", inner, is_in_list=is_in_list, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _add(fields, name, inner, is_in_list=True, depth=depth + 1)
    else:
        put(fields, name, _written(value), is_in_list=is_in_list)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    return _whole(str(value))


def _whole(text: str) -> str:
    """A text without halves of characters, which JSON can name."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
