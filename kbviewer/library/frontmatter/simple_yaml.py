"""The usual YAML header, read without YAML: ``name: value`` lines and plain lists.

What it reads, it reads as YAML does; what could be anything else it leaves to YAML.
"""

from __future__ import annotations

import re

from kbviewer.library.frontmatter.fields import NULL_VALUES, FieldValues

# Controls, tabs and what ends a line in YAML or is no character of it.
_UNUSUAL_CHARACTER = re.compile(
    "[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_PLAIN_START = r"""[^ \-?:,\[\]{}#&*!|>'"%@`]"""
_DOUBLE_QUOTED = (
    r'"([^"\\]*(?:\\["\\][^"\\]*)*)"'  # of its escapes only those of quote and backslash
)
_VALUE = rf"""(?:{_DOUBLE_QUOTED}|'([^']*)'|({_PLAIN_START}.*))"""
_FIELD = re.compile(rf"([A-Za-z_][A-Za-z0-9_-]{{0,99}}):(?: +(?:\[([^\[\]]*)\]|{_VALUE}))? *")
_ITEM = re.compile(rf"( *)- +{_VALUE} *")
_PLAIN_ITEMS = re.compile(r"""[^{}"'#:&*!|>%@`\\?]*""")
_QUOTED_ITEMS = re.compile(r"""(?: *"[^"\\]*" *,)* *"[^"\\]*" *|(?: *'[^']*' *,)* *'[^']*' *""")
_ESCAPED = re.compile(r"\\(.)")
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")


def parse_simple_yaml(written: str) -> FieldValues | None:
    """The fields of a simple header, or None for one that YAML has to read."""
    if _UNUSUAL_CHARACTER.search(written):
        return None
    fields: FieldValues = {}
    name = ""
    items: list[str] = []
    indent = ""
    for line in written.split("\n"):
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
        written_name, listed, double, single, plain = match.groups()
        key = written_name.lower()
        if key in fields:
            return None  # YAML's reader warns of it
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
