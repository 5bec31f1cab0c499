"""What is kept is what was put in, or nothing: damage, races, full and missing folders are never more than a delay."""

import os
import threading
import time

import numpy as np
import pytest

from microsim import caching

ARRAYS = {"part.counts": np.arange(12).reshape(3, 4), "part.shares": np.linspace(0, 1, 5)[::2], "empty": np.zeros((0, 3))}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache folder of the test's own."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    return tmp_path / "microsim-tables"


def same(found):
    """Tell whether arrays are those put in: names, types, shapes and bytes."""
    return list(found) == list(ARRAYS) and all(
        found[name].dtype == array.dtype and np.array_equal(found[name], array) for name, array in ARRAYS.items()
    )


def test_what_is_kept_is_found_again(folder):
    key = caching.key_of("a", 1)
    assert caching.load(key) is None
    caching.keep(key, ARRAYS)
    assert same(caching.load(key))
    assert [path.name for path in folder.iterdir()] == [f"{key}.tables"]


def test_keys_tell_parts_apart():
    keys = [caching.key_of(*parts) for parts in (("ab",), ("a", "b"), (b"ab",), ("ab", None), (1,), ("1",), (1.0,))]
    assert len(set(keys)) == len(keys)
    assert caching.key_of("ab", 2016) == caching.key_of("ab", 2016)


def test_other_sources_tables_and_libraries_are_other_keys(monkeypatch, tmp_path):
    def key():
        for function in (caching.code_hash, caching.surroundings):
            function.cache_clear()
        return caching.key_of("a")

    (tmp_path / "tables").mkdir()
    source, table = tmp_path / "rule.py", tmp_path / "tables" / "shares.csv"
    source.write_text("RATE = 0.2")
    table.write_text("0.1")
    monkeypatch.setattr(caching, "PACKAGE", tmp_path)
    keys = [key()]
    source.write_text("RATE = 0.3")
    keys.append(key())
    table.write_text("0.2")
    keys.append(key())
    monkeypatch.setattr(np, "__version__", "0.0")
    keys.append(key())
    monkeypatch.undo()
    assert len({*keys, key()}) == 5


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "flipped", "folder"])
def test_a_damaged_file_is_as_good_as_none_and_is_replaced(folder, damage):
    key = caching.key_of("a")
    caching.keep(key, ARRAYS)
    path = folder / f"{key}.tables"
    content = bytearray(path.read_bytes())
    content[content.index(ARRAYS["part.counts"].tobytes()) + 8] ^= 1
    changed = {"empty": b"", "text": b"tables", "cut": content[:-100], "flipped": bytes(content)}
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        path.write_bytes(changed[damage])
    assert caching.load(key) is None
    caching.keep(key, ARRAYS)
    if damage != "folder":
        assert same(caching.load(key))
    assert not list(folder.glob("*.part"))


def test_no_byte_of_an_entry_can_change_unseen(folder, monkeypatch):
    monkeypatch.setattr(caching, "trusted", lambda: True)  # looking at every source each time takes long
    key = caching.key_of("a")
    caching.keep(key, ARRAYS)
    path = folder / f"{key}.tables"
    content = path.read_bytes()
    for place in range(0, len(content), 3):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        found = caching.load(key)
        assert found is None, f"byte {place}"


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    caching.keep("key", ARRAYS)
    assert caching.load("key") is None


def test_without_a_home_nothing_is_kept(monkeypatch):
    def homeless():
        raise RuntimeError("could not determine home directory")

    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(caching.Path, "home", homeless)
    caching.keep("key", ARRAYS)
    assert caching.load("key") is None


def test_sources_changed_while_the_process_runs_keep_nothing(folder, monkeypatch):
    caching.keep("before", ARRAYS)
    monkeypatch.setattr(caching, "STARTED", 0.0)
    caching.keep("after", ARRAYS)
    assert [path.stem for path in folder.iterdir()] == ["before"]
    assert caching.load("before") is None


def test_what_was_unused_longest_goes_first(folder, monkeypatch):
    caching.keep("size", ARRAYS)
    size = (folder / "size.tables").stat().st_size
    (folder / "size.tables").unlink()
    monkeypatch.setattr(caching, "LARGEST", 2 * size)
    for age, key in ((300, "old"), (200, "older in use"), (100, "new")):
        if key == "new":
            assert same(caching.load("old"))  # used now, so the other one is the older
        caching.keep(key, ARRAYS)
        if key != "new":
            os.utime(folder / f"{key}.tables", (time.time() - age,) * 2)
    assert sorted(path.stem for path in folder.iterdir()) == ["new", "old"]


def test_unfinished_files_go_once_nobody_can_be_writing_them(folder):
    folder.mkdir()
    for name, age in (("abandoned.part", 2 * caching.ABANDONED), ("being written.part", 1)):
        (folder / name).write_text("")
        os.utime(folder / name, (time.time() - age,) * 2)
    caching.keep("key", ARRAYS)
    assert sorted(path.name for path in folder.iterdir()) == ["being written.part", "key.tables"]


def test_a_full_disk_leaves_no_half_written_file(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(caching.Path, "replace", full)
    caching.keep("key", ARRAYS)
    assert not list(folder.iterdir())


def test_readers_beside_a_writer_see_an_entry_whole_or_not_at_all(folder, monkeypatch):
    monkeypatch.setattr(caching, "trusted", lambda: True)
    stop, found = threading.Event(), []

    def read():
        while not stop.is_set():
            found.append(caching.load("key"))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(30):
        caching.keep("key", ARRAYS)
    stop.set()
    reader.join()
    assert all(one is None or same(one) for one in found)
    assert same(caching.load("key"))


def test_many_threads_make_a_thing_once():
    memo, made, gate = caching.Memo(2), [], threading.Barrier(8)

    def make():
        made.append(1)
        time.sleep(0.05)
        return object()

    def ask(results):
        gate.wait()
        results.append(memo.get("key", make))

    results = []
    threads = [threading.Thread(target=ask, args=(results,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(set(map(id, results))) == 1
    assert len(results) == 8


def test_a_memo_holds_the_last_used_and_no_failure():
    memo, made = caching.Memo(2), []

    def make(key):
        made.append(key)
        if made == ["a"]:
            raise ValueError("not yet")
        return key

    with pytest.raises(ValueError, match="not yet"):
        memo.get("a", lambda: make("a"))
    for key in "abacab":
        assert memo.get(key, lambda key=key: make(key)) == key
    assert made == ["a", "a", "b", "c", "b"]
