"""What the command says when files are missing, cut short or in places that cannot be written."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("MOTCUA_BINARY", str(ROOT / ".build/debug/motcua"))


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess:
    return subprocess.run(
        [BINARY, *arguments], input=text, capture_output=True, text=True, timeout=120,
        env={**os.environ, "MOTCUA_SHARE": str(ROOT)})


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("town") / "city.sqlite"
    made = run("publish", "--database", str(path), str(ROOT / "cities/demo-town"))
    assert made.returncode == 0, made.stderr
    return path


def told(answer: subprocess.CompletedProcess) -> str:
    """What a person reads: in both languages, for who runs the program, without the innards of a library."""
    assert answer.returncode == 1
    words = answer.stderr
    assert len(words.strip().splitlines()) >= 2, words
    for other in ["NSCocoa", "NSPOSIX", "help desk", "bộ phận hỗ trợ", "motcua restore"]:
        assert other not in words, words
    return words


def test_what_was_published_is_signed(database):
    answer = run("journal", "verify", "--json", "--database", str(database))
    assert json.loads(answer.stdout)["ok"], answer.stdout


def test_a_port_that_is_none_is_refused_by_demo_as_by_serve(tmp_path):
    for command in ["serve", "demo"]:
        answer = run(command, "--port", "70000", "--database", str(tmp_path / "city.sqlite"))
        assert answer.returncode == 2 and "65535" in answer.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", [40, 100, 9_000])
def test_a_file_cut_short_is_a_fault_in_json(database, tmp_path, length):
    cut = tmp_path / "cut.sqlite"
    cut.write_bytes(database.read_bytes()[:length])
    answer = run("journal", "verify", "--json", "--database", str(cut))
    assert answer.returncode == 1
    report = json.loads(answer.stdout)
    assert not report["ok"] and report["faults"]
    assert "motcua restore" not in answer.stdout
    told(run("journal", "verify", "--database", str(cut)))


def test_folders_that_are_not_there_are_named(database, tmp_path):
    assert "/nonexistent" in told(run("journal", "verify", "--witness", "/nonexistent", "--database", str(database)))
    assert "/proc/x" in told(run("backup", "--to", "/proc/x/y", "--database", str(database)))
    assert "no.sqlite" in told(run("backup", "--to", str(tmp_path / "b"), "--database", str(tmp_path / "no.sqlite")))


def test_publishing_a_folder_that_is_not_there_leaves_nothing_behind(tmp_path):
    told(run("publish", "--database", str(tmp_path / "new.sqlite"), "/nonexistent"))
    assert list(tmp_path.iterdir()) == []


def test_values_that_share_their_parts_are_one_short_line(tmp_path):
    shared = "[[1]]" + ".map(x, [x, x])" * 60
    for expression in [shared, f"{shared} == {shared}", f"{shared} in [{shared}]"]:
        answer = run("eval", text=json.dumps({"expr": expression}) + "\n")
        assert answer.returncode == 0
        assert len(answer.stdout.splitlines()) == 1 and "too costly" in json.loads(answer.stdout)["error"]
