"""What something costs, so that a busy machine makes no test red."""

from __future__ import annotations

import time
from collections.abc import Callable


def cpu_seconds(action: Callable[[], object], limit: float = 0.0) -> float:
    """The least processor time of an action in three runs: what else runs can only add to it.

    Args:
        action: what to run.
        limit: where a run takes no longer than this, no other follows.
    """
    least = float("inf")
    for _ in range(3):
        began = time.process_time()
        action()
        least = min(least, time.process_time() - began)
        if least <= limit:
            break
    return least
