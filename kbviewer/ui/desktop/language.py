"""The language of the window: the system's or another, and the menu entries that set it."""

from __future__ import annotations

import sys

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLocale,
    QObject,
    QSettings,
    Signal,
)

from kbviewer import i18n, paths
from kbviewer.errors import TranslationError
from kbviewer.ui.actions import ActionCollection

_SETTING = "language"
_QT_TEXTS = "qtbase"


def kept_language(settings: QSettings | None) -> str:
    """The language that the user has chosen, "" for the system's."""
    kept = str(settings.value(_SETTING, "")) if settings else ""
    return kept if kept in i18n.LANGUAGES else ""


def use_language(chosen: str) -> None:
    """Show all texts in a language, Qt's own, too; open windows are told.

    Args:
        chosen: one of ``LANGUAGES``, or "" for the system's.

    Raises:
        TranslationError: its file cannot be read; the language is English now.
    """
    name = chosen or _system_language()
    try:
        i18n.set_language(name, paths.resources() / "translations")
    except (OSError, ValueError) as error:
        i18n.set_language(i18n.ENGLISH, paths.resources())
        raise TranslationError(
            f"The texts in the language {name} cannot be read ({error}). "
            "They are in English until kbviewer is installed again."
        ) from error
    finally:
        _set_locale(i18n.language())
        _set_qt_texts(i18n.language())


class LanguageMenu(QObject):
    """Changes the language of the open window."""

    failed = Signal(object)
    """The language that was chosen cannot be used, because of this ``TranslationError``."""

    def __init__(
        self, actions: ActionCollection, settings: QSettings | None, parent: QObject
    ) -> None:
        """Check the entry of the language that is kept, and connect all of them.

        Args:
            actions: the window's actions.
            settings: where the choice is kept, or None to keep none.
            parent: the owner.
        """
        super().__init__(parent)
        self._settings = settings
        for name, slot in (
            ("system", self._match_system), (i18n.ENGLISH, self._english),
            (i18n.CHINESE, self._chinese),
        ):  # fmt: skip
            actions[f"language_{name}"].triggered.connect(slot)
        actions[f"language_{kept_language(settings) or 'system'}"].setChecked(True)

    def _match_system(self) -> None:
        self._choose("")

    def _english(self) -> None:
        self._choose(i18n.ENGLISH)

    def _chinese(self) -> None:
        self._choose(i18n.CHINESE)

    def _choose(self, name: str) -> None:
        if self._settings is not None:
            self._settings.setValue(_SETTING, name)
        try:
            use_language(name)
        except TranslationError as error:
            self.failed.emit(error)


def _system_language() -> str:
    """As the terminal finds it, but for macOS, which tells programs with a window only Qt's way."""
    if sys.platform == "darwin":
        return i18n.closest_language(QLocale.system().uiLanguages())
    return i18n.system_language()


def _set_locale(name: str) -> None:
    """Sort and write numbers as the system does, unless it has another language."""
    system = QLocale.system()
    is_systems = i18n.closest_language([system.name()]) == name
    QLocale.setDefault(system if is_systems else QLocale(name))


def _set_qt_texts(name: str) -> None:
    """Translate the texts of Qt's own buttons, menus and dialogs, and tell all windows."""
    application = QCoreApplication.instance()
    if application is None:
        return
    is_english = name == i18n.ENGLISH
    if not is_english or application.findChild(QObject, _QT_TEXTS):
        _translate_qt(application, name)
    # Once more is no harm: without a file of Qt's nothing else tells them.
    QCoreApplication.sendEvent(application, QEvent(QEvent.Type.LanguageChange))


def _translate_qt(application: QCoreApplication, name: str) -> None:
    from PySide6.QtCore import QLibraryInfo, QTranslator  # noqa: PLC0415  not for English

    if former := application.findChild(QTranslator, _QT_TEXTS):
        QCoreApplication.removeTranslator(former)
        former.deleteLater()
    if name != i18n.ENGLISH:
        translator = QTranslator(application)
        translator.setObjectName(_QT_TEXTS)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"{_QT_TEXTS}_{name}", folder):
            QCoreApplication.installTranslator(translator)
