"""The commands: each one is a few lines that call the packages below.

They are imported when a command runs: ``--help`` and ``--version`` load no index, and the
commands of the terminal never load Qt.
"""

from __future__ import annotations

import argparse
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kbviewer.cli import output
from kbviewer.cli.argument_parser import require_unicode
from kbviewer.cli.exit_status import EXIT_NOT_FOUND, EXIT_OK
from kbviewer.errors import (
    ArticleError,
    IndexFileError,
    UsageError,
    reason_of,
)
from kbviewer.i18n import plural, tr
from kbviewer.library.article import is_topic_page
from kbviewer.library.file_id import is_unicode, path_to_id

if TYPE_CHECKING:
    from kbviewer.index.search.matcher import Match
    from kbviewer.service import KnowledgeBase

_MAX_PROBLEMS_SHOWN = 5
"""Problems with files that are reported before a command's own output."""
_QUOTATION_MARK = re.compile('["“”„‟«»＂]')


def run_doctor(options: argparse.Namespace) -> int:
    """Check the machine, install what is missing if asked to, and print the outcome."""
    from kbviewer import doctor  # noqa: PLC0415  no other command looks at the machine

    results = doctor.diagnose()
    needs = [need for result in results for need in result.missing]
    if options.install and needs and doctor.install(needs, output.confirm):
        results = doctor.diagnose()
    for result in results:
        for line in output.check_lines(result, doctor.install_command(result.missing)):
            output.print_output(line)
    is_missing = any(result.state is doctor.DiagnosisState.MISSING for result in results)
    return EXIT_NOT_FOUND if is_missing else EXIT_OK


def run_search(options: argparse.Namespace) -> int:
    """Print the hits of one query, or of each query of a file."""
    if (options.query is None) == (options.batch is None):
        raise UsageError(tr("search takes a query, or --batch FILE with one query a line."))
    if options.format:
        return _export(options)
    status = EXIT_NOT_FOUND
    with _open_searchable(options.library) as knowledge_base:
        output.print_problems(knowledge_base.problems(), _MAX_PROBLEMS_SHOWN)
        for text in [options.query] if options.batch is None else _read_queries(options.batch):
            require_unicode(text, tr("The query"))
            page = knowledge_base.search(text, order=options.sort, limit=options.limit)
            near = knowledge_base.near(page)
            explained = knowledge_base.explain(page.query) if options.explain else ""
            if options.batch is not None:
                output.print_output(output.result_page_as_json(page, near, explained))
            elif options.json:
                output.print_output(output.result_page_as_json(page, near, explained, indent=2))
            else:
                output.print_output("\n".join(output.result_page_as_lines(page, near, explained)))
            status = EXIT_OK if page.total else status
    return status


def _export(options: argparse.Namespace) -> int:
    """Print the hits of a query in a format that others read."""
    from kbviewer.export.formats import Format, export  # noqa: PLC0415  only here
    from kbviewer.export.items import items_of  # noqa: PLC0415  as above

    if options.batch is not None or options.json or options.explain:
        raise UsageError(tr("--format goes with one query, and not with --json or --explain."))
    require_unicode(options.query, tr("The query"))
    with _open_searchable(options.library) as knowledge_base:
        output.print_problems(knowledge_base.problems(), _MAX_PROBLEMS_SHOWN)
        page = knowledge_base.search(options.query, order=options.sort, limit=options.limit)
        items, errors = items_of(page.hits, knowledge_base.source)
    for error in errors:
        output.print_error(tr("{error} It is left out.").format(error=error))
    output.print_file(export(items, Format(options.format), _today()))
    return EXIT_OK if items else EXIT_NOT_FOUND


def _today() -> date:
    return date.today()  # noqa: DTZ011  the user's day


def run_show(options: argparse.Namespace) -> int:
    """Print an article or the page of a topic, as plain text or as HTML, or quote an article."""
    # What is not Unicode is no id, but the path as the shell completes it.
    file_id = options.id if is_unicode(options.id) else path_to_id(options.id)
    require_unicode(options.quote, tr("What is quoted"))
    try:
        if options.quote is not None:
            return _quote(options, file_id)
        if options.is_html:
            output.print_output(output.printable(_rendered(options.library, file_id)))
        else:
            output.print_output("\n".join(_shown_lines(options.library, file_id)))
    except ArticleError as error:
        if error.__cause__ is None or isinstance(error.__cause__, FileNotFoundError):
            message = tr("{error} kbviewer search --json prints the ids of articles.")
            raise ArticleError(message.format(error=error), error.what) from error
        raise
    return EXIT_OK


