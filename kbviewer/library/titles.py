"""Finds the heading that is an article's title if its front matter has none."""

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
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# What may be before a title: pictures, badges, tags, thematic breaks, templates.
_NOT_TEXT = re.compile(
    r"""\[ [ ]* (?:!\[[^\[\]\n]*\]\([^()\n]*\)[ ]*)+ \]\([^()\n]*\)  # a picture that is a link
    | !\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])?
    | !\[\[[^\[\]\n]*\]\]
    | <[^<>]*> | \{%[^{}]*%\} | \{\{[^{}]*\}\} | \[\[?_?toc_?\]\]?
    | ^[ ]{0,3} [-*_](?:[ \t]*[-*_]){2,} [ \t]*$""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
_EMPTY_BLOCK_CHARACTERS = " \t\n#>"  # of empty headings and quotes
_BLOCK_STARTS = ("- ", "* ", "+ ", "> ", "|")


def find_title(markdown: str) -> str:
    """The heading that is the title of a text, without its markup, or "".

    It is the first heading if there is no text before it. After text it is only the single heading
    of level 1: other headings are those of sections, and ``## Sources`` says less than the file's
    name.
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
            start, heading = _heading_at(markdown, match, before)
            if not heading:
                # Equals signs are then a line of a paragraph, which only dashes would end.
                end = before if (match["under"] or "").startswith("=") else end
                continue
            is_top = match["marks"] == "#" or (match["under"] or "").startswith("=")
            if title:
                if is_top:
                    return ""
            elif title := strip_inline_markup(heading):
                if not _NOT_TEXT.sub("", markdown[:start]).strip(_EMPTY_BLOCK_CHARACTERS):
                    return title
                if not is_top:
                    return ""
    return title


def _heading_at(markdown: str, match: re.Match[str], before: int) -> tuple[int, str]:
    """The position of a heading and its text, which is "" if it is not a heading.

    Args:
        markdown: the whole text.
        match: the line with the marks or the underline.
        before: the end of the last such line; an underlined heading starts after it.
    """
    if match["marks"]:
        text = (match["text"] or "").strip()
        unclosed = text.rstrip("#")
        text = unclosed if not unclosed or unclosed[-1] in " \t" else text
        return match.start(), HEADING_ID.sub("", text)
    paragraph = markdown[before : match.start()]
    if paragraph.endswith("\n\n") or not paragraph.rpartition("\n")[0].rpartition("\n")[2].strip():
        return match.start(), ""  # a thematic break
    ends = [line.end() for line in _EMPTY_LINE.finditer(paragraph)]
    start = ends[-1] if ends else 0
    text = " ".join(paragraph[start:].split())
    return before + start, "" if f"{text} ".startswith(_BLOCK_STARTS) else text
