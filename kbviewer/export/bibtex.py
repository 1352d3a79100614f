r"""BibTeX, as BibTeX, biber and reference managers read it.

A page of the web is ``@online``, which biblatex defines and older styles treat as ``@misc``; what
a newspaper printed is ``@article``. Braces in a text are written as commands, because BibTeX counts
them even behind a backslash. A second pair of braces around a title keeps its capitals, one around
a name keeps it whole. Addresses are verbatim in biblatex: nothing in them is escaped by TeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from kbviewer.export.markup import safe_url
from kbviewer.export.names import Name
from kbviewer.export.reference import Reference

_COMMANDS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip
_SPECIAL = re.compile("[{}]".format(re.escape("".join(_COMMANDS))))
_NOT_IN_KEY = re.compile("[^a-z0-9]+")
_LONGEST_KEY = 40
_LANGUAGES = {"en": "english", "zh": "chinese", "ja": "japanese", "de": "german", "fr": "french"}
"""The names that biblatex and babel have for languages."""
_FIRST_AND = re.compile(r"\band\b", re.IGNORECASE)


def bibtex(references: Iterable[Reference]) -> str:
    """References as the text of a ``.bib`` file, each entry with a key of its own."""
    references = list(references)
    keys = entry_keys(references)
    return "\n".join(_entry(*pair) for pair in zip(keys, references, strict=True))


def entry_keys(references: Iterable[Reference]) -> list[str]:
    """A key for each reference, no two of them equal, whatever their case.

    A key is made of the file's name, so that it is the same in every export; of two files with one
    name the later one has a number.
    """
    keys: dict[str, None] = {}
    for reference in references:
        key = stem = _stem(reference)
        number = 1
        while key in keys:
            number += 1
            key = f"{stem}-{number}"
        keys[key] = None
    return list(keys)


def _stem(reference: Reference) -> str:
    name = reference.id.rpartition("/")[2].rpartition(".")[0].lower()
    stem = _NOT_IN_KEY.sub("-", name).strip("-")[:_LONGEST_KEY].strip("-")
    if re.search("[a-z]", stem) and name.isascii():
        return stem
    digest = sha256(reference.id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"kb-{reference.date[:4] or 'nd'}-{digest[:8]}"


def _entry(key: str, reference: Reference) -> str:
    source = "journal" if reference.is_newspaper else "organization"
    fields = {
        "author": " and ".join(map(_author, reference.authors)),
        "title": f"{{{escape(reference.title)}}}",
        source: f"{{{escape(reference.source)}}}" if reference.source else "",
        "entrysubtype": "newspaper" if reference.is_newspaper else "",
        "date": reference.date,
        "year": reference.date[:4],
        "url": safe_url(reference.url),
        "urldate": reference.accessed,
        "langid": _LANGUAGES.get(reference.lang[:2], ""),
        "language": escape(reference.lang),
    }
    kind = "article" if reference.is_newspaper else "online"
    lines = [f"  {field} = {{{value}}},\n" for field, value in fields.items() if value]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _author(name: Name) -> str:
    if name.is_literal:
        return f"{{{escape(name.family)}}}"
    parts = (name.family, name.suffix, name.given)
    return ", ".join(_part(part) for part in parts if part)


def _part(text: str) -> str:
    """A part of a name, in braces where BibTeX would part it."""
    escaped = escape(text)
    return f"{{{escaped}}}" if "," in text or _FIRST_AND.search(text) else escaped


def escape(text: str) -> str:
    """``text`` without signs that TeX or BibTeX would read as their own."""
    return _SPECIAL.sub(lambda sign: _COMMANDS[sign[0]], text)
