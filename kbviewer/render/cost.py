"""Decides which texts are certain to be rendered fast.

Python-Markdown and nh3 have inputs that take them minutes. A text is cheap if that is impossible,
for these reasons:

- They go through the whole text a fixed number of times. Only headings, footnotes and tags cost
  further passes, so these are counted here. Tags must be well formed, and not among those whose
  content follows other rules.
- Code between fences is taken out first, in one pass, where ``fences.py`` has written the fences.
- All else is done to one block at a time, between empty lines. Each character of markup and each
  line may make the parser go through the rest of the block a fixed number of times. So a block
  costs no more than its length times the number of both.

The constants were measured: ``tests/render/test_cost.py`` renders texts that are made to cost as
much as a cheap text may.
"""

from __future__ import annotations

import re

MAX_LENGTH = 20_000
"""The length of a cheap text, in characters."""
MAX_COST = 2_000_000
"""The sum over its blocks: characters times the number of markup characters and lines."""
_MAX_LINES = 1_000
_MAX_HEADINGS = 200
_MAX_FOOTNOTES = 50
_MAX_TAGS = 200
_MAX_COMMENTS = 3
_MAX_INDENT = 40  # spaces before a line
_MARKUP = re.compile(r"[\\`*_\[\]!(<>&~|{]")
_HEADING = re.compile(r"^[ \t]*(?:#|=+[ \t]*$|-+[ \t]*$)", re.MULTILINE)
_FENCE = re.compile(r"(`{3,}|~{3,})[\w#.+-]*")
_TAG = re.compile(
    r"</?(?!(?:script|style|title|textarea|xmp|iframe|noembed|noframes|noscript|plaintext)\b)"
    r"[a-z][a-z0-9_-]{0,30}(?: [a-z-]{1,30}=\"[^\"<>\n]{0,500}\"){0,10} ?/?>"
    r"|<https?://[^<>\s]{1,500}>"
    r"|<(?![a-z/!?])",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--[^<>\n]{0,500}-->")
_DEEPLY_NESTED = re.compile(
    rf"^(?:[ \t]{{{_MAX_INDENT + 1}}}|[ \t]*(?:(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]+|>[ \t]*){{4}})",
    re.MULTILINE,
)


def is_cheap(text: str) -> bool:
    """Whether a text is certain to be rendered fast.

    Args:
        text: as ``renderer.prepare_markdown`` returns it.
    """
    if len(text) > MAX_LENGTH or text.count("\n") > _MAX_LINES or text.count("[^") > _MAX_FOOTNOTES:
        return False
    blocks = _blocks(text)
    rest = "\n".join(blocks)
    tags, comments = rest.count("<"), len(_COMMENT.findall(rest))
    return (
        sum(map(_block_cost, blocks)) <= MAX_COST
        and tags <= _MAX_TAGS
        and comments <= _MAX_COMMENTS
        and tags == len(_TAG.findall(rest)) + comments
        and len(_HEADING.findall(rest)) <= _MAX_HEADINGS
        and _DEEPLY_NESTED.search(rest) is None
    )


def _block_cost(block: str) -> int:
    return len(block) * (1 + block.count("\n") + len(_MARKUP.findall(block)))


def _blocks(text: str) -> list[str]:
    """The blocks between empty lines, without fenced code."""
    blocks: list[str] = []
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if fence:
            fence = "" if line.rstrip() == fence else fence
        elif opened := _FENCE.fullmatch(line):
            fence = opened[1]
        elif line.strip():
            lines.append(line)
            continue
        if lines:
            blocks.append("\n".join(lines))
            lines.clear()
    return [*blocks, "\n".join(lines)]
