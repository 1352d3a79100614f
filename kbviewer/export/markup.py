"""Text put into Markdown and HTML so that it stays text."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

# Signs that are markup anywhere, or that Obsidian and GitHub take for it; then signs that are so in
# pairs, before a name, or at the start of a line. A backslash goes before the last one matched.
_MARKDOWN_SIGN = re.compile(
    r"[\\`*_\[\]<>~|$#^]|=(?==)|(?<=%)%|&(?=[#\w])"
    r"|^\s*[+-](?=\s|[+-]|$)|^\s*[0-9]{1,9}[.)](?=\s|$)"
)
_UNSAFE_IN_URL = re.compile(r"[\s<>\\\"`|{}^\x00-\x1f\x7f]")


def markdown_text(text: str) -> str:
    """``text``, on one line, as Markdown that reads as it."""
    return _MARKDOWN_SIGN.sub(_with_backslash, text)


def markdown_link(text: str, url: str) -> str:
    """``text`` as a link in Markdown; only as text where the address is not one of the web."""
    if not is_web_address(url):
        return markdown_text(text)
    return f"[{markdown_text(text)}](<{safe_url(url)}>)"


def html_text(text: str) -> str:
    """``text`` as HTML that reads as it."""
    return html.escape(text)


def html_link(text: str, url: str) -> str:
    """``text`` as a link in HTML; only as text where the address is not one of the web."""
    if not is_web_address(url):
        return html_text(text)
    return f'<a href="{html.escape(safe_url(url))}">{html_text(text)}</a>'


def is_web_address(url: str) -> bool:
    """Whether an address is one of the web, which a reader may follow."""
    return url.lower().startswith(("https://", "http://"))


def safe_url(url: str) -> str:
    """An address without signs that would end it in Markdown, HTML or BibTeX."""
    return _UNSAFE_IN_URL.sub(lambda sign: quote(sign[0], safe=""), url)


def _with_backslash(match: re.Match[str]) -> str:
    found = match[0]
    return f"{found[:-1]}\\{found[-1]}"
