"""A parser of arguments that speaks the user's language, as far as argparse lets it.

What argparse itself says of a wrong argument (``expected one argument``) is quoted as it is.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from kbviewer.errors import UsageError
from kbviewer.i18n import QT_TR_NOOP, tr

_OF_ARGPARSE = (
    QT_TR_NOOP("positional arguments"),
    QT_TR_NOOP("options"),
    QT_TR_NOOP("show this help message and exit"),
)
"""argparse's own texts in a help, which are translated where they are printed."""
_HEADING = re.compile(r"(?:\A|(?<=\n\n))(\S.*):(?=\n  )")


class HelpFormatter(argparse.HelpFormatter):
    """Formats help in the user's language: a Chinese character takes two columns."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the usage behind its heading."""
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Begin a group of arguments."""
        super().start_section(heading and tr(heading))

    def format_help(self) -> str:
        """The help; headings end in the language's colon, and lines of the usage are aligned."""
        from kbviewer.text.display import display_width  # noqa: PLC0415  only for help

        usage, gap, rest = super().format_help().partition("\n\n")
        heading = tr("usage: ")
        indent = " " * (display_width(heading) - len(heading))
        rest = _HEADING.sub(lambda line: tr("{heading}:").format(heading=line[1]), rest)
        return usage.replace("\n ", f"\n{indent} ") + gap + rest

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and tr(action.help)

    def _split_lines(self, text: str, width: int) -> list[str]:
        if _is_narrow(text):
            return super()._split_lines(text, width)
        return _wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if _is_narrow(text):
            return super()._fill_text(text, width, indent)
        return "\n".join(indent + line for line in _wrapped(text, width - len(indent)))


def _is_narrow(text: str) -> bool:
    """Whether each character takes one column: then argparse breaks lines well."""
    from kbviewer.text.display import display_width  # noqa: PLC0415  only for help

    return display_width(text) == len(text)


def _wrapped(text: str, width: int) -> list[str]:
    from kbviewer.text.display import wrapped  # noqa: PLC0415  only for help

    return wrapped(text, width)


class ArgumentParser(argparse.ArgumentParser):
    """A parser whose help and errors are in the user's language."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of argparse
        super().__init__(
            **options, formatter_class=HelpFormatter, allow_abbrev=False, exit_on_error=False
        )

    def parse_known_args(  # type: ignore[override]  # argparse has overloads for namespaces
        self,
        args: Sequence[str] | None = None,
        namespace: Any = None,  # noqa: ANN401  as above
    ) -> tuple[Any, list[str]]:
        """As argparse's; a wrong argument ends the program."""
        try:
            return super().parse_known_args(args, namespace)
        except argparse.ArgumentError as error:
            if error.argument_name is None:
                self.error(error.message)
            self.error(
                tr("argument {name}: {message}").format(
                    name=error.argument_name, message=error.message
                )
            )

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401  argparse's
        if action.choices is not None and value not in action.choices:
            choices = tr(", ").join(map(str, action.choices))
            message = tr("{text} is none of these: {choices}")
            raise argparse.ArgumentError(action, message.format(text=repr(value), choices=choices))

    def error(self, message: str) -> NoReturn:
        """Print the usage and a message to standard error, and end the program."""
        self.exit(
            2,
            self.format_usage()
            + tr("{program}: error: {message}").format(program=self.prog, message=message)
            + "\n",
        )


def require_unicode(text: str | None, what: str) -> None:
    """Refuse bytes that could not be decoded: they cannot be searched as they were typed.

    Args:
        text: as it was read.
        what: what the text is, in the user's language.

    Raises:
        UsageError: some bytes are not text in the encoding in which they were read.
    """
    if text and any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError(
            tr(
                "{what} is not text in the encoding of this terminal or file: {text}. Type it, or "
                "save the file, in UTF-8."
            ).format(what=what, text=repr(text))
        )
