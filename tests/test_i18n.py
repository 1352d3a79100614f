"""Messages in the user's language, and the files that Qt Linguist makes."""

from __future__ import annotations

import ast
import pickle
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kbviewer import i18n, paths

_FOLDER = paths.resources() / "translations"
_TS = _FOLDER / "kbviewer_zh_CN.ts"
_PACKAGE = Path(i18n.__file__).parent


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([program, *arguments], check=True, capture_output=True, timeout=120)


def _messages(ts: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """English text and comment → translation and its state."""
    root = ET.parse(ts).getroot()  # noqa: S314  our own file
    found = {}
    for message in root.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        key = message.findtext("source", ""), message.findtext("comment", "")
        found[key] = translation.text or "", translation.get("type", "finished")
    return found


def test_every_message_is_translated_and_none_is_stale(tmp_path: Path) -> None:
    updated = tmp_path / _TS.name
    shutil.copy(_TS, updated)
    files = [str(file) for file in sorted(_PACKAGE.rglob("*.py"))]
    _run("lupdate", "-locations", "none", "-no-obsolete", *files, "-ts", str(updated))
    assert _messages(updated) == _messages(_TS)
    assert [
        key for key, (text, state) in _messages(_TS).items() if not text or state != "finished"
    ] == []


def test_no_message_is_where_lupdate_does_not_look() -> None:
    """It reads no f-strings, and takes one literal of each call."""
    for file in sorted(_PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for outer in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
            inner = (node for node in ast.walk(outer) if isinstance(node, ast.Name))
            assert not {"tr", "QT_TR_NOOP"} & {name.id for name in inner}, (file, outer.lineno)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ("tr", "QT_TR_NOOP"):
                assert not isinstance(call.args[0], ast.JoinedStr), (file, call.lineno)


def test_the_compiled_file_is_made_from_the_edited_one() -> None:
    compiled = i18n.read_qm(_TS.with_suffix(".qm").read_bytes())
    assert compiled == {key: text for key, (text, _) in _messages(_TS).items()}
    assert len(compiled) > 10


def test_values_in_a_message_are_those_in_its_translation() -> None:
    for (text, _), (translation, _) in _messages(_TS).items():
        assert _placeholders(translation) == _placeholders(text), text


def _placeholders(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


def test_a_message_is_translated() -> None:
    i18n.set_language(i18n.CHINESE, _FOLDER)
    assert i18n.language() == "zh_CN"
    for (text, comment), (translation, _) in _messages(_TS).items():
        assert i18n.tr(text, comment) == translation
    i18n.set_language(i18n.ENGLISH, _FOLDER)
    assert i18n.tr("No such message") == "No such message"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        i18n.set_language("xx", _FOLDER)


@pytest.mark.parametrize("content", [b"", b"<TS/>", _TS.with_suffix(".qm").read_bytes()[:-3]])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="file"):
        i18n.read_qm(content)


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["zh_CN.UTF-8"], "zh_CN"),
        (["zh-Hant-TW", "en"], "zh_CN"),
        (["en_GB", "zh"], "en"),
        (["de_DE@euro", "zh"], "zh_CN"),
        (["", "C"], "en"),
        (["zhx"], "en"),
        ([], "en"),
    ],
)
def test_the_closest_language(names: list[str], language: str) -> None:
    assert i18n.closest_language(names) == language


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no variables for it")
@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh:en"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANGUAGE": "zh"}, "en"),
        ({"LANGUAGE": "zh"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_system(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == language


def test_a_message_that_is_kept_is_translated_where_it_is_shown() -> None:
    reason = i18n.Message("Permission denied")
    kept = i18n.Message("it cannot be read: {reason}").format(reason=reason)
    kept = pickle.loads(pickle.dumps(kept))  # noqa: S301  as from a worker process
    assert str(kept) == "it cannot be read: Permission denied"
    i18n.set_language(i18n.CHINESE, _FOLDER)
    assert f"{kept}" == "无法读取：权限不足"


def test_a_value_in_a_message_is_never_a_placeholder() -> None:
    message = i18n.Message("{name} {gone} {0.text}").format(name="{gone}{name}", more="x")
    assert str(message) == "{gone}{name} {gone} {0.text}"


@pytest.mark.parametrize(("number", "text"), [(0, "0 files"), (1, "1 file"), (1234, "1,234 files")])
def test_the_number_of_a_message(number: int, text: str) -> None:
    assert i18n.plural(number, "{n} file", "{n} files") == text
