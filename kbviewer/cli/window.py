"""The command that opens the window.

It loads no other command, so that the window does not wait for them.
"""

from __future__ import annotations

import argparse
import gc
import os
from pathlib import Path

from kbviewer import paths
from kbviewer.cli.argument_parser import require_unicode
from kbviewer.errors import NoScreenError, QtError, UsageError
from kbviewer.i18n import tr


def run_window(options: argparse.Namespace) -> int:
    """Open the window, or draw a picture of it with ``--picture``."""
    if (options.search or options.open or options.size) and not options.picture:
        raise UsageError(tr("--search, --open and --size go with --picture FILE.png."))
    require_unicode(options.search, tr("The query"))
    require_unicode(options.open, tr("The article's id"))
    file = _opened_file(options)
    if not options.picture:
        gc.disable()  # ``app.run`` enables it again: what is loaded for the first paint stays
    try:
        from kbviewer.ui import app  # noqa: PLC0415  the commands of the terminal never load Qt
    except ImportError as error:
        if hint := _install_hint():
            message = tr("The window cannot be opened. {hint}").format(hint=hint)
            raise QtError(message) from error
        raise
    if options.picture:
        return app.save_screenshot(
            options.library or paths.corpus(), options.picture, query=options.search,
            article=options.open, size=options.size or (1280, 800), theme=options.theme,
        )  # fmt: skip
    try:
        return app.run(options.library, file=file, theme=options.theme)
    except NoScreenError as error:
        if hint := _install_hint():
            raise QtError(tr("{error} {hint}").format(error=error, hint=hint)) from error
        raise


def _opened_file(options: argparse.Namespace) -> Path | None:
    """The Markdown file that is named to be opened, or None; a folder becomes the library.

    Raises:
        UsageError: it is neither, or it is not in the library that is named, too.
    """
    if options.path is None:
        return None
    path = Path(options.path)
    if options.picture:
        raise UsageError(
            tr("--picture takes --library DIR and --open ID, not a file or folder alone.")
        )
    if os.path.isdir(path):  # noqa: PTH112  Path's raises where a name is too long
        if options.library is not None:
            raise UsageError(
                tr("Name one folder: {first} or {second}.").format(
                    first=options.library, second=path
                )
            )
        options.library = path
        return None
    if not os.path.isfile(path):  # noqa: PTH113  as above
        raise UsageError(
            tr(
                "There is no file, folder or command {name}; kbviewer --help lists the commands."
            ).format(name=repr(options.path))
        )
    from kbviewer.library.files import MARKDOWN_SUFFIXES  # noqa: PLC0415  not for a window alone

    if path.suffix.lower() not in MARKDOWN_SUFFIXES:
        raise UsageError(
            tr("{file} is no Markdown file ({endings}).").format(
                file=path, endings=", ".join(MARKDOWN_SUFFIXES)
            )
        )
    if options.library is not None and not _is_inside(path, options.library):
        raise UsageError(
            tr("{file} is not in the folder {folder}.").format(file=path, folder=options.library)
        )
    return path


def _is_inside(file: Path, folder: Path) -> bool:
    place = Path(os.path.realpath(file.parent)) / file.name
    return place.is_relative_to(os.path.realpath(folder))


def _install_hint() -> str:
    from kbviewer import doctor  # noqa: PLC0415  only where Qt does not start

    return doctor.library_install_hint()
