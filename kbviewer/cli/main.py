"""The parser of the command line, and the entry point that runs one command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from kbviewer import __version__, i18n, paths
from kbviewer.cli.argument_parser import ArgumentParser
from kbviewer.cli.exit_status import EXIT_OK, EXIT_USAGE_ERROR
from kbviewer.cli.window import run_window
from kbviewer.errors import KnownError
from kbviewer.i18n import tr

_SORT_ORDERS = ("relevance", "newest", "oldest")  # the values of Order, without loading it
_COMMANDS = ("search", "show", "index", "verify", "import", "doctor")
_WITH_VALUE = ("--library", "--theme", "--picture", "--search", "--open", "--size")
"""The window's options that are followed by a value."""
_FORMATS = ("csv", "md", "bib", "ris", "csl", "jsonl", "gbt", "apa", "chicago")  # those of Format
_JSON_FORMATS = ("csl", "jsonl")


def entry() -> NoReturn:
    """The installed command."""
    _reopen_closed_streams()
    try:
        status: int | str | None = main(sys.argv[1:])
    except SystemExit as end:  # of argparse, after --help or a wrong call
        status = end.code
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:  # its reader is gone, or the error has been reported
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)


def _reopen_closed_streams() -> None:
    """Give a standard stream that is closed a file in which reading or writing fails.

    Otherwise the next file that is opened, such as the index, takes its file descriptor, and what
    a library writes to the stream goes into that file. Standard error is discarded.
    """
    if os.name == "nt":  # file descriptors are emulated there
        return
    modes = {"stdin": os.O_WRONLY, "stdout": os.O_RDONLY, "stderr": os.O_WRONLY}
    for descriptor, (name, mode) in enumerate(modes.items()):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free descriptor, which is this one
            setattr(sys, name, os.fdopen(descriptor, "r" if name == "stdin" else "w"))


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: those after the program's name.

    Returns:
        The exit status: 0 done or found, 1 nothing found or a difference, 2 a wrong call.
    """
    for stream in (sys.stdout, sys.stderr):
        # A path or query may contain characters that the terminal's encoding lacks.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    _use_language(i18n.system_language())
    arguments, path = _without_path(arguments)
    parser = _build_parser(has_commands=bool(arguments))
    options, unknown = parser.parse_known_args(arguments)
    options.path = path
    if "library" not in options:
        options.library = options.default_library
    if unknown and (
        not options.takes_excluded_words or any(word.startswith("--") for word in unknown)
    ):
        parser.error(tr("unknown: {words}").format(words=" ".join(unknown)))
    if unknown:  # -word excludes a word; it is part of the query, not an option
        options.query = " ".join(filter(None, (options.query, *unknown)))
    if _is_for_programs(options):
        _use_language(i18n.ENGLISH)
    try:
        return int(options.run(options))
    except KnownError as error:
        from kbviewer.cli import output  # noqa: PLC0415  the window prints nothing else

        output.print_error(str(error))
        return EXIT_USAGE_ERROR
    except BrokenPipeError:
        return EXIT_OK  # the reader of a pipe has seen enough
    except KeyboardInterrupt:
        return 130


def _use_language(name: str) -> None:
    """Translate messages from now on, or leave them in English if their file is damaged."""
    folder = paths.resources() / "translations"
    try:
        i18n.set_language(name, folder)
    except (OSError, ValueError):  # no message could say so in the user's language
        i18n.set_language(i18n.ENGLISH, folder)


def _is_for_programs(options: argparse.Namespace) -> bool:
    """Whether the output is JSON, which does not depend on the user's language."""
    return (
        getattr(options, "json", False)
        or getattr(options, "batch", None) is not None
        or getattr(options, "format", None) in _JSON_FORMATS
    )


