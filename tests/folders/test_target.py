"""What is not ours is never touched: each wrong target is refused by name, and stays byte for byte."""

import os
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

import microsim
from microsim.cli import main
from microsim.folders.kinds import EXTRACT, POPULATION, RUN
from microsim.folders.making import made_folder
from microsim.folders.target import check_target
from microsim.reading import InputError
from tests.folders.stub import make, make_before, make_import, words

KINDS = {kind.name: kind for kind in (RUN, POPULATION, EXTRACT)}


def put(path, text="mine"):
    """Write a user's own file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def foreign_manifest(target):
    put(target / "manifest.json", '{"manifest_version": 3, "name": "an extension", "outputs": {"thesis.docx": ""}}')
    put(target / "thesis.docx")


def manifest_that_is_no_json(target):
    put(target / "manifest.json", "[" * 100_000)


def manifest_of_another_format(target):
    put(target / "manifest.json", '{"format": "microsim-runner", "outputs": {}}')


def manifest_is_a_list(target):
    put(target / "manifest.json", '["scenario", "one_in"]')


def manifest_is_a_folder(target):
    (target / "manifest.json").mkdir(parents=True)


def manifest_is_a_link(target):
    other = make(target.with_name("other"))
    target.mkdir()
    (target / "manifest.json").symlink_to(other / "manifest.json")


def outputs_are_no_table(target):
    make(target)
    put(target / "manifest.json", '{"format": "microsim-run", "outputs": "results.nc"}')


def notes_in_a_run(target):
    put(make(target) / "notes.txt")


def notes_in_a_run_of_before(target):
    put(make_before(target) / "notes.txt")


def notes_among_the_figures(target):
    put(make(target) / "figures" / "notes.txt")


def own_figure_among_those_of_before(target):
    put(make_before(target) / "figures" / "mine.png")


def own_table_of_a_name_to_come(target):
    put(make(target) / "headline.csv")


def hidden_file(target):
    put(make(target) / ".gitignore")


def empty_folder_in_a_run(target):
    (make(target) / "drafts").mkdir()


def folder_named_as_a_file_of_ours(target):
    (make(target) / "results.nc").unlink()
    put(target / "results.nc" / "notes.txt")


def link_in_a_run(target):
    (make(target) / "latest").symlink_to("results.nc")


def link_in_place_of_a_file_of_ours(target):
    moved = (make(target) / "results.nc").rename(target.with_name("elsewhere.nc"))
    (target / "results.nc").symlink_to(moved)


def link_in_place_of_a_folder_of_ours(target):
    moved = (make(target) / "figures").rename(target.with_name("elsewhere"))
    (target / "figures").symlink_to(moved)


def pipe_in_a_run(target):
    os.mkfifo(make(target) / "pipe")


def other_case(target):
    (make(target) / "results.nc").rename(target / "Results.NC")


def run_within_a_folder(target):
    make(target / "baseline")


def an_import(target):
    make_import(target)


def plain_file(target):
    put(target)


def pipe(target):
    os.mkfifo(target)


def listening_socket(target):
    here = Path.cwd()
    os.chdir(target.parent)  # such paths must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(target.name)
    os.chdir(here)


def link_to_a_run(target):
    target.symlink_to(make(target.with_name("other")))


def link_to_nothing(target):
    target.symlink_to(target.with_name("nothing"))


def link_to_itself(target):
    target.symlink_to(target)


def below_a_file(target):
    put(target.parent / "letter")


# what is made, the target below it, what the message says
WRONG = [
    (foreign_manifest, "out", "found a manifest.json of something else, so it is no earlier run; it holds manifest"),
    (manifest_that_is_no_json, "out", "found a manifest.json of something else"),
    (manifest_of_another_format, "out", "found a manifest.json of something else"),
    (manifest_is_a_list, "out", "found a manifest.json of something else"),
    (manifest_is_a_folder, "out", "found a manifest.json of something else"),
    (manifest_is_a_link, "out", "found a manifest.json of something else"),
    (outputs_are_no_table, "out", "found figures/, results.nc, which the earlier run did not write"),
    (notes_in_a_run, "out", "found notes.txt, which the earlier run did not write; allowed is a new name, an empty"),
    (notes_in_a_run_of_before, "out", "found notes.txt, which the earlier run did not write"),
    (notes_among_the_figures, "out", "found figures/notes.txt, which the earlier run did not write"),
    (own_figure_among_those_of_before, "out", "found figures/mine.png, which the earlier run did not write"),
    (own_table_of_a_name_to_come, "out", "found headline.csv, which the earlier run did not write"),
    (hidden_file, "out", "found .gitignore, which the earlier run did not write"),
    (empty_folder_in_a_run, "out", "found drafts/, which the earlier run did not write"),
    (folder_named_as_a_file_of_ours, "out", "found results.nc/, which the earlier run did not write"),
    (link_in_a_run, "out", "found latest, which the earlier run did not write"),
    (link_in_place_of_a_file_of_ours, "out", "found results.nc, which the earlier run did not write"),
    (link_in_place_of_a_folder_of_ours, "out", "found figures, which the earlier run did not write"),
    (pipe_in_a_run, "out", "found pipe, which the earlier run did not write"),
    (other_case, "out", "found Results.NC, which the earlier run did not write"),
    (run_within_a_folder, "out", "found baseline/ and no manifest.json, so it is no earlier run"),
    (an_import, "out", "found persons.parquet, population.json and no manifest.json, so it is no earlier run"),
    (plain_file, "out", "found a file, allowed is a folder: choose another name"),
    (pipe, "out", "found a pipe, allowed is a folder"),
    (listening_socket, "out", "found a socket, allowed is a folder"),
    (link_to_a_run, "out", "other, allowed is a folder: choose another name or the folder's own"),
    (link_to_nothing, "out", "found a broken link to"),
    (link_to_itself, "out", "found a broken link to"),
    (link_to_itself, "out/run", "cannot be a folder"),
    (below_a_file, "letter/run", "letter is no folder"),
    (below_a_file, "n" * 300, "cannot be a folder: File name too long"),
    (below_a_file, "a\0b", "cannot be a folder: its name holds a character of no name"),
]


def picture(folder):
    """Return everything below a folder: what it is, its content or where it leads."""
    seen = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        inside = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        seen[str(path)] = (state.st_mode, state.st_ino, inside)
    return seen


@pytest.mark.parametrize(("arrange", "name", "message"), WRONG, ids=lambda value: getattr(value, "__name__", None))
def test_a_target_that_is_not_ours_is_refused_and_stays(tmp_path, arrange, name, message):
    arrange(tmp_path / "out")
    before = picture(tmp_path)
    with pytest.raises(InputError) as error, made_folder(tmp_path / name, RUN):
        pytest.fail("the target was accepted")
    assert message in str(error.value)
    assert picture(tmp_path) == before


@pytest.mark.parametrize("name", ["/dev/null", "/dev/stdout", "/", "~", ".", "..", "", "/proc/nothing"])
def test_places_of_the_system_and_of_the_user(tmp_path, monkeypatch, name):
    home = tmp_path / "home"
    here = home / "work" / "empty"
    here.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home / "work" if name == "~" else home))
    monkeypatch.chdir(here if name != "~" else home)
    refused = CliRunner().invoke(main, ["run", "--out", os.path.expanduser(name)])
    assert refused.exit_code == 2, refused.output
    assert "Traceback" not in refused.output
    assert Path.cwd().is_dir()
    with pytest.raises(InputError, match=r"current folder|home|device|link|cannot be made|found"):
        microsim.run(out=os.path.expanduser(name))


def test_a_device_is_refused_with_words_that_help():
    with pytest.raises(InputError, match=r"found a device, allowed is a folder: .* call microsim.run without out="):
        check_target("/dev/null", RUN)


def test_the_current_folder_and_those_above_it(tmp_path, monkeypatch):
    run = make(tmp_path / "run")
    monkeypatch.chdir(run / "figures")
    for name, message in ((".", "is the current folder"), ("..", "holds the current folder"), (run, "holds the")):
        with pytest.raises(InputError, match=message):
            check_target(name, RUN)


def test_a_mount_point_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("os.path.ismount", lambda path: Path(path) == tmp_path)
    with pytest.raises(InputError, match="is where a disk is mounted"):
        check_target(tmp_path, RUN)


@pytest.mark.parametrize("locked", ["", "run", "run/figures"])
def test_what_may_not_be_written_is_refused_at_once(tmp_path, monkeypatch, locked):
    run, may = make(tmp_path / "run"), os.access
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != tmp_path / locked and may(path, mode))
    with pytest.raises(InputError, match="is not writable"):
        check_target(run, RUN)


def nothing(target):
    pass


def empty(target):
    target.mkdir()


def empty_but_for_a_file_manager(target):
    put(target / ".DS_Store")


def run_seen_by_file_managers(target):
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "figures/.DS_Store", "figures/._funds.svg"):
        put(make(target) / name if name == ".DS_Store" else target / name)


def run_of_a_later_format(target):
    make(target)
    text = (target / "manifest.json").read_text(encoding="utf-8")
    put(target / "manifest.json", text.replace('"format_version": 1', '"format_version": 2'))


def run_that_lost_files(target):
    (make(target) / "results.nc").unlink()


@pytest.mark.parametrize(
    ("arrange", "kind"),
    [
        *((arrange, kind) for arrange in (nothing, empty, empty_but_for_a_file_manager) for kind in KINDS),
        *((arrange, "run") for arrange in (make, make_before, run_seen_by_file_managers)),
        *((arrange, "run") for arrange in (run_of_a_later_format, run_that_lost_files)),
        (make_import, "import"),
    ],
)
def test_what_is_ours_is_replaced_whole(tmp_path, arrange, kind):
    target = tmp_path / "runs" / "out"
    target.parent.mkdir()
    arrange(target)
    with made_folder(target, KINDS[kind]) as working:
        put(working / "answer.txt", "new")
    (target / "run.log").unlink(missing_ok=True)
    assert words(target) == {"answer.txt": "new"}
    assert os.listdir(tmp_path / "runs") == ["out"]


@pytest.mark.parametrize("arrange", [make, make_before, foreign_manifest, pipe])
@pytest.mark.parametrize("kind", ["import", "extract"])
def test_other_kinds_refuse_the_same(tmp_path, arrange, kind):
    arrange(tmp_path / "out")
    before = picture(tmp_path)
    with pytest.raises(InputError, match="found"), made_folder(tmp_path / "out", KINDS[kind]):
        pytest.fail("the target was accepted")
    assert picture(tmp_path) == before


@pytest.mark.parametrize("arrange", [notes_in_a_run, plain_file, pipe, link_to_a_run, foreign_manifest])
@pytest.mark.parametrize(
    "command",
    [
        ["run", "--out"],
        ["population", "example", "--persons", "9", "--out"],
        ["population", "import", "x", "--map", "y", "--out"],
    ],
    ids=["run", "example", "import"],
)
def test_every_command_that_makes_a_folder_refuses_before_it_works(tmp_path, monkeypatch, arrange, command):
    arrange(tmp_path / "out")
    before = picture(tmp_path)
    monkeypatch.setattr("microsim.commands.run_scenario", pytest.fail)
    monkeypatch.setattr("microsim.inputs.compile_inputs", pytest.fail)
    refused = CliRunner().invoke(main, [*command, str(tmp_path / "out")])
    assert refused.exit_code == 2, refused.output
    assert f"{tmp_path / 'out'}: found" in refused.stderr
    assert picture(tmp_path) == before


def test_several_scenarios_name_every_folder_that_is_wrong(tmp_path):
    put(tmp_path / "baseline" / "mine.txt")
    put(tmp_path / "no-pooling")
    refused = CliRunner().invoke(main, ["run", "baseline", "no-pooling", "--out", str(tmp_path)])
    assert refused.exit_code == 2
    assert f"{tmp_path}/baseline: found mine.txt" in refused.stderr
    assert f"{tmp_path}/no-pooling: found a file" in refused.stderr


def test_many_strangers_are_counted(tmp_path):
    for number in range(9):
        put(tmp_path / "out" / f"{number}.txt")
    with pytest.raises(InputError, match=r"found 0.txt, 1.txt, 2.txt and 6 more and no manifest.json"):
        check_target(tmp_path / "out", RUN)
