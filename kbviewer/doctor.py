"""Checks what kbviewer needs of the machine; each check knows its fix. Free of Qt.

``kbviewer doctor`` prints the table; ``--install`` runs the package manager for what is missing.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shlex
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kbviewer import __version__, paths
from kbviewer.errors import KnownError
from kbviewer.i18n import tr
from kbviewer.library.watcher import raise_limit_command, watch_limit

_QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtTest")
_QT_PLUGINS = (
    "platforms/libqoffscreen.so",
    "iconengines/libqsvgicon.so",
    "imageformats/libqgif.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "imageformats/libqwebp.so",
)
_X11_PLUGINS = ("platforms/libqxcb.so",)
_WAYLAND_PLUGINS = ("platforms/libqwayland.so", "wayland-shell-integration/libxdg-shell.so")
_ELF_LITTLE_ENDIAN_64 = b"\x7fELF\x02\x01"
_PT_LOAD, _PT_DYNAMIC = 1, 2
_DT_NULL, _DT_NEEDED, _DT_STRTAB = 0, 1, 5
CHINESE_FONT = "a Chinese font"
"""What may be missing besides libraries."""
_MIN_WATCHES = 65_536


class DiagnosisState(Enum):
    """The outcome of a check."""

    OK = "ok"
    ADVICE = "advice"  # the program runs, without something
    MISSING = "missing"  # the window or the search cannot run

    @property
    def label(self) -> str:
        """Its name, in the user's language."""
        labels = {
            DiagnosisState.OK: tr("ok", "outcome of a check"),
            DiagnosisState.ADVICE: tr("advice", "outcome of a check"),
            DiagnosisState.MISSING: tr("missing", "outcome of a check"),
        }
        return labels[self]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The result of a check.

    Attributes:
        name: what was checked.
        state: the outcome.
        detail: the outcome in words.
        fix: what to do about it, "" if nothing, or if it is to install ``missing``.
        missing: what a package manager can install: names of shared libraries as the loader knows
            them (``libEGL.so.1``), or ``CHINESE_FONT``.
    """

    name: str
    state: DiagnosisState
    detail: str
    fix: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageManager:
    """A program that installs packages of the system.

    Attributes:
        program: its name.
        steps: the arguments of each call; the names of the packages follow the last one's.
        package: the name of the package that has a shared library or a Chinese font.
    """

    program: str
    steps: tuple[tuple[str, ...], ...]
    package: Callable[[str], str]

    def commands(self, needs: Sequence[str]) -> list[list[str]]:
        """The commands that install what is missing, without ``sudo``."""
        packages = sorted({self.package(need) for need in needs})
        *first, last = ([self.program, *step] for step in self.steps)
        return [*first, [*last, *packages]]


def _debian_package(need: str) -> str:
    """The package, by Debian's rule for shared libraries (Policy 8.1) or its exceptions.

    ``libxcb-cursor.so.0`` is in libxcb-cursor0, ``libdbus-1.so.3`` in libdbus-1-3.
    """
    known = {
        CHINESE_FONT: "fonts-noto-cjk",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libz.so.1": "zlib1g",
        "libbrotlicommon.so.1": "libbrotli1",
        "libbrotlidec.so.1": "libbrotli1",
        "libstdc++.so.6": "libstdc++6",
    }
    name, _, number = need.partition(".so.")
    hyphen = "-" if name[-1:].isdigit() else ""
    return known.get(need) or f"{name}{hyphen}{number}".lower().replace("_", "-")


def _rpm_package(need: str) -> str:
    """A capability, which dnf and zypper accept instead of a package's name."""
    return "font(:lang=zh-cn)" if need == CHINESE_FONT else f"{need}()(64bit)"


