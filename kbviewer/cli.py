"""The command line: each command is a few lines that call the rooms below."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kbviewer import __version__, paths, terminal
from kbviewer.errors import KnownError, NoScreenError, QtError, StoreError, UsageError

if TYPE_CHECKING:
    from kbviewer.index.live import LiveIndex

_FEW_PROBLEMS = 5
"""Problems with files that are told before what was asked for."""
_ORDERS = ("relevance", "newest", "oldest")  # those of an Order, which --help need not load
FOUND, NOT_FOUND, WRONG_CALL = 0, 1, 2


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
    parser = _parser()
    options, unknown = parser.parse_known_args(arguments)
    vars(options).setdefault("library", None if options.run is _window else paths.corpus())
    if unknown and (options.run is not _search or any(word.startswith("--") for word in unknown)):
        parser.error(f"unknown: {' '.join(unknown)}")
    if unknown:  # -word is a part of a query, not an option
        options.query = " ".join(filter(None, (options.query, *unknown)))
    try:
        return int(options.run(options))
    except KnownError as error:
        terminal.complain(str(error))
        return WRONG_CALL
    except BrokenPipeError:
        return FOUND  # the reader of a pipe has seen enough
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    library = argparse.ArgumentParser(add_help=False)
    library.add_argument(
        "--library", type=_folder, metavar="DIR", default=argparse.SUPPRESS,
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
    picture.add_argument("--size", type=_size, metavar="WxH", help="of the window: 1280x800")
    parser.set_defaults(run=_window)

    commands = parser.add_subparsers(title="commands for the terminal", metavar="COMMAND")
    search = commands.add_parser("search", parents=[library], help="search and print the hits")
    search.add_argument("query", nargs="?", help="as typed into the window")
    search.add_argument("--limit", type=_limit, default=20, help="the most hits printed")
    search.add_argument(
        "--sort", choices=_ORDERS, default=_ORDERS[0],
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
    search.set_defaults(run=_search)
    index = commands.add_parser("index", parents=[library], help="bring the index up to date")
    index.add_argument("--rebuild", action="store_true", help="make it anew")
    index.set_defaults(run=_index)
    verify = commands.add_parser(
        "verify", parents=[library], help="compare the index with a plain scan of the folder"
    )
    verify.add_argument("--keywords", type=_limit, help="how many to compare (default: 300)")
    verify.set_defaults(run=_verify)
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
        "--into", type=_folder, metavar="DIR", required=True,
        help="where the files go; it is made if it is missing",
    )  # fmt: skip
    importing.add_argument(
        "--dry-run", action="store_true", help="say what would be written, and write nothing"
    )
    importing.add_argument(
        "--library", type=_folder, metavar="LIB", default=argparse.SUPPRESS,
        help="whose topics are suggested where DIR lies in it or holds no articles yet "
        "(default: the shipped knowledge base)",
    )  # fmt: skip
    topics = importing.add_mutually_exclusive_group()
    topics.add_argument(
        "--topics", type=_names, metavar="A,B",
        help="of every article (default: suggested, by the words of DIR's topics)",
    )  # fmt: skip
    topics.add_argument(
        "--no-topics", dest="topics", action="store_const", const=(), help="leave them out"
    )
    importing.set_defaults(run=_import)
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
    doctor.set_defaults(run=_doctor)
    return parser


def _folder(written: str) -> Path:
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


def _names(written: str) -> tuple[str, ...]:
    parts = (part.strip(" #/") for part in written.replace("，", ",").split(","))
    names = tuple(dict.fromkeys(filter(None, parts)))
    if not names:
        raise argparse.ArgumentTypeError("name topics, with a comma between two")
    return names


def _size(written: str) -> tuple[int, int]:
    width, _, height = written.lower().partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{written!r} is not a size such as 1280x800")
    size = int(width), int(height)
    if not all(200 <= side <= 8000 for side in size):
        raise argparse.ArgumentTypeError("each side is 200 to 8000 pixels")
    return size


def _limit(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written[:9]) >= 1 and len(written) < 9):
        raise argparse.ArgumentTypeError(f"{written!r} is not a number from 1 on")
    return int(written)


def _window(options: argparse.Namespace) -> int:
    if (options.search or options.open or options.size) and not options.picture:
        raise UsageError("--search, --open and --size go with --picture FILE.png.")
    _check_is_text(options.search, "The query")
    _check_is_text(options.open, "The article's id")
    try:
        from kbviewer.ui import app  # noqa: PLC0415  the commands of the terminal never load Qt
    except ImportError as error:
        if how := _how_to_install_libraries():
            raise QtError(f"The window cannot be opened. {how}") from error
        raise
    if options.picture:
        return app.picture(
            options.library or paths.corpus(), options.picture, query=options.search,
            article=options.open, size=options.size or (1280, 800), theme=options.theme,
        )  # fmt: skip
    try:
        return app.run(options.library, theme=options.theme)
    except NoScreenError as error:
        if how := _how_to_install_libraries():
            raise QtError(f"{error} {how}") from error
        raise


def _how_to_install_libraries() -> str:
    from kbviewer import doctor  # noqa: PLC0415  only where Qt does not start

    return doctor.how_to_install_libraries()


def _doctor(options: argparse.Namespace) -> int:
    from kbviewer import doctor  # noqa: PLC0415  no other command looks at the machine

    results = doctor.diagnose()
    needs = [need for result in results for need in result.needs]
    if options.install and needs and doctor.install(needs, terminal.agreed):
        results = doctor.diagnose()
    for result in results:
        for line in terminal.check_lines(result, doctor.install_command(result.needs)):
            terminal.say(line)
    is_missing = any(result.state is doctor.State.MISSING for result in results)
    return NOT_FOUND if is_missing else FOUND


def _search(options: argparse.Namespace) -> int:
    if (options.query is None) == (options.batch is None):
        raise UsageError("search takes a query, or --batch FILE with one query a line.")
    from kbviewer.index.explain import explain  # noqa: PLC0415  as in _updated
    from kbviewer.index.query import Order  # noqa: PLC0415  as in _updated

    order = Order(options.sort)
    status = NOT_FOUND
    with _searchable(options.library) as index:
        terminal.complain_of(index.problems(), _FEW_PROBLEMS)
        for text in [options.query] if options.batch is None else _lines(options.batch):
            _check_is_text(text, "A query")
            page = index.search(text, order=order, limit=options.limit)
            told = explain(page.query) if options.explain else ""
            if options.batch is not None:
                terminal.say(terminal.json_of(page, told))
            elif options.json:
                terminal.say(terminal.json_of(page, told, indent=2))
            else:
                terminal.say("\n".join(terminal.as_text(page, told)))
            status = FOUND if page.total else status
    return status


def _index(options: argparse.Namespace) -> int:
    with _updated(options.library, rebuild=options.rebuild) as index:
        terminal.complain_of(index.problems(), sys.maxsize)
        terminal.say(f"{terminal.counted(index.count(), 'article')} in {index.path}")
    return FOUND


def _verify(options: argparse.Namespace) -> int:
    with _updated(options.library) as index:
        terminal.complain_of(index.problems(), _FEW_PROBLEMS)
        verdict = index.verify(options.keywords, terminal.watched)
    for difference in verdict.differences:
        terminal.say(terminal.in_one_line(difference))
    counts = (
        terminal.counted(verdict.articles, "article"),
        terminal.counted(verdict.keywords, "keyword"),
        terminal.counted(len(verdict.differences), "difference"),
    )
    terminal.say(f"{', '.join(counts)} between the index and a scan of the folder")
    return NOT_FOUND if verdict.differences else FOUND


def _import(options: argparse.Namespace) -> int:
    # Only this command imports pages, and reads YAML's emitter and a parser of HTML.
    from kbviewer.importing import plan, report  # noqa: PLC0415  as above
    from kbviewer.importing.reading import read  # noqa: PLC0415  as above
    from kbviewer.importing.write import Rehearsal, Target  # noqa: PLC0415  as above

    plan.check_target(options.into)
    page = read(options.file)
    topics = options.topics
    if topics is None:
        topics = plan.suggester(options.into, options.library)
    for warning in page.warnings:
        terminal.complain(warning)
    target = Rehearsal(options.into) if options.dry_run else Target(options.into)
    written = []
    for excerpt in page.excerpts:
        article = plan.plan(excerpt, topics)
        written.append(target.put(article.stem, article.content))
        told = report.details if options.dry_run else report.line
        terminal.say(terminal.harmless(told(article, written[-1])))
        for warning in excerpt.warnings:
            terminal.complain(f"{article.fields.title}: {warning}")
    terminal.say(terminal.harmless(report.summary(written, options.into, target.done)))
    return FOUND


def _updated(library: Path, *, rebuild: bool = False) -> LiveIndex:
    """The library's index, brought up to date."""
    from kbviewer.index.live import LiveIndex  # noqa: PLC0415  --help and --version need no index

    index = LiveIndex.open(library, rebuild=rebuild)
    try:
        _update(index)
    except BaseException:
        index.close()
        raise
    return index


def _searchable(library: Path) -> LiveIndex:
    """The library's index, as it was where it cannot be brought up to date."""
    from kbviewer.index.live import LiveIndex  # noqa: PLC0415  as in _updated

    index = LiveIndex.open(library)
    try:
        _update(index)
    except StoreError as error:
        if not index.count():
            index.close()
            raise
        terminal.complain(f"{error} What was changed in the folder since is not found.")
    except BaseException:
        index.close()
        raise
    return index


def _update(index: LiveIndex) -> None:
    """Bring the index up to date."""
    try:
        for _ in terminal.shown(index.update()):
            pass
    except KeyboardInterrupt:
        terminal.complain("Stopped. What has been read is kept; the next run goes on from there.")
        raise


def _lines(name: str) -> Iterator[str]:
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


def _check_is_text(text: str | None, what: str) -> None:
    """Refuse what could only be searched as something else than was typed.

    Raises:
        UsageError: some bytes are not text in the encoding in which they were read.
    """
    if text and any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError(
            f"{what} is not text in the encoding of this terminal or file: {text!r}. Type it, or "
            "save the file, in UTF-8."
        )
