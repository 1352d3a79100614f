"""The command line: each command is a few lines that call the rooms below."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kbviewer import __version__, paths
from kbviewer.cli import output
from kbviewer.errors import IndexFileError, KnownError, NoScreenError, QtError, UsageError

if TYPE_CHECKING:
    from kbviewer.index.index import Index

_MAX_PROBLEMS_SHOWN = 5
"""Problems with files that are told before what was asked for."""
_SORT_ORDERS = ("relevance", "newest", "oldest")  # those of an Order, which --help need not load
EXIT_OK, EXIT_NOT_FOUND, EXIT_USAGE_ERROR = 0, 1, 2


def entry() -> NoReturn:
    """The installed command."""
    _reopen_closed_streams()
    try:
        status: int | str | None = main(sys.argv[1:])
    except SystemExit as end:  # of argparse, behind --help or a wrong call
        status = end.code
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:  # its reader is gone, or what could not be written was said
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)


def _reopen_closed_streams() -> None:
    """Give a standard stream that is closed a file in which reading or writing fails.

    Else the next file that is opened, the index for one, takes its number, and what a library
    writes to the stream goes into that file. Standard error goes nowhere.
    """
    if os.name == "nt":  # where a file's number is not the system's
        return
    modes = {"stdin": os.O_WRONLY, "stdout": os.O_RDONLY, "stderr": os.O_WRONLY}
    for number, (name, mode) in enumerate(modes.items()):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # the lowest free number, which is this one
            setattr(sys, name, os.fdopen(number, "r" if name == "stdin" else "w"))


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: the words after the program's name.

    Returns:
        The exit status: 0 done or found, 1 nothing found or a difference, 2 a wrong call.
    """
    for stream in (sys.stdout, sys.stderr):
        # A path or query may hold what the terminal's encoding cannot say.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    parser = _build_parser()
    options, unknown = parser.parse_known_args(arguments)
    vars(options).setdefault("library", None if options.run is run_window else paths.corpus())
    if unknown and (
        options.run is not run_search or any(word.startswith("--") for word in unknown)
    ):
        parser.error(f"unknown: {' '.join(unknown)}")
    if unknown:  # -word is a part of a query, not an option
        options.query = " ".join(filter(None, (options.query, *unknown)))
    try:
        return int(options.run(options))
    except KnownError as error:
        output.print_error(str(error))
        return EXIT_USAGE_ERROR
    except BrokenPipeError:
        return EXIT_OK  # the reader of a pipe has seen enough
    except KeyboardInterrupt:
        return 130