def _arch_package(need: str) -> str:
    """The package of Arch Linux: from a table, or named like the library."""
    known = {
        CHINESE_FONT: "noto-fonts-cjk",
        "libEGL": "libglvnd",
        "libGL": "libglvnd",
        "libX11-xcb": "libx11",
        "libbrotlicommon": "brotli",
        "libbrotlidec": "brotli",
        "libdbus-1": "dbus",
        "libfontconfig": "fontconfig",
        "libfreetype": "freetype2",
        "libglib-2.0": "glib2",
        "libgssapi_krb5": "krb5",
        "libgthread-2.0": "glib2",
        "libstdc++": "libstdc++",
        "libwayland-client": "wayland",
        "libwayland-cursor": "wayland",
        "libxcb-cursor": "xcb-util-cursor",
        "libxcb-icccm": "xcb-util-wm",
        "libxcb-image": "xcb-util-image",
        "libxcb-keysyms": "xcb-util-keysyms",
        "libxcb-render-util": "xcb-util-renderutil",
        "libxcb-util": "xcb-util",
        "libz": "zlib",
        "libzstd": "zstd",
    }
    name = need.partition(".so")[0]
    is_part_of_xcb = name.startswith("libxcb-")
    return known.get(name) or ("libxcb" if is_part_of_xcb else name.lower())


PACKAGE_MANAGERS = (
    PackageManager(
        "apt-get",
        (("update",), ("install", "-y", "--no-install-recommends")),
        _debian_package,
    ),
    PackageManager("dnf", (("install", "-y"),), _rpm_package),
    PackageManager("zypper", (("--non-interactive", "install", "--capability"),), _rpm_package),
    PackageManager("pacman", (("-S", "--needed", "--noconfirm"),), _arch_package),
)


def package_manager() -> PackageManager | None:
    """The package manager of this machine, None if it has none that is known."""
    return next((each for each in PACKAGE_MANAGERS if shutil.which(each.program)), None)


def install_command(needs: Sequence[str], *, sudo: bool = True) -> str:
    """The commands that install what is missing, on one line for a shell; "" if none is known.

    Args:
        needs: as in a ``Diagnosis``.
        sudo: whether ``sudo`` is written before each, unless the user is root.
    """
    manager = package_manager()
    if manager is None or not needs:
        return ""
    prefix = ["sudo"] if sudo and not _is_root() else []
    return " && ".join(shlex.join([*prefix, *words]) for words in manager.commands(needs))


def diagnose() -> list[Diagnosis]:
    """Run every check."""
    return [check() for check in CHECKS]


def library_install_hint() -> str:
    """A sentence on the libraries that Qt lacks and how to install them, "" if it lacks none."""
    missing = (*_check_libraries().missing, *_check_screen().missing)
    if not missing:
        return ""
    command = install_command(missing)
    message = (
        tr("Qt needs libraries that this system lacks ({libraries}). Install them: {command}")
        if command
        else tr(
            "Qt needs libraries that this system lacks ({libraries}). Install the packages that "
            "have them"
        )
    )
    return message.format(libraries=tr(", ").join(missing), command=command)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


# --- Qt's libraries


def _qt_system_libraries(modules: Sequence[str], plugins: Sequence[str]) -> list[str]:
    """The names of the shared libraries outside PySide6 that its files need; only on Linux.

    Dependencies are followed as the loader does; on macOS and Windows PySide6 contains all.
    """
    spec = importlib.util.find_spec("PySide6") if sys.platform.startswith("linux") else None
    if spec is None or not spec.submodule_search_locations:
        return []
    package = Path(spec.submodule_search_locations[0])
    inner = [package, package / "Qt" / "lib", package.parent / "shiboken6"]
    own = {file.name: file for folder in inner for file in folder.glob("*.so*")}
    waiting = [own[name] for name in own if name.partition(".")[0] in modules]
    waiting += [package / "Qt" / "plugins" / plugin for plugin in plugins]
    seen: set[str] = set()
    outside: set[str] = set()
    while waiting:
        for name in _needed_libraries(waiting.pop()):
            if name in own and name not in seen:
                seen.add(name)
                waiting.append(own[name])
            elif name not in own:
                outside.add(name)
    return sorted(outside)


