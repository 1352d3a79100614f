"""Decides which texts are certain to be rendered fast.

Python-Markdown and nh3 have inputs that take them minutes. A text is cheap if that is impossible,
for these reasons:

- They go through the whole text a fixed number of times. Only headings, footnotes and tags cost
  further passes, so these are counted here. Tags must be well formed, and not among those whose
  content follows other rules.
- All else is done to one block at a time, as ``text/blocks.py`` finds them. Each character of
  markup and each line may make the parser go through the rest of the block a fixed number of
  times. So a block costs no more than its length times the number of both.
- Code in a language that is coloured is not cheap: nothing is known about Pygments.

The constants were measured: ``tests/render/test_cost.py`` renders texts that are made to cost as
much as a cheap text may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kbviewer.render.code_highlighting import is_highlighted
from kbviewer.text.blocks import (
    Block,
    CodeBlock,
    Heading,
    HtmlBlock,
    Paragraph,
    Table,
    leaves,
)

MAX_LENGTH = 20_000
"""The length of a cheap text, in characters."""
MAX_COST = 2_000_000
"""The sum over its blocks: characters times the number of markup characters and lines."""
_MAX_LINES = 1_000
_MAX_HEADINGS = 200
_MAX_FOOTNOTES = 50
_MAX_TAGS = 200
_MAX_COMMENTS = 3
_MARKUP = re.compile(r"[\\`*_\[\]!(<&~|{=$%@:]")
_TAG = re.compile(
    r"</?(?!(?:script|style|title|textarea|xmp|iframe|noembed|noframes|noscript|plaintext)\b)"
    r"[a-z][a-z0-9_-]{0,30}(?: [a-z-]{1,30}=\"[^\"<>\n]{0,500}\"){0,10} ?/?>"
    r"|<https?://[^<>\s]{1,500}>"
    r"|<(?![a-z/!?])",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--[^<>\n]{0,500}-->")


def is_cheap(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a text is certain to be rendered fast.

    Args:
        text: the Markdown.
        blocks: those of the text, as ``renderer.read_blocks`` returns them.
    """
    if len(text) > MAX_LENGTH or text.count("\n") > _MAX_LINES or text.count("[^") > _MAX_FOOTNOTES:
        return False
    texts: list[str] = []
    headings = 0
    for block in leaves(blocks):
        if isinstance(block, Table):
            texts += (cell for row in block.rows for cell in row)
        elif isinstance(block, CodeBlock):
            if is_highlighted(block.lines, block.info):
                return False
        elif isinstance(block, Paragraph | Heading | HtmlBlock):
            texts.append("\n".join(block.lines))
            headings += isinstance(block, Heading)
    rest = "\n".join(texts)
    tags, comments = rest.count("<"), len(_COMMENT.findall(rest))
    return (
        sum(map(_block_cost, texts)) <= MAX_COST
        and headings <= _MAX_HEADINGS
        and tags <= _MAX_TAGS
        and comments <= _MAX_COMMENTS
        and tags == len(_TAG.findall(rest)) + comments
    )


def _block_cost(block: str) -> int:
    return len(block) * (1 + block.count("\n") + len(_MARKUP.findall(block)))