def _build_parser() -> argparse.ArgumentParser:
    library = argparse.ArgumentParser(add_help=False)
    library.add_argument(
        "--library", type=_folder_argument, metavar="DIR", default=argparse.SUPPRESS,
        help="a folder of Markdown files (default: the shipped knowledge base; for the window the "
        "folder that was open last)",
    )  # fmt: skip
    parser = argparse.ArgumentParser(
        prog="kbviewer", parents=[library], allow_abbrev=False,
        description="Find anything in a folder of Markdown excerpts. Alone it opens the window.",
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"kbviewer {__version__}")
    parser.add_argument("--theme", choices=("light", "dark"), help="instead of the system's")
    picture = parser.add_argument_group("a picture of the window, drawn without a screen")
    picture.add_argument("--picture", type=Path, metavar="FILE.png", help="save it and exit")
    picture.add_argument("--search", metavar="QUERY", default="", help="with this query typed in")
    picture.add_argument("--open", metavar="ID", default="", help="with this article open")
    picture.add_argument(
        "--size", type=_size_argument, metavar="WxH", help="of the window: 1280x800"
    )
    parser.set_defaults(run=run_window)

    commands = parser.add_subparsers(title="commands for the terminal", metavar="COMMAND")
    search = commands.add_parser("search", parents=[library], help="search and print the hits")
    search.add_argument("query", nargs="?", help="as typed into the window")
    search.add_argument(
        "--limit", type=_positive_int_argument, default=20, help="the most hits printed"
    )
    search.add_argument(
        "--sort", choices=_SORT_ORDERS, default=_SORT_ORDERS[0],
        help="the order of the hits (default: %(default)s, which without words is the newest)",
    )  # fmt: skip
    search.add_argument(
        "--explain", action="store_true", help="say first, in words, how the query is read"
    )
    search.add_argument("--json", action="store_true", help="one JSON object")
    search.add_argument(
        "--batch",
        metavar="FILE",
        help="one query a line (- is standard input); JSON, a line each",
    )
    search.set_defaults(run=run_search)
    index = commands.add_parser("index", parents=[library], help="bring the index up to date")
    index.add_argument("--rebuild", action="store_true", help="make it anew")
    index.set_defaults(run=run_index)
    verify = commands.add_parser(
        "verify", parents=[library], help="compare the index with a plain scan of the folder"
    )
    verify.add_argument(
        "--keywords", type=_positive_int_argument, help="how many to compare (default: 300)"
    )
    verify.set_defaults(run=run_verify)
    importing = commands.add_parser(
        "import",
        help="make Markdown files of a saved page: search results, an article",
        description="Turn a saved page of search results, or a web page with one article, into "
        "Markdown files with their headers filled in. No file is ever overwritten.",
    )  # fmt: skip
    importing.add_argument(
        "file", metavar="FILE", help="text or HTML, as saved or copied; - is standard input"
    )
    importing.add_argument(
        "--into", type=_folder_argument, metavar="DIR", required=True,
        help="where the files go; it is made if it is missing",
    )  # fmt: skip
    importing.add_argument(
        "--dry-run", action="store_true", help="say what would be written, and write nothing"
    )
    importing.add_argument(
        "--library", type=_folder_argument, metavar="LIB", default=argparse.SUPPRESS,
        help="whose topics are suggested where DIR lies in it or holds no articles yet "
        "(default: the shipped knowledge base)",
    )  # fmt: skip
    topics = importing.add_mutually_exclusive_group()
    topics.add_argument(
        "--topics", type=_topics_argument, metavar="A,B",
        help="of every article (default: suggested, by the words of DIR's topics)",
    )  # fmt: skip
    topics.add_argument(
        "--no-topics", dest="topics", action="store_const", const=(), help="leave them out"
    )
    importing.set_defaults(run=run_import)
    doctor = commands.add_parser(
        "doctor",
        help="check what the program needs of this machine, and name what is missing",
        description="Check the libraries that Qt needs, a Chinese font, full-text search and the "
        "folders that are written. Ends with 0 where nothing is missing that the program needs.",
    )
    doctor.add_argument(
        "--install", action="store_true",
        help="install what is missing with the system's package manager, as root or through sudo",
    )  # fmt: skip
    doctor.set_defaults(run=run_doctor)
    return parser


def _folder_argument(written: str) -> Path:
    if not written:
        raise argparse.ArgumentTypeError("name a folder")
    folder = Path(written)
    if not folder.is_absolute():
        try:
            Path.cwd()
        except OSError as error:
            raise argparse.ArgumentTypeError(
                f"{written!r} lies in the working folder, which is gone; change to another"
            ) from error
    return folder


def _topics_argument(written: str) -> tuple[str, ...]:
    parts = (part.strip(" #/") for part in written.replace("，", ",").split(","))
    names = tuple(dict.fromkeys(filter(None, parts)))
    if not names:
        raise argparse.ArgumentTypeError("name topics, with a comma between two")
    return names


def _size_argument(written: str) -> tuple[int, int]:
    width, _, height = written.lower().partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{written!r} is not a size such as 1280x800")
    size = int(width), int(height)
    if not all(200 <= side <= 8000 for side in size):
        raise argparse.ArgumentTypeError("each side is 200 to 8000 pixels")
    return size


def _positive_int_argument(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written[:9]) >= 1 and len(written) < 9):
        raise argparse.ArgumentTypeError(f"{written!r} is not a number from 1 on")
    return int(written)


def run_window(options: argparse.Namespace) -> int:
    if (options.search or options.open or options.size) and not options.picture:
        raise UsageError("--search, --open and --size go with --picture FILE.png.")
    _require_unicode(options.search, "The query")
    _require_unicode(options.open, "The article's id")
    try:
        from kbviewer.ui import app  # noqa: PLC0415  the commands of the terminal never load Qt
    except ImportError as error:
        if how := _install_hint():
            raise QtError(f"The window cannot be opened. {how}") from error
        raise
    if options.picture:
        return app.save_screenshot(
            options.library or paths.corpus(), options.picture, query=options.search,
            article=options.open, size=options.size or (1280, 800), theme=options.theme,
        )  # fmt: skip
    try:
        return app.run(options.library, theme=options.theme)
    except NoScreenError as error:
        if how := _install_hint():
            raise QtError(f"{error} {how}") from error
        raise


def _install_hint() -> str:
    from kbviewer import doctor  # noqa: PLC0415  only where Qt does not start

    return doctor.library_install_hint()


