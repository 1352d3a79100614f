"""CSL-JSON: the items of the Citation Style Language, as Zotero, pandoc and citeproc read them.

The fields are those of https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kbviewer.export.names import Name
from kbviewer.export.reference import Reference, date_parts


def csl_json(references: Iterable[Reference]) -> str:
    """References as a JSON list of items."""
    return json.dumps(list(map(csl_item, references)), ensure_ascii=False, indent=2) + "\n"


def csl_item(reference: Reference) -> dict[str, Any]:
    """A reference as an item, without the fields that it lacks."""
    item = {
        "id": reference.id,
        "type": "article-newspaper" if reference.is_newspaper else "webpage",
        "title": reference.title,
        "author": list(map(_csl_name, reference.authors)),
        "container-title": reference.source,
        "issued": _csl_date(reference.date),
        "accessed": _csl_date(reference.accessed),
        "URL": reference.url,
        "language": reference.lang,
    }
    return {field: value for field, value in item.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    if name.is_literal:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _csl_date(text: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [date_parts(text)]} if text else {}
