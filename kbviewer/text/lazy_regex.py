"""Regular expressions that are compiled when they are first used.

Python takes a millisecond or more to compile a class of thousands of characters, as those of
Chinese; a search uses few of them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import cast


def lazy_compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, but an error in the pattern is raised at its first use."""
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._arguments)

    def __getattr__(self, name: str) -> object:
        """An attribute of the pattern; after its first use it is found without this method."""
        value = self.__dict__[name] = getattr(self._compiled, name)
        return value
