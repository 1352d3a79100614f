"""Made-up pages of search results."""

from __future__ import annotations

from kbviewer.text.display import display_width

LONG_LINE = "商家说，新的规则让开店更容易，也让顾客更放心，平台还会继续听取意见，并在秋天公布结果"
"""A Chinese text of one line, without a blank."""


def results_page(*, sign: str = "· ", gap: str = "\n") -> str:
    """Three results, ``sign`` between source and time, ``gap`` between the lines."""
    results = [
        ("直播间新规落地", f"示例日报{sign}2025-08-11 20:41", f"{LONG_LINE}。"),
        ("Sellers welcome lower fees", f"Example Times{sign}2025-08-10 09:05",
         "Sellers said on 2025-08-09 that fees fell. The platform, 2025-08-01, had no comment."),
        ("仓库一日达 试点扩大", f"物流周刊 (Wu Liu Zhou Kan){sign}2025-07-28 05:19",
         f"{LONG_LINE}，8月22日，又开了两家 ..."),
    ]  # fmt: skip
    return gap.join(line for result in results for line in result) + "\n"


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of so many columns, as a page breaks Chinese."""
    lines = [""]
    for char in text:
        if display_width(lines[-1] + char) > columns:
            lines.append("")
        lines[-1] += char
    return lines
