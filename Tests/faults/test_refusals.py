"""A database that cannot be had is said at once, in both languages, with the next step and a status that scripts read."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("MOTCUA_BINARY", str(ROOT / ".build/debug/motcua"))
MISUSED, REFUSED = 2, 1


@pytest.mark.parametrize("database, status, english, vietnamese", [
    ("mysql://db/city", MISUSED, "is not supported", "Chưa hỗ trợ"),
    ("postgres://db/city?schema=Hà Nội", MISUSED, "is no name of a schema", "không phải tên schema"),
    ("postgres://db/city?sslmodus=require", MISUSED, "cannot be read", "không hiểu địa chỉ"),
    ("postgres://motcua@127.0.0.1:1/city", REFUSED, "cannot be reached", "không kết nối được"),
    ("{folder}/none/city.db", REFUSED, "make it first", "hãy tạo trước"),
    ("{folder}", REFUSED, "is a folder", "là thư mục"),
])
def test_a_database_that_cannot_be_had(tmp_path, database, status, english, vietnamese):
    said = subprocess.run(
        [BINARY, "serve", "--port", "0", "--database", database.format(folder=tmp_path)], cwd=tmp_path, timeout=60,
        capture_output=True, text=True, env={**os.environ, "MOTCUA_SHARE": str(ROOT)})

    assert said.returncode == status
    assert english in said.stderr
    assert vietnamese in said.stderr


def test_without_the_public_key_nothing_is_called_forged(tmp_path):
    environment = {**os.environ, "MOTCUA_SHARE": str(ROOT)}
    database = str(tmp_path / "city.db")
    subprocess.run([BINARY, "migrate", "--database", database], cwd=tmp_path, timeout=60, check=True, env=environment)

    said = subprocess.run(
        [BINARY, "journal", "verify", "--database", database], cwd=tmp_path, timeout=60, capture_output=True, text=True,
        env=environment)

    assert said.returncode == REFUSED
    assert "--keys" in said.stderr


def test_an_empty_database_is_no_city(tmp_path):
    (tmp_path / "city.db").touch()

    said = subprocess.run(
        [BINARY, "journal", "verify", "--database", str(tmp_path / "city.db")], cwd=tmp_path, timeout=60,
        capture_output=True, text=True, env={**os.environ, "MOTCUA_SHARE": str(ROOT)})

    assert said.returncode == REFUSED
    assert "motcua publish" in said.stderr
