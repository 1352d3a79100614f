"""What is wrong with a header, in words of our own for those of the libraries that read it."""

from __future__ import annotations

_BRACKET = "a bracket is not closed"
_QUOTE = "a quotation mark is not closed"
_BACKSLASH = "a backslash stands in quotation marks where it may not"
_NEEDS_QUOTES = "a value begins with a sign for which it needs quotation marks"
_VALUE = "a value is missing, or not in quotation marks"
_CONTROL = "it holds a control character"

TAB = "a tab stands where YAML takes only blanks"
NO_FIELDS = "it holds no “name: value” lines"
NO_COLON = "a line has no colon with a blank behind it"
BEHIND = "something stands behind the end of a value"
OUT_OF_LINE = "a line is not in line with those above it"

# A part of what libyaml or PyYAML says, and what it means.
_YAML = (
    ("control characters", _CONTROL),
    ("special characters", _CONTROL),
    ("mapping values are not allowed", "a colon stands where YAML takes none"),
    ("tab character", TAB),
    ("character '\\t'", TAB),
    ("',' or ", _BRACKET),
    ("unexpected end of stream", _QUOTE),
    ("escape", _BACKSLASH),
    ("hexdecimal", _BACKSLASH),
    ("hexadecimal", _BACKSLASH),
    ("expected ':'", NO_COLON),
    ("cannot start any token", _NEEDS_QUOTES),
    ("alphabetic or numeric", _NEEDS_QUOTES),
    ("are not allowed", _NEEDS_QUOTES),
    ("node content", _NEEDS_QUOTES),
    ("comment or", _NEEDS_QUOTES),
    ("chomping", _NEEDS_QUOTES),
    ("indentation indicator", _NEEDS_QUOTES),
    ("tag", _NEEDS_QUOTES),
    ("expected '>'", _NEEDS_QUOTES),
)
# The beginnings of what the standard library says.
_TOML = (
    ("Invalid date", "a date or time in it is none"),
    ("Cannot", "a name stands twice"),
    ("Duplicate", "a name stands twice"),
    ("Unclosed", _BRACKET),
    ("Expected ']", _BRACKET),
    ("Unterminated", _QUOTE),
    ("Expected \"'", _QUOTE),
    ("Illegal character '\\n'", _QUOTE),
    ("Found invalid character '\\n'", _QUOTE),
    ("Illegal character", _CONTROL),
    ("Found invalid character", _CONTROL),
    ("Unescaped", _BACKSLASH),
    ("Escaped", _BACKSLASH),
    ("Invalid hex", _BACKSLASH),
    ("Invalid value", _VALUE),
    ("Invalid", "a line is no “name = value”"),
    ("Expected '='", "a line has no “=”"),
    ("Expected newline", BEHIND),
)
_JSON = (
    ("Unterminated", _QUOTE),
    ("Invalid control", _CONTROL),
    ("Invalid", _BACKSLASH),
    ("Expecting property name", "a name is missing, or not in quotation marks"),
    ("Expecting ','", "a comma or a closing bracket is missing"),
    ("Expecting ':'", "a name has no colon behind it"),
    ("Expecting value", _VALUE),
    ("Illegal trailing comma", "a comma stands before a closing bracket"),
)


def yaml_reason(said: str) -> tuple[str, bool]:
    """What libyaml or PyYAML says, in our words, and whether the line where it began says more."""
    reason = next((reason for part, reason in _YAML if part in said), "YAML cannot read it")
    return reason, reason in (_BRACKET, _QUOTE, NO_COLON)


def toml_reason(said: str) -> str:
    """What the standard library says of TOML, in our words."""
    return _begun(_TOML, said, "TOML cannot read it")


def json_reason(said: str, *, is_at_line_end: bool) -> str:
    """What the standard library says of JSON, in our words."""
    if is_at_line_end and said.startswith("Invalid control"):
        return _QUOTE
    return _begun(_JSON, said, "JSON cannot read it")


def _begun(table: tuple[tuple[str, str], ...], said: str, otherwise: str) -> str:
    return next((reason for part, reason in table if said.startswith(part)), otherwise)
