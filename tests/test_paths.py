"""Where files lie, and who may read them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.errors import HomeError
from kbviewer.index.index import Index

no_modes = pytest.mark.skipif(os.name == "nt", reason="the folders of a Windows user are closed")


@pytest.fixture(params=[0o022, 0o000, 0o077, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@no_modes
@pytest.mark.usefixtures("umask")
def test_folders_and_files_are_the_users_alone_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "one" / "two" / "three"
    paths.make_private_folder(folder)
    paths.make_private_file(folder / "file")
    assert [mode(one) for one in (folder, *folder.parents[:2])] == [0o700] * 3
    assert mode(folder / "file") == 0o600


@no_modes
def test_what_was_open_to_others_is_closed(tmp_path: Path) -> None:
    folder, file, sealed = tmp_path / "folder", tmp_path / "folder" / "a", tmp_path / "folder" / "b"
    folder.mkdir()
    folder.chmod(0o755)
    for path, before in ((file, 0o644), (sealed, 0o444)):
        path.write_text("kept")
        path.chmod(before)
        paths.make_private_file(path)
    paths.make_private_folder(folder)
    assert (mode(folder), mode(file), mode(sealed)) == (0o700, 0o600, 0o400)
    assert file.read_text() == "kept"


@no_modes
@pytest.mark.parametrize("variable", ["KBVIEWER_CACHE_DIR", "KBVIEWER_DATA_DIR"])
def test_a_folder_that_the_user_named_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    named = tmp_path / "named"
    named.mkdir()
    named.chmod(0o755)
    monkeypatch.setenv(variable, str(named))
    paths.make_private_folder(named)
    assert mode(named) == 0o755
    monkeypatch.setenv(variable, str(named / "new"))
    paths.make_private_folder(named / "new")
    assert (mode(named), mode(named / "new")) == (0o755, 0o700)


@no_modes
def test_what_a_link_leads_to_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "mine").chmod(0o644)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder").chmod(0o755)
    for name, target in (("a", "mine"), ("b", "folder"), ("c", "missing")):
        (tmp_path / name).symlink_to(tmp_path / target)
    paths.make_private_file(tmp_path / "a")
    paths.make_private_folder(tmp_path / "b")
    paths.make_private_file(tmp_path / "c")
    assert (mode(tmp_path / "mine"), mode(tmp_path / "folder")) == (0o644, 0o755)
    assert not (tmp_path / "missing").exists()
    with pytest.raises(FileExistsError):
        paths.make_private_folder(tmp_path / "c")


@no_modes
def test_an_index_and_all_beside_it_are_the_users_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the default folder, made anew or as an earlier version left them."""
    monkeypatch.delenv("KBVIEWER_CACHE_DIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "a.md").write_text("抖音", encoding="utf-8")
    before = os.umask(0o022)
    try:
        for _ in range(2):
            with Index.open(tmp_path / "library") as index:
                for _ in index.update():
                    folder = index.path.parent
                    assert mode(folder) == 0o700
                    assert {mode(file) for file in folder.iterdir()} == {0o600}
            folder.chmod(0o755)
            for file in folder.iterdir():
                file.chmod(0o644)
    finally:
        os.umask(before)


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", "~/c")
    monkeypatch.setenv("KBVIEWER_DATA_DIR", "~")
    assert paths.cache_folder() == tmp_path / "c"
    assert paths.data_folder() == tmp_path


@pytest.mark.parametrize("named", [None, "~", "~/cache"])
def test_without_a_home_folder_it_is_said_which_name_to_give(
    monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as without HOME and user
    for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    for variable, folder in (
        ("KBVIEWER_CACHE_DIR", paths.cache_folder),
        ("KBVIEWER_DATA_DIR", paths.data_folder),
    ):
        if named is None:
            monkeypatch.delenv(variable)
        else:
            monkeypatch.setenv(variable, named)
        with pytest.raises(HomeError, match=variable):
            folder()


def test_a_folder_keeps_the_name_of_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "far" / "target").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "far" / "target")
    monkeypatch.chdir(tmp_path)
    for named in ("link", "./link/", str(tmp_path / "link")):
        assert paths.named_path(Path(named)) == tmp_path / "link"
    assert paths.named_path(Path("link/..")) == (tmp_path / "far").resolve()
    assert paths.named_path(Path()).name == tmp_path.name
