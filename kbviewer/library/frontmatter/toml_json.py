"""Front matter in TOML and JSON, as Hugo and Zola write it."""

from __future__ import annotations

import json
import re
from datetime import date, time

from kbviewer.i18n import QT_TR_NOOP, Message
from kbviewer.library.frontmatter.fields import (
    MAX_DEPTH,
    TOO_DEEP,
    FieldValues,
    FrontMatterError,
    FrontMatterSyntaxError,
    Syntax,
    add_value,
    duplicate_warning,
    quote_parser,
)
from kbviewer.library.problems import Finding

# For a dotted name the time of the standard library's parser grows with the square of its parts.
_DEEP_DOTTED_NAME = re.compile(
    r"""(?:(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+[ \t]*\.[ \t]*"""
    r"""|"[^"\n]{0,100}"[ \t]*\.[ \t]*|'[^'\n]{0,100}'[ \t]*\.[ \t]*){17}"""
)
_DIGITS = re.compile("[0-9A-Fa-f_]{3000}")
_TOO_MANY_DIGITS = Message(QT_TR_NOOP("a number in it has too many digits"))


def parse_toml(source: str) -> tuple[FieldValues, list[Finding]]:
    """The fields of front matter in TOML; dates and numbers as strings.

    Raises:
        FrontMatterSyntaxError: it is not TOML.
        FrontMatterError: it is nested too deeply.
    """
    import tomllib  # noqa: PLC0415  few libraries have TOML in them

    if dotted := _DEEP_DOTTED_NAME.search(source):
        raise FrontMatterError(TOO_DEEP, source.count("\n", 0, dotted.start()))
    fields: FieldValues = {}
    try:
        for name, value in tomllib.loads(source, parse_float=str).items():
            _add_values(fields, name, value, is_in_list=False, depth=1)
    except RecursionError as error:
        raise FrontMatterError(TOO_DEEP) from error
    except tomllib.TOMLDecodeError as error:
        line: int | None = getattr(error, "lineno", None)  # from Python 3.14 on
        line = None if line is None else line - 1
        raise FrontMatterSyntaxError(quote_parser(str(error)), line, syntax="TOML") from error
    except ValueError as error:  # more digits than Python converts to or from an integer
        digits = _DIGITS.search(source)
        line = source.count("\n", 0, digits.start()) if digits else None
        raise FrontMatterSyntaxError(_TOO_MANY_DIGITS, line) from error
    return fields, []


_NAME = r"""(?:[\w-]{1,100}|"[^"]{1,100}"|'[^']{1,100}')"""
_DOTTED_NAMES = rf"({_NAME}(?:[ \t]*\.[ \t]*{_NAME}){{0,16}})"
TOML = Syntax(
    "TOML",
    re.compile(rf"[ \t]*{_DOTTED_NAMES}[ \t]*=[ \t]*(.*)"),
    re.compile(rf"[ \t]*\[\[?[ \t]*{_DOTTED_NAMES}[ \t]*\]\]?[ \t]*(?:#.*)?"),
    parse_toml,
)


def parse_json(text: str) -> tuple[FieldValues, list[Finding], int]:
    """The fields of the JSON object at the start of a text, and its length.

    Raises:
        FrontMatterSyntaxError: it is not JSON.
        FrontMatterError: it is nested too deeply.
    """
    warnings: list[Finding] = []

    def object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names: dict[str, object] = {}
        for name, value in pairs:
            if name in names:
                warnings.append(duplicate_warning(_without_surrogates(name)))
            names[name] = value
        return names

    decoder = json.JSONDecoder(
        object_pairs_hook=object_of, parse_int=str, parse_float=str, parse_constant=str
    )
    fields: FieldValues = {}
    try:
        found, end = decoder.raw_decode(text)
        for name, value in found.items():
            _add_values(fields, name, value, is_in_list=False, depth=1)
    except RecursionError as error:
        raise FrontMatterError(TOO_DEEP) from error
    except json.JSONDecodeError as error:
        raise FrontMatterSyntaxError(
            quote_parser(error.msg), error.lineno - 1, syntax="JSON"
        ) from error
    return fields, warnings, end


def _add_values(
    fields: FieldValues, name: str, value: object, *, is_in_list: bool, depth: int
) -> None:
    if depth > MAX_DEPTH:
        raise FrontMatterError(TOO_DEEP)
    name = _without_surrogates(name.strip().lower())
    if isinstance(value, dict | list) and not is_in_list:
        fields[name] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            _add_values(fields, f"{name}.{key}", inner, is_in_list=is_in_list, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _add_values(fields, name, inner, is_in_list=True, depth=depth + 1)
    else:
        add_value(fields, name, _as_text(value), is_in_list=is_in_list)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    return _without_surrogates(str(value))


def _without_surrogates(text: str) -> str:
    """A text without lone surrogates, which JSON can escape."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
