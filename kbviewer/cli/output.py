"""What the commands print: hits as text or JSON, without control characters.

An article cannot send escape sequences to the terminal.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from kbviewer.errors import UsageError, reason_of
from kbviewer.i18n import QT_TR_NOOP, plural, tr
from kbviewer.library import file_id
from kbviewer.library.article import is_tag_path
from kbviewer.text.display import CONTROLS, padded

if TYPE_CHECKING:
    from kbviewer.doctor import Diagnosis
    from kbviewer.index.indexing.progress import UpdateProgress
    from kbviewer.index.search.searcher import Hit, ResultPage
    from kbviewer.index.suggest.suggestion import Suggestion
    from kbviewer.library.article import Article, Topic
    from kbviewer.library.problems import Problem

_T = TypeVar("_T")
_MAX_PARTIAL_HITS = 3
"""Articles with most of a query that are printed; JSON has all."""
_PROGRESS = QT_TR_NOOP(
    "{percentage:3.0f}% |{bar}| {n_fmt} of {total_fmt} files{postfix}, {remaining} to go"
)
# Surrogates are left to the stream, which writes them with backslashes.
_CONTROL = re.compile(rf"(?![\t\n\ud800-\udfff])[{CONTROLS}]")


def result_page_as_dict(
    page: ResultPage, near: Sequence[Suggestion] = (), explained: str = ""
) -> dict[str, Any]:
    """A page as the JSON object that ``kbviewer search --json`` prints.

    Args:
        page: the hits.
        near: what is near the query, where it finds little.
        explained: the query in words, or "" to leave them out.
    """
    return {
        "query": page.query.text,
        **({"explained": explained} if explained else {}),
        "total": page.total,
        "took_ms": round(page.took_ms, 3),
        "topics": {
            path: count
            for path, count in sorted(page.topic_counts.items())
            if not is_tag_path(path)
        },
        "hits": list(map(_hit_as_dict, page.hits)),
        "near": [
            {
                "kind": suggestion.kind.value,
                "query": suggestion.query,
                "total": suggestion.total,
                "why": suggestion.why,
                "hits": [
                    {
                        **_hit_as_dict(partial.hit),
                        "found": list(partial.found),
                        "missing": list(partial.missing),
                        "coverage": round(partial.coverage, 3),
                    }
                    for partial in suggestion.hits
                ],
            }
            for suggestion in near
        ],
    }


def _hit_as_dict(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "source": hit.source,
        "published": hit.published,
        "lang": hit.lang,
        "topics": list(hit.topics),
        "score": hit.score,
        "snippet": hit.snippet.text,
        "matches": [[match.start, match.end] for match in hit.snippet.matches],
        "found_by_name": hit.is_found_by_name,
    }


def result_page_as_lines(
    page: ResultPage, near: Sequence[Suggestion] = (), explained: str = ""
) -> Iterator[str]:
    """A page as lines for the terminal, after the query in words if it is explained."""
    if explained:
        yield f"{printable(explained)}\n"
    for hit in page.hits:
        yield from _hit_as_lines(hit)
        yield ""
    shown = len(page.hits)
    if shown < page.total:
        count = tr("{n} hits, the first {shown} shown ({ms} ms)")
    else:
        count = tr("{n} hit ({ms} ms)") if page.total == 1 else tr("{n} hits ({ms} ms)")
    yield count.format(n=f"{page.total:,}", shown=shown, ms=f"{page.took_ms:.1f}")
    for suggestion in near:
        if suggestion.is_close:
            yield from _suggestion_as_lines(suggestion)


def _hit_as_lines(hit: Hit) -> Iterator[str]:
    bold, plain = _bold()
    facts = " · ".join(filter(None, (hit.source, hit.published, file_id.display_name(hit.id))))
    yield f"{bold}{printable_line(hit.title)}{plain}"
    yield printable_line(f"  {facts}")
    text = printable(hit.snippet.text)
    pieces, position = [], 0
    for match in hit.snippet.matches:
        pieces += [text[position : match.start], bold, text[match.start : match.end], plain]
        position = match.end
    yield f"  {''.join(pieces)}{text[position:]}"


def _suggestion_as_lines(suggestion: Suggestion) -> Iterator[str]:
    """What is near the query: why, and what to search for or the articles themselves."""
    yield f"\n{printable_line(suggestion.why)}"
    if suggestion.query:
        yield f"  → {printable_line(suggestion.query)}"
    for partial in suggestion.hits[:_MAX_PARTIAL_HITS]:
        yield ""
        yield from _hit_as_lines(partial.hit)
        found = printable_line(" · ".join(partial.found))
        missing = printable_line(" · ".join(partial.missing))
        has = tr("has {found}, lacks {missing}") if missing else tr("has {found}")
        yield f"  {has.format(found=found, missing=missing)}"


def article_as_lines(article: Article) -> Iterator[str]:
    """An article as plain text: its title, facts and topics, an empty line, and its text."""
    facts = " · ".join(filter(None, (article.source, article.published)))
    yield from _page_as_lines(article, facts, " · ".join(article.topics))


def topic_as_lines(topic: Topic) -> Iterator[str]:
    """A topic's page as plain text: both titles, an empty line, and its text."""
    yield from _page_as_lines(topic, topic.title_zh)


