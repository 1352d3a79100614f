"""Numbers of things, as the window says them."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """``1 hit``, ``2 hits``, ``1,234 articles``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
