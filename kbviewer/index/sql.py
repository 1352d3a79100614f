"""Conditions: ``IN`` with any number of values, and which rows of ``topic`` are no tags.

A list is one parameter, as JSON: SQLite limits how many parameters a statement may have, and
prepares each number of them anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

IN_LIST = "IN (SELECT value FROM json_each(?))"
"""A condition whose parameter is made by ``json_list``."""

NO_TAG = "path NOT GLOB '/*'"
"""The condition of the rows of ``topic`` that are topics: see ``library.article.is_tag_path``."""


def json_list(values: Iterable[int | str]) -> str:
    """Values as the parameter of ``IN_LIST``."""
    return json.dumps(list(values))