def _page_as_lines(page: Article | Topic, *below_title: str) -> Iterator[str]:
    from kbviewer.text.plaintext import plain_text  # noqa: PLC0415  no other command reads Markdown

    bold, plain = _bold()
    yield f"{bold}{printable_line(page.title)}{plain}"
    yield from map(printable_line, filter(None, below_title))
    text = plain_text(page.text, hard_line_breaks=page.hard_line_breaks).text
    first, _, rest = text.partition("\n")
    if shown := rest if first == page.title else text:
        yield f"\n{printable(shown)}"


def check_lines(result: Diagnosis, command: str) -> Iterator[str]:
    """The outcome of one of the doctor's checks as lines.

    Args:
        result: the outcome.
        command: the one that installs what is missing, "" where no package manager is known.
    """
    state = padded(result.state.label, 9)
    said = tr("{name}: {detail}").format(name=result.name, detail=result.detail)
    yield printable_line(f"{state}{said}")
    fix = result.fix or command or (tr("Install what has them") if result.missing else "")
    if fix:
        yield printable_line(f"{'':9}→ {fix}")


def confirm(question: str) -> bool:
    """Ask the user; the answer is no where standard input or error is not a terminal."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return False
    print(printable(f"{question} [y/N] "), end="", file=sys.stderr, flush=True)  # noqa: T201  the terminal is ours
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream, which may be closed, is a terminal."""
    return stream is not None and stream.isatty()


def _bold() -> tuple[str, str]:
    """What begins bold type on standard output, and what ends it."""
    return ("\033[1m", "\033[0m") if _supports_bold() else ("", "")


def _supports_bold() -> bool:
    """Whether standard output shows bold type; see no-color.org for NO_COLOR."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not is_plain and is_terminal(sys.stdout)


def result_page_as_json(
    page: ResultPage,
    near: Sequence[Suggestion] = (),
    explained: str = "",
    indent: int | None = None,
) -> str:
    """A page as JSON that standard output can say; see ``result_page_as_dict``."""
    # What a terminal's encoding cannot say is escaped as JSON does it, not as Python does.
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    text = json.dumps(
        result_page_as_dict(page, near, explained), ensure_ascii=encoding != "utf8", indent=indent
    )
    return _CONTROL.sub(lambda control: f"\\u{ord(control[0]):04x}", text)


def printable(text: str) -> str:
    """``text`` with its control characters replaced."""
    return _CONTROL.sub("�", text)


def printable_line(text: str) -> str:
    """``printable`` text on one line: a file's name may contain line ends and tabs."""
    return printable(text).replace("\n", "�").replace("\t", "�")


def print_error(text: str) -> None:
    """Print a message to standard error."""
    message = tr("kbviewer: {message}").format(message=printable(text))
    print(message, file=sys.stderr)  # noqa: T201  the terminal is ours


def print_problems(problems: Sequence[Problem], limit: int) -> None:
    """Print the first ``limit`` problems with files to standard error, a line each."""
    for problem in problems[:limit]:
        print_error(printable_line(str(problem)))
    if left := len(problems[limit:]):
        print_error(
            plural(
                left,
                tr("{n} more problem with files: kbviewer index names them all."),
                tr("{n} more problems with files: kbviewer index names them all."),
            )
        )


def print_output(text: str) -> None:
    """Print a text to standard output.

    Raises:
        UsageError: standard output cannot be written to.
    """
    try:
        print(text, flush=True)  # noqa: T201  the terminal is ours
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> UsageError:
    message = tr("The output cannot be written: {reason}.")
    return UsageError(message.format(reason=reason_of(error)))


def print_file(text: str) -> None:
    """Print the text of a file to standard output: in UTF-8, but for reading on a terminal.

    Raises:
        UsageError: standard output cannot be written to.
    """
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None or is_terminal(sys.stdout):
        print_output(printable(text.removeprefix("\ufeff").replace("\r\n", "\n")).rstrip("\n"))
        return
    try:
        sys.stdout.flush()
        binary.write(text.encode("utf-8", "backslashreplace"))
        binary.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def with_file_progress(items: Sequence[_T]) -> Iterator[_T]:
    """Pass files on, with a progress bar on a terminal where they take long."""
    from tqdm import tqdm  # noqa: PLC0415  as below

    yield from tqdm(
        items,
        bar_format=tr(_PROGRESS),
        delay=1.0,
        disable=not is_terminal(sys.stderr),
        leave=False,
    )


def with_update_progress(steps: Iterator[UpdateProgress]) -> Iterator[UpdateProgress]:
    """Pass progress on, with a progress bar on a terminal where it takes long."""
    for step in steps:
        yield step
        if step.done < step.total:
            break
    else:
        return
    from tqdm import tqdm  # noqa: PLC0415  20 ms that a search need not wait where nothing changed

    with tqdm(
        bar_format=tr(_PROGRESS),
        delay=1.0,
        disable=not is_terminal(sys.stderr),
        leave=False,
    ) as bar:
        for step in steps:
            bar.total = step.total
            left = tr("{n} left", "files").format(n=f"{step.total - step.done:,}")
            bar.set_postfix_str(left, refresh=False)
            bar.update(step.done - bar.n)
            yield step