def _quote(options: argparse.Namespace, file_id: str) -> int:
    """Print the first sentence with some words, and its source: of the text, else of a heading."""
    from kbviewer.export.quotation import quotation  # noqa: PLC0415  only here
    from kbviewer.export.reference import reference_of  # noqa: PLC0415  as above
    from kbviewer.export.sentence import sentences_between  # noqa: PLC0415  as above
    from kbviewer.service import KnowledgeBase  # noqa: PLC0415  as in _open_updated
    from kbviewer.text.plaintext import plain_text  # noqa: PLC0415  as above

    words = _QUOTATION_MARK.sub(" ", options.quote).strip()
    if not words or is_topic_page(file_id):
        raise UsageError(tr("--quote takes words of an article."))
    with KnowledgeBase.open(options.library) as knowledge_base:
        article = knowledge_base.source(file_id)
        body = plain_text(article.text, hard_line_breaks=article.hard_line_breaks)
        text = f"{article.title}\n{body.text}"
        (matches,) = knowledge_base.matches(
            f'"{words}"', [text], header_lines=1, source="", limit=sys.maxsize
        )
    if not matches:
        message = tr("{file} does not have the words “{words}” side by side.")
        output.print_error(message.format(file=file_id, words=words))
        return EXIT_NOT_FOUND
    first = _first_in_text(matches, len(article.title) + 1, body.headings)
    start, end = sentences_between(text, first.start, first.end)
    quoted = quotation(text[start:end], reference_of(article, _today()))
    output.print_output(output.printable(quoted.html if options.is_html else quoted.plain))
    return EXIT_OK


def _first_in_text(
    matches: Iterable[Match], body_start: int, headings: Sequence[tuple[int, int]]
) -> Match:
    """The first match in the text; else in a heading, else in the title."""
    starts = [start for start, _ in headings]

    def rank(match: Match) -> tuple[bool, bool, int]:
        offset = match.start - body_start
        index = bisect_right(starts, offset) - 1
        is_in_heading = index >= 0 and offset < headings[index][1]
        return offset < 0, is_in_heading, match.start

    return min(matches, key=rank)


def _rendered(library: Path, file_id: str) -> str:
    """An article or the page of a topic as HTML; the index says where its links lead."""
    with _open_searchable(library) as knowledge_base:
        if not is_topic_page(file_id):
            return knowledge_base.article(file_id).html
        topic = knowledge_base.topic_source(file_id)
        count = knowledge_base.search("", topic=topic.path, limit=1).total
        return knowledge_base.topic_page(topic, count).html


def _shown_lines(library: Path, file_id: str) -> list[str]:
    """An article or the page of a topic as plain text; the index need not be up to date."""
    from kbviewer.service import KnowledgeBase  # noqa: PLC0415  as in _open_updated

    with KnowledgeBase.open(library) as knowledge_base:
        if is_topic_page(file_id):
            topic = knowledge_base.topic_source(file_id)
            output.print_problems(topic.warnings, sys.maxsize)
            return list(output.topic_as_lines(topic))
        article = knowledge_base.source(file_id)
        output.print_problems(article.warnings, sys.maxsize)
        return list(output.article_as_lines(article))


def run_index(options: argparse.Namespace) -> int:
    """Bring the index up to date, and print how many articles it holds."""
    with _open_updated(options.library, rebuild=options.rebuild) as knowledge_base:
        output.print_problems(knowledge_base.problems(), sys.maxsize)
        output.print_output(
            plural(
                knowledge_base.count(),
                tr("{n} article in {path}"),
                tr("{n} articles in {path}"),
                path=knowledge_base.index_path,
            )
        )
    return EXIT_OK


