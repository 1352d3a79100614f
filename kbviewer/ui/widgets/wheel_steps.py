"""The wheel in whole steps: a high-resolution wheel or a touchpad sends parts of one."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent

_STEP = 120  # eighths of a degree, as Qt counts


class WheelSteps:
    """Adds up how far the wheel was turned."""

    def __init__(self) -> None:
        self._angle = 0  # what is left of a step

    def add(self, event: QWheelEvent) -> int:
        """The steps that are complete with an event; up is positive."""
        angle = event.angleDelta().y()
        if angle * self._angle < 0:  # it was turned back
            self._angle = 0
        self._angle += angle
        steps = int(self._angle / _STEP)
        self._angle -= steps * _STEP
        return steps

    def reset(self) -> None:
        """Forget what is left of a step."""
        self._angle = 0