def run_doctor(options: argparse.Namespace) -> int:
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
    if (options.query is None) == (options.batch is None):
        raise UsageError("search takes a query, or --batch FILE with one query a line.")
    from kbviewer.query.ast import Order  # noqa: PLC0415  as in _updated
    from kbviewer.query.explain import explain_query  # noqa: PLC0415  as in _updated

    order = Order(options.sort)
    status = EXIT_NOT_FOUND
    with _open_searchable_index(options.library) as index:
        output.print_problems(index.problems(), _MAX_PROBLEMS_SHOWN)
        for text in [options.query] if options.batch is None else _read_queries(options.batch):
            _require_unicode(text, "A query")
            page = index.search(text, order=order, limit=options.limit)
            told = explain_query(page.query) if options.explain else ""
            if options.batch is not None:
                output.print_output(output.result_page_as_json(page, told))
            elif options.json:
                output.print_output(output.result_page_as_json(page, told, indent=2))
            else:
                output.print_output("\n".join(output.result_page_as_lines(page, told)))
            status = EXIT_OK if page.total else status
    return status


def run_index(options: argparse.Namespace) -> int:
    with _open_updated_index(options.library, rebuild=options.rebuild) as index:
        output.print_problems(index.problems(), sys.maxsize)
        output.print_output(
            f"{output.pluralize(index.count_articles(), 'article')} in {index.path}"
        )
    return EXIT_OK


def run_verify(options: argparse.Namespace) -> int:
    with _open_updated_index(options.library) as index:
        output.print_problems(index.problems(), _MAX_PROBLEMS_SHOWN)
        verdict = index.check(options.keywords, output.with_file_progress)
    for difference in verdict.differences:
        output.print_output(output.printable_line(difference))
    counts = (
        output.pluralize(verdict.articles, "article"),
        output.pluralize(verdict.keywords, "keyword"),
        output.pluralize(len(verdict.differences), "difference"),
    )
    output.print_output(f"{', '.join(counts)} between the index and a scan of the folder")
    return EXIT_NOT_FOUND if verdict.differences else EXIT_OK


def run_import(options: argparse.Namespace) -> int:
    # Only this command imports pages, and reads YAML's emitter and a parser of HTML.
    from kbviewer.importing import (
        importer,
        report,
    )
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
        told = report.describe_article if options.dry_run else report.describe_in_one_line
        output.print_output(output.printable(told(article, written[-1])))
        for warning in excerpt.warnings:
            output.print_error(f"{article.metadata.title}: {warning}")
    output.print_output(
        output.printable(report.summarize(written, options.into, target.done_phrase))
    )
    return EXIT_OK


def _open_updated_index(library: Path, *, rebuild: bool = False) -> Index:
    """The library's index, brought up to date."""
    from kbviewer.index.index import Index  # noqa: PLC0415  --help and --version need no index

    index = Index.open(library, rebuild=rebuild)
    try:
        _update_index(index)
    except BaseException:
        index.close()
        raise
    return index


def _open_searchable_index(library: Path) -> Index:
    """The library's index, as it was where it cannot be brought up to date."""
    from kbviewer.index.index import Index  # noqa: PLC0415  as in _updated

    index = Index.open(library)
    try:
        _update_index(index)
    except IndexFileError as error:
        if not index.count_articles():
            index.close()
            raise
        output.print_error(f"{error} What was changed in the folder since is not found.")
    except BaseException:
        index.close()
        raise
    return index


def _update_index(index: Index) -> None:
    """Bring the index up to date."""
    try:
        for _ in output.with_update_progress(index.update()):
            pass
    except KeyboardInterrupt:
        output.print_error("Stopped. What has been read is kept; the next run goes on from there.")
        raise


def _read_queries(name: str) -> Iterator[str]:
    """The lines of a file of queries; ``-`` is standard input.

    Raises:
        UsageError: it cannot be read.
    """
    encoding, errors = "utf-8-sig", "surrogateescape"  # what is not UTF-8 is told with its line
    try:
        if name == "-":
            getattr(sys.stdin, "reconfigure", lambda **_: None)(encoding=encoding, errors=errors)
            yield from (line.rstrip("\n") for line in sys.stdin)
            return
        with Path(name).open(encoding=encoding, errors=errors) as file:
            yield from (line.rstrip("\n") for line in file)
    except OSError as error:
        file_name = "Standard input" if name == "-" else f"The file {name}"
        raise UsageError(f"{file_name} cannot be read: {error.strerror}.") from error


def _require_unicode(text: str | None, what: str) -> None:
    """Refuse what could only be searched as something else than was typed.

    Raises:
        UsageError: some bytes are not text in the encoding in which they were read.
    """
    if text and any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError(
            f"{what} is not text in the encoding of this terminal or file: {text!r}. Type it, or "
            "save the file, in UTF-8."
        )