def _without_path(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The arguments without the folder or file to open, and that; None if there is none.

    It is the first argument that is neither an option, nor the value of one, nor a command.
    """
    takes_value = False
    for index, word in enumerate(arguments):
        if takes_value:
            takes_value = False
        elif word.startswith("-"):
            takes_value = word in _WITH_VALUE
        elif word in _COMMANDS:
            break
        else:
            return [*arguments[:index], *arguments[index + 1 :]], word
    return list(arguments), None


def _build_parser(*, has_commands: bool = True) -> ArgumentParser:
    """The parser of all arguments.

    Args:
        has_commands: whether it knows the commands, which the window alone does not wait for.
    """
    library = ArgumentParser(add_help=False)
    library.add_argument(
        "--library", type=_folder_argument, metavar="DIR", default=argparse.SUPPRESS,
        help=tr(
            "a folder of Markdown files (default: the shipped knowledge base; for the window the "
            "folder that was open last)"
        ),
    )  # fmt: skip
    parser = ArgumentParser(
        prog="kbviewer", parents=[library],
        description=tr(
            "Find anything in a folder of Markdown excerpts. Alone it opens the window; "
            "kbviewer DIR opens it on a folder, kbviewer FILE.md on an article."
        ),
    )  # fmt: skip
    parser.add_argument(
        "--version", action="version", version=f"kbviewer {__version__}",
        help=tr("show the version and exit"),
    )  # fmt: skip
    parser.add_argument(
        "--theme", choices=("light", "dark"),
        help=tr("instead of the system's"),
    )  # fmt: skip
    picture = parser.add_argument_group(tr("a picture of the window, drawn without a screen"))
    picture.add_argument("--picture", type=Path, metavar="FILE.png", help=tr("save it and exit"))
    picture.add_argument(
        "--search", metavar="QUERY", default="", help=tr("with this query typed in")
    )
    picture.add_argument("--open", metavar="ID", default="", help=tr("with this article open"))
    picture.add_argument(
        "--size", type=_size_argument, metavar="WxH", help=tr("of the window: 1280x800")
    )
    parser.set_defaults(run=run_window, default_library=None, takes_excluded_words=False)
    if has_commands:
        _add_commands(parser, library)
    return parser


def _add_commands(parser: ArgumentParser, library: ArgumentParser) -> None:
    """Add the commands of the terminal.

    Args:
        parser: to this one.
        library: the option that most of them share.
    """
    from kbviewer.cli import commands  # noqa: PLC0415  as above

    subparsers = parser.add_subparsers(title=tr("commands for the terminal"), metavar="COMMAND")
    search = subparsers.add_parser(
        "search", parents=[library], help=tr("search and print the hits"),
        description=tr(
            "Search and print the hits. A query is words, all of which must occur, or "
            '"a phrase"; OR, NOT or -word, and parentheses; word*, *word and *part*; and fields: '
            "title: source: author: topic: tag: file: lang:, and before: after: published: with a "
            "period such as 2025, 2025H1, Q3, 2025-08, 2025-07..2025-08 or 'last 7 days'."
        ),
    )  # fmt: skip
    search.add_argument("query", nargs="?", help=tr("as typed into the window"))
    search.add_argument(
        "--limit", type=_positive_int_argument, default=20, help=tr("the most hits printed")
    )
    search.add_argument(
        "--sort", choices=_SORT_ORDERS,
        default=_SORT_ORDERS[0],
        help=tr("the order of the hits (default: %(default)s, which without words is the newest)"),
    )  # fmt: skip
    search.add_argument(
        "--explain", action="store_true", help=tr("say first, in words, how the query is read")
    )
    search.add_argument("--json", action="store_true", help=tr("one JSON object"))
    search.add_argument(
        "--format", choices=_FORMATS,
        help=tr(
            "export the hits: a table (csv), a Markdown list (md), for reference managers (bib, "
            "ris, csl), a JSON object a line (jsonl), or as references in GB/T 7714-2025 (gbt), "
            "APA 7 or Chicago 17; in UTF-8"
        ),
    )  # fmt: skip
    search.add_argument(
        "--batch",
        metavar="FILE",
        help=tr("one query a line (- is standard input); JSON, a line each"),
    )
    search.set_defaults(
        run=commands.run_search, default_library=paths.corpus(), takes_excluded_words=True
    )
    show = subparsers.add_parser(
        "show", parents=[library], help=tr("print an article"),
        description=tr(
            "Print an article, or the page of a topic: as plain text for reading in a "
            "terminal, or as the HTML that the window shows."
        ),
    )  # fmt: skip
    show.add_argument(
        "id", metavar="ID",
        help=tr("the path of its file in the folder; kbviewer search --json prints it"),
    )  # fmt: skip
    form = show.add_mutually_exclusive_group()
    form.add_argument(
        "--text", dest="is_html", action="store_false", help=tr("plain text (the default)")
    )
    form.add_argument(
        "--html", dest="is_html", action="store_true",
        help=tr("as the window renders it: safe HTML, with links that lead nowhere marked"),
    )  # fmt: skip
    show.add_argument(
        "--quote", metavar="WORDS",
        help=tr("only the sentence with these words, in quotation marks and with its source"),
    )  # fmt: skip
    show.set_defaults(run=commands.run_show, default_library=paths.corpus(), is_html=False)
    index = subparsers.add_parser("index", parents=[library], help=tr("bring the index up to date"))
    index.add_argument("--rebuild", action="store_true", help=tr("make it anew"))
    index.set_defaults(run=commands.run_index, default_library=paths.corpus())
    verify = subparsers.add_parser(
        "verify", parents=[library], help=tr("compare the index with a plain scan of the folder")
    )
    verify.add_argument(
        "--keywords", type=_positive_int_argument, help=tr("how many to compare (default: 300)")
    )
    verify.set_defaults(run=commands.run_verify, default_library=paths.corpus())
    importing = subparsers.add_parser(
        "import",
        help=tr("make Markdown files of a saved page: search results, an article"),
        description=tr(
            "Turn a saved page of search results, or a web page with one article, into "
            "Markdown files with their headers filled in. No file is ever overwritten."
        ),
    )  # fmt: skip
    importing.add_argument(
        "file", metavar="FILE", help=tr("text or HTML, as saved or copied; - is standard input")
    )
    importing.add_argument(
        "--into", type=_folder_argument, metavar="DIR", required=True,
        help=tr("where the files go; it is made if it is missing"),
    )  # fmt: skip
    importing.add_argument(
        "--dry-run", action="store_true", help=tr("say what would be written, and write nothing")
    )
    importing.add_argument(
        "--library", type=_folder_argument, metavar="LIB", default=argparse.SUPPRESS,
        help=tr(
            "whose topics are suggested where DIR lies in it or holds no articles yet "
            "(default: the shipped knowledge base)"
        ),
    )  # fmt: skip
    topics = importing.add_mutually_exclusive_group()
    topics.add_argument(
        "--topics", type=_topics_argument, metavar="A,B",
        help=tr("of every article (default: suggested, by the words of DIR's topics)"),
    )  # fmt: skip
    topics.add_argument(
        "--no-topics", dest="topics", action="store_const", const=(), help=tr("leave them out")
    )
    importing.set_defaults(run=commands.run_import, default_library=paths.corpus())
    doctor = subparsers.add_parser(
        "doctor",
        help=tr("check what the program needs of this machine, and name what is missing"),
        description=tr(
            "Check the libraries that Qt needs, a Chinese font, full-text search and the "
            "folders that are written. Ends with 0 where nothing is missing that the program needs."
        ),
    )
    doctor.add_argument(
        "--install", action="store_true",
        help=tr(
            "install what is missing with the system's package manager, as root or through sudo"
        ),
    )  # fmt: skip
    doctor.set_defaults(run=commands.run_doctor)


def _folder_argument(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError(tr("name a folder"))
    folder = Path(text)
    if not folder.is_absolute():
        try:
            Path.cwd()
        except OSError as error:
            raise argparse.ArgumentTypeError(
                tr("{text} lies in the working folder, which is gone; change to another").format(
                    text=repr(text)
                )
            ) from error
    return folder


def _topics_argument(text: str) -> tuple[str, ...]:
    parts = (part.strip(" #/") for part in text.replace("，", ",").split(","))
    names = tuple(dict.fromkeys(filter(None, parts)))
    if not names:
        raise argparse.ArgumentTypeError(tr("name topics, with a comma between two"))
    return names


def _size_argument(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        message = tr("{text} is not a size such as 1280x800")
        raise argparse.ArgumentTypeError(message.format(text=repr(text)))
    size = int(width), int(height)
    if not all(200 <= side <= 8000 for side in size):
        raise argparse.ArgumentTypeError(tr("each side is 200 to 8000 pixels"))
    return size


def _positive_int_argument(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1 and len(text) < 9):
        message = tr("{text} is not a number from 1 on")
        raise argparse.ArgumentTypeError(message.format(text=repr(text)))
    return int(text)