def _needed_libraries(file: Path) -> Iterator[str]:
    """The names of the libraries that an ELF file needs (its DT_NEEDED entries); see elf(5).

    A file that is missing or of another type needs none.
    """
    try:
        with file.open("rb") as elf:
            head = elf.read(64)
            if not head.startswith(_ELF_LITTLE_ENDIAN_64):
                return
            offset, size, count = (
                *struct.unpack_from("<Q", head, 32),
                *struct.unpack_from("<HH", head, 54),
            )
            elf.seek(offset)
            table = elf.read(size * count)
            segments = [struct.unpack_from("<IIQQQQ", table, size * i) for i in range(count)]
            entries: list[tuple[int, int]] = []
            for kind, _, start, _, _, length in segments:
                if kind == _PT_DYNAMIC:
                    elf.seek(start)
                    entries = list(struct.iter_unpack("<qQ", elf.read(length - length % 16)))
            strings = next((value for tag, value in entries if tag == _DT_STRTAB), 0)
            for kind, _, start, address, _, length in segments:
                if kind == _PT_LOAD and address <= strings < address + length:
                    strings += start - address
                    break
            for tag, value in entries:
                if tag == _DT_NULL:
                    break
                if tag == _DT_NEEDED:
                    elf.seek(strings + value)
                    yield elf.read(256).partition(b"\0")[0].decode(errors="replace")
    except FileNotFoundError:
        return


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


# --- the checks


def _check_versions() -> Diagnosis:
    name = tr("Versions")
    versions = [f"kbviewer {__version__}", f"Python {platform.python_version()}"]
    try:
        qt = version("PySide6-Essentials")
    except PackageNotFoundError:
        return Diagnosis(
            name, DiagnosisState.MISSING,
            tr("{versions}, no PySide6").format(versions=tr(", ").join(versions)),
            f"{shlex.quote(sys.executable)} -m pip install PySide6-Essentials",
        )  # fmt: skip
    versions += [f"PySide6 {qt}", f"SQLite {sqlite3.sqlite_version}"]
    return Diagnosis(name, DiagnosisState.OK, tr(", ").join(versions))


def _check_libraries() -> Diagnosis:
    names = _qt_system_libraries(_QT_MODULES, _QT_PLUGINS)
    return _check_loading(tr("Qt's system libraries"), names, DiagnosisState.MISSING)


def _check_screen() -> Diagnosis:
    """What Qt needs for a window; the terminal and ``--picture`` do without."""
    is_wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    has_screen = is_wayland or bool(os.environ.get("DISPLAY"))
    inner = set(_qt_system_libraries(_QT_MODULES, _QT_PLUGINS))
    names = _qt_system_libraries((), _WAYLAND_PLUGINS if is_wayland else _X11_PLUGINS)
    name = tr("Qt's libraries for Wayland") if is_wayland else tr("Qt's libraries for X11")
    lacking = DiagnosisState.MISSING if has_screen else DiagnosisState.ADVICE
    return _check_loading(name, [each for each in names if each not in inner], lacking)


def _check_loading(name: str, libraries: Sequence[str], lacking: DiagnosisState) -> Diagnosis:
    missing = tuple(each for each in libraries if not _can_load(each))
    if missing:
        detail = tr("{libraries} cannot be loaded").format(libraries=tr(", ").join(missing))
        return Diagnosis(name, lacking, detail, missing=missing)
    detail = tr("all {n} load").format(n=len(libraries)) if libraries else tr("none needed")
    return Diagnosis(name, DiagnosisState.OK, detail)


def _check_font() -> Diagnosis:
    name = tr("Chinese font")
    if not sys.platform.startswith("linux"):
        return Diagnosis(name, DiagnosisState.OK, tr("comes with the system"))
    if _has_chinese_font():
        return Diagnosis(name, DiagnosisState.OK, tr("there is one"))
    return Diagnosis(
        name, DiagnosisState.ADVICE, tr("there is none: Chinese characters are shown as boxes"),
        missing=(CHINESE_FONT,),
    )  # fmt: skip


