"""The heading that is an article's title where its header has none."""

from __future__ import annotations

import re

from kbviewer.text.plaintext import HEADING_ID, strip_comments, strip_inline_markup

# A line that is a heading, underlines one, or opens or closes a block of code.
_LINE = re.compile(
    r"""^[ ]{0,3} (?: (?P<fence>`{3,}(?=[^`\n]*$)|~{3,}) (?P<info>.*)
    | (?P<marks>\#{1,6}) (?:[ \t]+(?P<text>.*))?
    | (?P<under>=+|-{2,}) [ \t]*
    )$""",
    re.MULTILINE | re.VERBOSE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# What may stand before a title: pictures, badges, tags, rules, what a site's generator fills in,
# and headings and quotes with nothing in them.
_NOT_TEXT = re.compile(
    r"""\[ [ ]* (?:!\[[^\[\]\n]*\]\([^()\n]*\)[ ]*)+ \]\([^()\n]*\)  # a picture that is a link
    | !\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])?
    | !\[\[[^\[\]\n]*\]\]
    | <[^<>]*> | \{%[^{}]*%\} | \{\{[^{}]*\}\} | \[\[?_?toc_?\]\]?
    | ^[ ]{0,3} [-*_](?:[ \t]*[-*_]){2,} [ \t]*$""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
_EMPTY_LINE_SIGNS = " \t\n#>"
_BLOCK_STARTS = ("- ", "* ", "+ ", "> ", "|")


def find_title(markdown: str) -> str:
    """The heading that is the title of a text, without its markup, or "".

    It is the first heading if no text stands before it. Behind some text it is one only if it is
    the one heading of level 1: what begins with text has its headings for its parts, which a title
    has none beside, and ``## Sources`` says less of it than the file's name.
    """
    if "#" not in markdown and "\n==" not in markdown and "\n--" not in markdown:
        return ""
    markdown = strip_comments(markdown, [])
    title, fence, end = "", "", 0
    for match in _LINE.finditer(markdown):
        before, end = end, match.end()
        if match["fence"]:
            if not fence:
                fence = match["fence"]
            elif match["fence"].startswith(fence) and not match["info"].strip():
                fence = ""
        elif not fence:
            start, written = _heading_at(markdown, match, before)
            if not written:
                # Equals signs are then a line of a paragraph, which only dashes would end.
                end = before if (match["under"] or "").startswith("=") else end
                continue
            is_top = match["marks"] == "#" or (match["under"] or "").startswith("=")
            if title:
                if is_top:
                    return ""
            elif title := strip_inline_markup(written):
                if not _NOT_TEXT.sub("", markdown[:start]).strip(_EMPTY_LINE_SIGNS):
                    return title
                if not is_top:
                    return ""
    return title


def _heading_at(markdown: str, match: re.Match[str], before: int) -> tuple[int, str]:
    """Where a heading begins, and its text, which is "" for what is none.

    Args:
        markdown: the whole.
        match: the line with its marks.
        before: the end of the last such line; no underlined heading begins earlier.
    """
    if match["marks"]:
        text = (match["text"] or "").strip()
        unclosed = text.rstrip("#")
        text = unclosed if not unclosed or unclosed[-1] in " \t" else text
        return match.start(), HEADING_ID.sub("", text)
    paragraph = markdown[before : match.start()]
    if paragraph.endswith("\n\n") or not paragraph.rpartition("\n")[0].rpartition("\n")[2].strip():
        return match.start(), ""  # a rule
    blanks = [blank.end() for blank in _BLANK_LINE.finditer(paragraph)]
    start = blanks[-1] if blanks else 0
    text = " ".join(paragraph[start:].split())
    return before + start, "" if f"{text} ".startswith(_BLOCK_STARTS) else text
