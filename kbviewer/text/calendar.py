"""Names of months, weekdays and parts of the day, as dates are written in English and Chinese.

The patterns are for ``re.IGNORECASE`` and contain no spaces, so that they also serve verbose ones.
"""

from __future__ import annotations

MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
"""A month's English name or its abbreviation."""
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
"""A day of the month as a cardinal or ordinal number."""
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
"""A weekday's English name or its abbreviation."""
CHINESE_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
"""A weekday's Chinese name."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month_number(name: str) -> int:
    """The month from 1 to 12 of a text that ``MONTH`` matches, or the value of digits."""
    return int(name) if name.isdigit() else _MONTHS.index(name[:3].lower()) + 1


def hour_of_day(hour: int, part: str) -> int | None:
    """The hour from 0 to 23 of an hour in a part of the day, or None where it is ambiguous.

    Args:
        hour: as written.
        part: ``上午``, ``凌晨``, ``早上``, ``中午``, ``下午``, ``晚上``;
            or ``a`` for AM, ``p`` for PM.
    """
    if part == "中午":
        return hour + 12 if 1 <= hour <= 3 else hour
    if hour == 0 or hour > 12:
        return None if part in "apAP" else hour
    if hour == 12 and part == "晚上":
        return None  # midnight of this day, or of the next
    return hour % 12 + 12 * (part in ("p", "P", "下午", "晚上"))
