"""Headers in TOML and JSON, as Hugo and Zola write them."""

from __future__ import annotations

import json
import re
from datetime import date, time

from kbviewer.library.fields import (
    DEEPEST,
    TOO_DEEP,
    Fields,
    UnreadableHeaderError,
    Warnings,
    opened,
    put,
    twice,
)

# A name of many parts takes the standard library's reader time that grows with their square.
_DOTTED = re.compile(
    r"""(?:(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+[ \t]*\.[ \t]*"""
    r"""|"[^"\n]{0,100}"[ \t]*\.[ \t]*|'[^'\n]{0,100}'[ \t]*\.[ \t]*){17}"""
)


def read_toml(written: str) -> tuple[Fields, Warnings]:
    """The fields of a header; dates and numbers are their text.

    Raises:
        UnreadableHeaderError: it is not TOML, or too much of it.
    """
    import tomllib  # noqa: PLC0415  few libraries have such headers

    if _DOTTED.search(written):
        raise UnreadableHeaderError(TOO_DEEP)
    fields: Fields = {}
    try:
        for name, value in tomllib.loads(written, parse_float=str).items():
            _add(fields, name, value, is_in_list=False, depth=1)
    except RecursionError as error:
        raise UnreadableHeaderError(TOO_DEEP) from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableHeaderError(_reason(str(error))) from error
    except ValueError as error:  # more digits than Python turns into a number, or the other way
        raise UnreadableHeaderError("a number or date in it is none") from error
    return opened(fields), []


def read_json(text: str) -> tuple[Fields, Warnings, int]:
    """The fields of the JSON object at the beginning of a text, and where it ends.

    Raises:
        UnreadableHeaderError: it is not JSON, or too much of it.
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
        raise UnreadableHeaderError(f"{error.msg} (line {error.lineno})") from error
    return opened(fields), warnings, end


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


def _reason(message: str) -> str:
    """What the reader says, with the line as it is counted in the file."""
    found = re.fullmatch(r"(.*) \(at line ([0-9]+), column [0-9]+\)", message, re.DOTALL)
    return f"{found[1]} (line {int(found[2]) + 1})" if found else message.partition(" (at ")[0]