def _has_chinese_font() -> bool:
    """Whether fontconfig, which Qt uses on Linux, knows a Chinese font."""
    try:
        fontconfig = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    for function in ("FcInitLoadConfigAndFonts", "FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(fontconfig, function).restype = ctypes.c_void_p
    config = ctypes.c_void_p(fontconfig.FcInitLoadConfigAndFonts())
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(b":lang=zh"))
    wanted = ctypes.c_void_p(fontconfig.FcObjectSetCreate())
    fonts = fontconfig.FcFontList(config, pattern, wanted)
    # The first member of an FcFontSet is the number of fonts in it.
    return bool(fonts) and ctypes.cast(fonts, ctypes.POINTER(ctypes.c_int))[0] > 0


def _check_sqlite() -> Diagnosis:
    name = tr("Full-text search")
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.OperationalError:
        return Diagnosis(
            name, DiagnosisState.MISSING,
            tr("SQLite {version} of this Python is built without FTS5").format(
                version=sqlite3.sqlite_version
            ),
            tr("Use a Python whose SQLite has it: the system's, or that of python.org"),
        )  # fmt: skip
    finally:
        db.close()
    has_it = tr("SQLite {version} has FTS5").format(version=sqlite3.sqlite_version)
    return Diagnosis(name, DiagnosisState.OK, has_it)


def _check_watches() -> Diagnosis:
    name = tr("Watching a folder")
    limit = watch_limit()
    if limit is None:
        return Diagnosis(name, DiagnosisState.OK, tr("the system sets no limit"))
    if limit >= _MIN_WATCHES:
        return Diagnosis(name, DiagnosisState.OK, tr("up to {n} folders").format(n=f"{limit:,}"))
    return Diagnosis(
        name, DiagnosisState.ADVICE,
        tr("up to {n} folders; changes in a larger library are not seen at once").format(
            n=f"{limit:,}"
        ),
        raise_limit_command(_MIN_WATCHES),
    )  # fmt: skip


def _check_folder(name: str, folder: Callable[[], Path], variable: str) -> Diagnosis:
    fix = tr("Name a folder that can be written in {variable}").format(variable=variable)
    try:
        path = folder()
    except KnownError as error:
        return Diagnosis(name, DiagnosisState.MISSING, str(error), fix)
    existing = path
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return Diagnosis(name, DiagnosisState.OK, str(path))
    return Diagnosis(
        name, DiagnosisState.MISSING, tr("{path} cannot be written").format(path=path), fix
    )


def _check_cache() -> Diagnosis:
    return _check_folder(tr("Folder of the indexes"), paths.cache_folder, "KBVIEWER_CACHE_DIR")


def _check_data() -> Diagnosis:
    return _check_folder(tr("Folder of the settings"), paths.data_folder, "KBVIEWER_DATA_DIR")


CHECKS: tuple[Callable[[], Diagnosis], ...] = (
    _check_versions,
    _check_libraries,
    _check_screen,
    _check_font,
    _check_sqlite,
    _check_watches,
    _check_cache,
    _check_data,
)


# --- installing


def install(needs: Sequence[str], ask: Callable[[str], bool]) -> bool:
    """Run the package manager, as root, or through ``sudo`` if the user agrees.

    Args:
        needs: as in a ``Diagnosis``; at least one.
        ask: shows a question and returns whether the user agrees.

    Returns:
        Whether the package manager has finished and reported success.
    """
    manager = package_manager()
    if manager is None:
        return False
    prefix: list[str] = []
    if not _is_root():
        if not (
            shutil.which("sudo")
            and ask(tr("Run {command}?").format(command=install_command(needs)))
        ):
            return False
        prefix = ["sudo"]
    for words in manager.commands(needs):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run([*prefix, *words], env=environment, check=False).returncode:  # noqa: S603  from our own tables
            return False
    return True
