"""A file's text as an article or a topic's page: what its header says, and what is derived."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from kbviewer.library.article import LAST, Article, Topic
from kbviewer.library.fields import quoted
from kbviewer.library.file_id import shown
from kbviewer.library.header import Header, split_header
from kbviewer.library.heading import title_in
from kbviewer.library.problem import LEFT_OUT, Problem
from kbviewer.library.published import (
    may_follow_zone,
    parse_published,
    published_in_name,
    sure_part,
)
from kbviewer.library.topics import topics_of
from kbviewer.text.tokens import count_unspaced

LONGEST_TITLE = 1_000
"""Characters of a title."""
_PUBLISHED = ("published", "date", "publishdate", "pubdate", "created")
_SOURCES = ("source", "publisher", "site", "author", "authors")
_TRUTHS = ("true", "false", "yes", "no", "on", "off")  # Jekyll's published: whether it is
_POST = re.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-(.+)")
_BUNDLE = "index"  # Hugo: the text of a folder that holds nothing but its pictures
_SAMPLE = 4_000
"""Characters of a text by which its language is told."""
_LONG = f"its title is longer than {LONGEST_TITLE:,} characters"
_IN_TEXT = "its beginning is the title, and all of it begins the text"
_SINGLE = frozenset(("title", "title_zh", "lang", "url", "order", *_PUBLISHED))
_KNOWN = _SINGLE | {"topics", "tags", "categories", *_SOURCES}


def read_article(file_id: str, text: str, warnings: Iterable[tuple[str, str]]) -> Article:
    """The article in a file.

    Args:
        file_id: its id.
        text: what is in it.
        warnings: what is already known to be wrong with it.
    """
    header, body = split_header(text)
    found = [*warnings, *header.warnings, *_no_texts(header)]
    name = _name(file_id)
    published = _published(header, name, found)
    source, url = _source(header)
    title = header.text("title")
    if len(title) > LONGEST_TITLE:
        body = f"{title}\n\n{body}"  # so that all of it is read and found
        found.append((_LONG, _IN_TEXT))
    # A header that cannot be read stands in the text, where it would be taken for a heading.
    elif not title and (header.fields or not header.warnings):
        title = title_in(body)
        if len(title) > LONGEST_TITLE:
            found.append((_LONG, "its beginning is the title"))
    return Article(
        id=file_id,
        title=title[:LONGEST_TITLE].rstrip() or _title_in(name),
        source=source,
        published=published,
        lang=header.text("lang", "language").lower() or language(body),
        topics=topics_of(header, file_id),
        url=url,
        text=body,
        warnings=tuple(Problem(file_id, *warning) for warning in found),
        aliases=tuple(header.texts("aliases") or header.texts("alias")),
        is_zoned=any(may_follow_zone(time) for time in filter(None, map(header.text, _PUBLISHED))),
    )


def read_topic(file_id: str, text: str, warnings: Iterable[tuple[str, str]]) -> Topic:
    """The topic whose page is in a file; the arguments are those of ``read_article``."""
    header, body = split_header(text)
    found = [*warnings, *header.warnings, *_no_texts(header)]
    path = file_id.rpartition("/")[0]
    order = LAST
    if written := header.text("order", "weight"):
        try:
            order = float(written)
        except ValueError:
            order = math.nan
        if not math.isfinite(order):
            order = LAST
            found.append((f"{quoted(written)} is not a number", "the topic stands behind others"))
    titles = [header.text("title"), header.text("title_zh")]
    if too_long := [title for title in titles if len(title) > LONGEST_TITLE]:
        body = "\n\n".join((*too_long, body))
        found.append((_LONG, _IN_TEXT))
    title, title_zh = (title[:LONGEST_TITLE].rstrip() for title in titles)
    return Topic(
        path=path,
        title=title or Topic.named_by_path(path).title,
        title_zh=title_zh,
        order=order,
        text=body.strip(),
        warnings=tuple(Problem(file_id, *warning) for warning in found),
    )


def _no_texts(header: Header) -> list[tuple[str, str]]:
    """Warnings for fields that are known, but hold something else than they should."""
    found: list[tuple[str, str]] = []
    for name, value in header.fields.items():
        if isinstance(value, str):
            continue
        if name in _SINGLE and len(value) > 1:
            found.append((f"“{name}” has several values", "the first one counts"))
        elif not value and name in _KNOWN and any(f.startswith(f"{name}.") for f in header.fields):
            found.append((f"“{name}” is neither text nor a list of texts", LEFT_OUT))
    return found


def _published(header: Header, name: str, warnings: list[tuple[str, str]]) -> str:
    """The time of publication: of the first field that holds one, else in the file's name."""
    refused: list[str] = []
    found, instead = "", LEFT_OUT
    for field in _PUBLISHED:
        written = header.text(field)
        if not written or written.lower() in _TRUTHS:
            continue
        found, instead = parse_published(written) or "", f"“{field}” is taken"
        if not found and (sure := sure_part(written)):
            found = sure.part
            warnings.append((f"{quoted(written)} {sure.doubt}", f"{found} is taken"))
        if found:
            break
        refused.append(written)
    if not found and (found := published_in_name(name)):
        instead = f"{found}, in its name, is taken"
    instead = instead if found else LEFT_OUT
    warnings += [(f"{quoted(written)} is not a date", instead) for written in refused]
    return found


def _source(header: Header) -> tuple[str, str]:
    """Who published it, and where; what clips pages from the web writes the address as source."""
    url = header.text("url")
    source = _named(header, _SOURCES)
    if source.startswith(("https://", "http://")):
        url = url or source
        source = _named(header, _SOURCES[1:]) or _host(source) or source
    return source, url


def _named(header: Header, fields: Iterable[str]) -> str:
    """All names in the first field that has one; links of Obsidian without their brackets."""
    for field in fields:
        names = (name.removeprefix("[[").removesuffix("]]") for name in header.texts(field))
        if found := ", ".join(filter(None, names)):
            return found
    return ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _name(file_id: str) -> str:
    """What a file is called: by its folder, where its own name says nothing."""
    folder, _, name = shown(file_id).rpartition("/")
    stem = name.rpartition(".")[0]
    return folder.rpartition("/")[2] or stem if stem == _BUNDLE else stem


def _title_in(name: str) -> str:
    """The title in a file's name, of a post of Jekyll without its date."""
    post = _POST.fullmatch(name)
    return " ".join(post[1].replace("-", " ").split()) or name if post else name


def language(body: str) -> str:
    """``zh`` where at least one letter in five is of a script without blanks, else ``en``."""
    letters = "".join(filter(str.isalpha, body[:_SAMPLE]))
    return "zh" if count_unspaced(letters) * 5 > len(letters) else "en"
