"""The time of publication, as people and tools write it."""

from __future__ import annotations

import re
from datetime import date, datetime

_WRITTEN = re.compile(
    r"""\s* (?P<year>[0-9]{4})
    (?: \s*[-/.年]\s* (?P<month>[0-9]{1,2})
      (?: \s*[-/.月]\s* (?P<day>[0-9]{1,2}) \s*日?
        (?: [T\s]\s* (?P<hour>[0-9]{1,2}) : (?P<minute>[0-9]{2})
          (?: :[0-9]{2} (?:[.,][0-9]{1,9})? )?
          \s* (?P<zone>Z|UTC|[+-][0-9]{2}:?[0-9]{2})?
    )? )? \s*月? )? \s*年? \s*""",
    re.VERBOSE | re.ASCII,
)
_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])(?![0-9])")


def parse_published(written: str) -> str | None:
    """A written date or time in the form that sorts, or None where it is neither.

    ``2025-08-11 20:41``, ``2025/8/11``, ``2025年8月11日``, ``2025-08`` and ``2025`` are read, and
    ISO 8601 with seconds and a zone; a time with a zone is turned into local time.
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    year, month, day, hour, minute, zone = match.groups()
    try:
        if month is None:
            return date(int(year), 1, 1).strftime("%Y").zfill(4)
        if day is None:
            return date(int(year), int(month), 1).isoformat()[:7]
        if hour is None:
            return date(int(year), int(month), int(day)).isoformat()
        plain = f"{year}-{int(month):02}-{int(day):02} {int(hour):02}:{minute}"
        offset = "" if zone is None else "+00:00" if zone in ("Z", "UTC") else zone
        moment = datetime.fromisoformat(plain + offset)
        if offset:
            moment = moment.astimezone()
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%d %H:%M").zfill(16)


def published_in_name(name: str) -> str:
    """The date in a file's name (``2025-08-11-title.md``, ``20250811``), or ""."""
    match = _IN_NAME.search(name)
    return (parse_published("-".join(match.groups())) or "") if match else ""