def run_verify(options: argparse.Namespace) -> int:
    """Compare the index with a scan of the folder, and print the differences."""
    with _open_updated(options.library) as knowledge_base:
        output.print_problems(knowledge_base.problems(), _MAX_PROBLEMS_SHOWN)
        verdict = knowledge_base.verify(options.keywords, output.with_file_progress)
    for difference in verdict.differences:
        output.print_output(output.printable_line(difference))
    count = len(verdict.differences)
    output.print_output(
        tr(
            "{articles}, {keywords}, {differences} between the index and a scan of the folder"
        ).format(
            articles=plural(verdict.articles, tr("{n} article"), tr("{n} articles")),
            keywords=plural(verdict.keywords, tr("{n} keyword"), tr("{n} keywords")),
            differences=plural(count, tr("{n} difference"), tr("{n} differences")),
        )
    )
    return EXIT_NOT_FOUND if verdict.differences else EXIT_OK


def run_import(options: argparse.Namespace) -> int:
    """Write the articles of a saved page as Markdown files."""
    # Only this command needs YAML's emitter and a parser of HTML.
    from kbviewer.importing import importer  # noqa: PLC0415  as above
    from kbviewer.importing.excerpts import extract_excerpts  # noqa: PLC0415  as above
    from kbviewer.importing.file_writer import DryRun, ImportFolder  # noqa: PLC0415  as above

    importer.check_destination(options.into)
    page = extract_excerpts(options.file)
    topics = options.topics
    if topics is None:
        topics = importer.topic_suggester(options.into, options.library)
    for warning in page.warnings:
        output.print_error(warning)
    target = DryRun(options.into) if options.dry_run else ImportFolder(options.into)
    written = []
    for excerpt in page.excerpts:
        article = importer.prepare_article(excerpt, topics)
        written.append(target.write(article.file_stem, article.content))
        describe = importer.describe_article if options.dry_run else importer.describe_in_one_line
        output.print_output(output.printable(describe(article, written[-1])))
        for warning in excerpt.warnings:
            named = tr("{name}: {warning}").format(name=article.metadata.title, warning=warning)
            output.print_error(named)
    output.print_output(output.printable(importer.summarize(written, target)))
    return EXIT_OK


def _open_updated(library: Path, *, rebuild: bool = False) -> KnowledgeBase:
    """The knowledge base of a folder, its index brought up to date."""
    from kbviewer.service import KnowledgeBase  # noqa: PLC0415  --help and --version need no index

    knowledge_base = KnowledgeBase.open(library, rebuild=rebuild)
    try:
        _update(knowledge_base)
    except BaseException:
        knowledge_base.close()
        raise
    return knowledge_base


def _open_searchable(library: Path) -> KnowledgeBase:
    """The knowledge base of a folder, its index brought up to date, or as it was if that fails."""
    from kbviewer.service import KnowledgeBase  # noqa: PLC0415  as in _open_updated

    knowledge_base = KnowledgeBase.open(library)
    try:
        _update(knowledge_base)
    except IndexFileError as error:
        if not knowledge_base.count():
            knowledge_base.close()
            raise
        message = tr("{error} What was changed in the folder since is not found.")
        output.print_error(message.format(error=error))
    except BaseException:
        knowledge_base.close()
        raise
    return knowledge_base


def _update(knowledge_base: KnowledgeBase) -> None:
    """Bring the index up to date, with a progress bar."""
    try:
        for _ in output.with_update_progress(knowledge_base.update()):
            pass
    except KeyboardInterrupt:
        output.print_error(
            tr("Stopped. What has been read is kept; the next run goes on from there.")
        )
        raise


def _read_queries(name: str) -> Iterator[str]:
    """The lines of a file of queries; ``-`` is standard input.

    Raises:
        UsageError: it cannot be read.
    """
    encoding, errors = "utf-8-sig", "surrogateescape"  # invalid bytes are reported with their query
    try:
        if name == "-":
            getattr(sys.stdin, "reconfigure", lambda **_: None)(encoding=encoding, errors=errors)
            yield from (line.rstrip("\n") for line in sys.stdin)
            return
        with Path(name).open(encoding=encoding, errors=errors) as file:
            yield from (line.rstrip("\n") for line in file)
    except OSError as error:
        message = (
            tr("Standard input cannot be read: {reason}.")
            if name == "-"
            else tr("The file {file} cannot be read: {reason}.")
        )
        raise UsageError(message.format(file=name, reason=reason_of(error))) from error
