"""Front matter in YAML.

The usual front matter, ``name: value`` lines and plain lists, is parsed here, four times as fast as
YAML; whatever could be anything else is left to ``yaml_events``.
"""

from __future__ import annotations

import re

from kbviewer.library.frontmatter.fields import NULL_VALUES, FieldValues, Syntax
from kbviewer.library.problems import Finding

# Control characters, tabs, and what ends a line in YAML or is not allowed in it.
_UNUSUAL_CHARACTER = re.compile(
    "[\x00-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_PLAIN_START = r"""[^ \-?:,\[\]{}#&*!|>'"%@`]"""
_DOUBLE_QUOTED = r'"([^"\\]*(?:\\["\\][^"\\]*)*)"'  # only quote and backslash are escaped in it
_VALUE = rf"""(?:{_DOUBLE_QUOTED}|'([^']*)'|({_PLAIN_START}.*))"""
_FIELD = re.compile(rf"([A-Za-z_][A-Za-z0-9_-]{{0,99}}):(?: +(?:\[([^\[\]]*)\]|{_VALUE}))? *")
_ITEM = re.compile(rf"( *)- +{_VALUE} *")
_PLAIN_ITEMS = re.compile(r"""[^{}"'#:&*!|>%@`\\?]*""")
_QUOTED_ITEMS = re.compile(r"""(?: *"[^"\\]*" *,)* *"[^"\\]*" *|(?: *'[^']*' *,)* *'[^']*' *""")
_ESCAPED = re.compile(r"\\(.)")
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")


def parse_yaml(source: str) -> tuple[FieldValues, list[Finding]]:
    """The fields of front matter in YAML.

    Raises:
        FrontMatterSyntaxError: it is not YAML.
        FrontMatterError: it holds what front matter has no need of.
    """
    if (fields := parse_simple_yaml(source)) is not None:
        return fields, []
    # It takes 11 ms to load, and few files need it.
    from kbviewer.library.frontmatter.yaml_events import parse_events  # noqa: PLC0415  as above

    return parse_events(source)


def parse_simple_yaml(source: str) -> FieldValues | None:
    """The fields of simple front matter, or None where YAML has to parse it."""
    if _UNUSUAL_CHARACTER.search(source):
        return None
    fields: FieldValues = {}
    name = ""
    items: list[str] = []
    indent = ""
    for line in source.split("\n"):
        match = _FIELD.fullmatch(line)
        if match is None:
            if not line:
                continue
            item = _ITEM.fullmatch(line)
            value = item and _scalar(item[2], item[3], item[4])
            if item is None or value is None or not name or (items and item[1] != indent):
                return None
            items.append(value)
            indent = item[1]
            fields[name] = items
            continue
        field_name, listed, double, single, plain = match.groups()
        key = field_name.lower()
        if key in fields:
            return None  # a duplicate, of which _parse_events warns
        name = ""
        if listed is not None:
            texts = _inline_list(listed)
            if texts is None:
                return None
            fields[key] = texts
        elif double is None and single is None and plain is None:
            fields[key] = ""
            name, items = key, []
        else:
            text = _scalar(double, single, plain)
            if text is None:
                return None
            fields[key] = text
    return fields


def _scalar(double: str | None, single: str | None, plain: str | None) -> str | None:
    if double is not None:
        return _ESCAPED.sub(r"\1", double) if "\\" in double else double
    if plain is None:
        return single
    text = plain.rstrip(" ")
    if ": " in text or " #" in text or text[-1] == ":":
        return None
    return "" if text in NULL_VALUES else text


def _inline_list(listed: str) -> list[str] | None:
    """The texts between brackets."""
    if _PLAIN_ITEMS.fullmatch(listed):
        texts = [text.strip(" ") for text in listed.split(",")]
        if all(text and text[0] != "-" for text in texts):
            return ["" if text in NULL_VALUES else text for text in texts]
        return None if texts != [""] else []
    if _QUOTED_ITEMS.fullmatch(listed):
        return [double or single for double, single in _QUOTED.findall(listed)]
    return None


# A name of several words needs a space after the colon, a single word does not: “key:value”.
YAML = Syntax(
    "YAML",
    re.compile(
        r"""("[^"]{1,100}"|'[^']{1,100}'"""
        r"""|[^\W\d][\w.-]{0,99}(?:[ ][\w.-]{1,99}){0,3}(?=:[ \t]|:$)|[^\W\d][\w.-]{0,99})"""
        r"""[ \t]*[:：](?!//)[ \t]*(.*)"""
    ),
    None,
    parse_yaml,
)
