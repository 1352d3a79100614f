"""Makes an article or a topic of a file's text: from its front matter, or derived."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from kbviewer.i18n import QT_TR_NOOP, Message
from kbviewer.library.article import DEFAULT_ORDER, Article, Topic
from kbviewer.library.dates import (
    date_in_file_name,
    may_follow_zone,
    parse_date,
    parse_partial_date,
)
from kbviewer.library.frontmatter.fields import key_of, quote
from kbviewer.library.frontmatter.front_matter import FrontMatter, split_front_matter
from kbviewer.library.names import file_name
from kbviewer.library.problems import SKIPPED, Finding, Problem
from kbviewer.library.titles import find_title
from kbviewer.library.topics import split_list, tags_of, topics_of
from kbviewer.text.tokenizer import count_run_characters

MAX_TITLE_LENGTH = 1_000
"""In characters; a longer title is cut."""
_PUBLICATION_FIELDS = (
    "published", "date", "datepublished", "publishdate", "pubdate", "created", "createdat",
)  # fmt: skip
_CHANGE_FIELDS = ("updated", "modified", "lastmod")
_DATE_FIELDS = (*_PUBLICATION_FIELDS, *_CHANGE_FIELDS)
_AUTHOR_FIELDS = ("author", "authors")
_SOURCE_FIELDS = ("source", "publisher", "site", *_AUTHOR_FIELDS)
_DESCRIPTION_FIELDS = ("description", "summary", "abstract")
_BOOLEANS = ("true", "false", "yes", "no", "on", "off")  # of Jekyll's field ``published``
_JEKYLL_POST = re.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-(.+)")
_LANGUAGE_SAMPLE = 4_000
"""Characters of a text from which its language is detected."""
_TITLE_TOO_LONG = Message(QT_TR_NOOP("its title is longer than {limit} characters")).format(
    limit=f"{MAX_TITLE_LENGTH:,}"
)
_TITLE_KEPT_IN_TEXT = Message(QT_TR_NOOP("it is shortened; the whole title is kept in the text"))
_SHORTENED = Message(QT_TR_NOOP("it is shortened"))
_NO_NUMBER = Message(QT_TR_NOOP("{text} is not a number"))
_SORTED_LAST = Message(QT_TR_NOOP("the topic is sorted last"))
_SEVERAL_VALUES = Message(QT_TR_NOOP("“{field}” has several values"))
_FIRST_COUNTS = Message(QT_TR_NOOP("the first one counts"))
_NO_TEXTS = Message(QT_TR_NOOP("“{field}” is neither text nor a list of texts"))
_NO_DATE = Message(QT_TR_NOOP("{text} is not a date"))
_FIELD_TAKEN = Message(QT_TR_NOOP("“{field}” is taken"))
_DATE_TAKEN = Message(QT_TR_NOOP("{date} is taken"))
_DATE_IN_NAME_TAKEN = Message(QT_TR_NOOP("{date}, in its name, is taken"))
_SINGLE_VALUED = frozenset(("title", "titlezh", "lang", "url", "order", *_DATE_FIELDS))
_KNOWN = _SINGLE_VALUED | {"topics", "tags", "categories", "keywords", *_SOURCE_FIELDS}
_KNOWN |= frozenset(_DESCRIPTION_FIELDS)


def parse_article(
    file_id: str, text: str, warnings: Iterable[Finding], *, hard_line_breaks: bool = False
) -> Article:
    """The article in a file.

    Args:
        file_id: its id.
        text: the decoded file.
        warnings: what decoding has found.
        hard_line_breaks: whether a line end in its text is one on the page.
    """
    header, body = split_front_matter(text)
    found = [*warnings, *header.warnings, *_type_warnings(header)]
    name = file_name(file_id)
    published = _published(header, name, found)
    source, url = _source(header)
    title = header.text("title")
    if len(title) > MAX_TITLE_LENGTH:
        body = f"{title}\n\n{body}"  # so that all of it is shown and searched
        found.append((_TITLE_TOO_LONG, _TITLE_KEPT_IN_TEXT))
    # Front matter that cannot be parsed is in the text, where it would be taken for a heading.
    elif not title and (header.fields or not header.warnings):
        title = find_title(body)
        if len(title) > MAX_TITLE_LENGTH:
            found.append((_TITLE_TOO_LONG, _SHORTENED))
    return Article(
        id=file_id,
        title=title[:MAX_TITLE_LENGTH].rstrip() or _title_from_file_name(name),
        source=source,
        author=_joined_names(header, _AUTHOR_FIELDS),
        published=published,
        lang=header.text("lang", "language").lower() or detect_language(body),
        topics=topics_of(header, file_id),
        tags=tags_of(header, file_id),
        url=url,
        text=body,
        warnings=tuple(Problem(file_id, *warning) for warning in found),
        aliases=tuple(header.texts("aliases") or header.texts("alias")),
        description=header.text(*_DESCRIPTION_FIELDS),
        keywords=split_list(header, "keywords") or split_list(header, "keyword"),
        is_zoned=any(may_follow_zone(time) for key in _DATE_FIELDS if (time := header.text(key))),
        hard_line_breaks=hard_line_breaks,
    )


def parse_topic(
    file_id: str, text: str, warnings: Iterable[Finding], *, hard_line_breaks: bool = False
) -> Topic:
    """The topic whose page is in a file; the arguments are those of ``parse_article``."""
    header, body = split_front_matter(text)
    found = [*warnings, *header.warnings, *_type_warnings(header)]
    path = file_id.rpartition("/")[0]
    order = DEFAULT_ORDER
    if number := header.text("order", "weight"):
        try:
            order = float(number)
        except ValueError:
            order = math.nan
        if not math.isfinite(order):
            order = DEFAULT_ORDER
            found.append((_NO_NUMBER.format(text=quote(number)), _SORTED_LAST))
    titles = [header.text("title"), header.text("titlezh")]
    if too_long := [title for title in titles if len(title) > MAX_TITLE_LENGTH]:
        body = "\n\n".join((*too_long, body))
        found.append((_TITLE_TOO_LONG, _TITLE_KEPT_IN_TEXT))
    title, title_zh = (title[:MAX_TITLE_LENGTH].rstrip() for title in titles)
    return Topic(
        path=path,
        title=title or Topic.from_path(path).title,
        title_zh=title_zh,
        order=order,
        text=body.strip(),
        warnings=tuple(Problem(file_id, *warning) for warning in found),
        keywords=split_list(header, "keywords"),
        hard_line_breaks=hard_line_breaks,
    )


def _type_warnings(header: FrontMatter) -> list[Finding]:
    """Warnings for known fields whose values have the wrong type."""
    found: list[Finding] = []
    for name, value in header.fields.items():
        if isinstance(value, str):
            continue
        key = key_of(name)
        if key in _SINGLE_VALUED and len(value) > 1:
            found.append((_SEVERAL_VALUES.format(field=name), _FIRST_COUNTS))
        elif not value and key in _KNOWN and any(f.startswith(f"{name}.") for f in header.fields):
            found.append((_NO_TEXTS.format(field=name), SKIPPED))
    return found


def _published(header: FrontMatter, name: str, warnings: list[Finding]) -> str:
    """The date of publication: of the first field with one, else in the file's name.

    Where there is neither it is that of the last change.
    """
    refused: list[str] = []
    found, instead = "", SKIPPED
    in_name = date_in_file_name(name)
    for field in _PUBLICATION_FIELDS if in_name else _DATE_FIELDS:
        text = header.text(field)
        if not text or text.lower() in _BOOLEANS:
            continue
        found, instead = parse_date(text) or "", _FIELD_TAKEN.format(field=field)
        if not found and (partial := parse_partial_date(text)):
            found = partial.date
            doubt = Message(partial.doubt).format(date=quote(text))
            warnings.append((doubt, _DATE_TAKEN.format(date=found)))
        if found:
            break
        refused.append(text)
    if not found and in_name:
        found = in_name
        instead = _DATE_IN_NAME_TAKEN.format(date=found)
    instead = instead if found else SKIPPED
    warnings += [(_NO_DATE.format(text=quote(text)), instead) for text in refused]
    return found


def _source(header: FrontMatter) -> tuple[str, str]:
    """The source and the URL; web clippers write the URL as the source."""
    url = header.text("url")
    source = _joined_names(header, _SOURCE_FIELDS)
    if source.startswith(("https://", "http://")):
        url = url or source
        source = _joined_names(header, _SOURCE_FIELDS[1:]) or _host(source) or source
    return source, url


def _joined_names(header: FrontMatter, fields: Iterable[str]) -> str:
    """All names in the first field that has any; Obsidian's links without their brackets.

    A comma parts them or, where a name has one itself (``Doe, Jane``), a semicolon.
    """
    for field in fields:
        names = (name.removeprefix("[[").removesuffix("]]") for name in header.texts(field))
        if found := list(filter(None, names)):
            has_comma = len(found) > 1 and any("," in name for name in found)
            return ("; " if has_comma else ", ").join(found)
    return ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _title_from_file_name(name: str) -> str:
    """The title in a file's name; in that of a Jekyll post without the date."""
    post = _JEKYLL_POST.fullmatch(name)
    return " ".join(post[1].replace("-", " ").split()) or name if post else name


def detect_language(body: str) -> str:
    """``zh`` if at least one letter in five is of a script without spaces, else ``en``."""
    letters = "".join(filter(str.isalpha, body[:_LANGUAGE_SAMPLE]))
    return "zh" if count_run_characters(letters) * 5 > len(letters) else "en"
