"""Bad days with a database server: each is said at once, in both languages, with the next step, and nothing is written."""

import pathlib
import re
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from laboratory.cluster import BINARY, ENVIRONMENT  # noqa: E402
from laboratory.machine import Loopback  # noqa: E402
from laboratory.postgres import Pair  # noqa: E402

MISUSED, REFUSED = 2, 1


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad-days")
    for parent in [folder, *folder.parents]:
        # The server runs as a user of its own.
        if parent == pathlib.Path("/tmp"):
            break
        parent.chmod(0o755)
    folders = [folder / "one", folder / "two"]
    for each in folders:
        each.mkdir(mode=0o755)
    pair = Pair(folders, Loopback())
    pair.sql("CREATE ROLE clerk LOGIN PASSWORD 'right'")
    pair.sql("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    rules = pair.primary.data / "pg_hba.conf"
    rules.write_text("host all clerk all scram-sha-256\n" + rules.read_text())
    pair.sql("SELECT pg_reload_conf()")
    try:
        yield pair
    finally:
        pair.stop()


def run(folder, *arguments, **environment):
    return subprocess.run(
        [BINARY, *arguments], cwd=folder, timeout=120, capture_output=True, text=True,
        env={**ENVIRONMENT, **environment})


def address(server, role="motcua", schema="hanoi", database="motcua"):
    return f"postgres://{role}@127.0.0.1:{server.port}/{database}?schema={schema}"


@pytest.mark.parametrize("role, database, english, vietnamese", [
    ("clerk:wrong", "motcua", "look at the address, the password", "mật khẩu"),
    ("nobody", "motcua", "make the database or the role first", "hãy tạo cơ sở dữ liệu hoặc vai trò"),
    ("motcua", "nowhere", "make the database or the role first", "hãy tạo cơ sở dữ liệu hoặc vai trò"),
    ("clerk:right", "motcua", "GRANT CREATE ON DATABASE", "không đủ quyền"),
    ("crowd", "motcua", "no connection left", "đã hết kết nối"),
])
def test_a_server_that_lets_nobody_in(pair, tmp_path, role, database, english, vietnamese):
    said = run(tmp_path, "serve", "--port", "0", "--database", address(pair.primary, role, "refused", database))

    assert said.returncode == REFUSED, said.stderr
    assert english in said.stderr and vietnamese in said.stderr
    assert pair.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'refused'") == []


def test_a_replica_given_for_writing(pair, tmp_path):
    said = run(tmp_path, "serve", "--port", "0", "--database", address(pair.standby))

    assert said.returncode == REFUSED, said.stderr
    assert "only reads (it is a replica)" in said.stderr and "bản sao dự phòng" in said.stderr


def test_a_schema_of_a_newer_version_is_left_alone(pair, tmp_path):
    run(tmp_path, "migrate", "--database", address(pair.primary, schema="newer")).check_returncode()
    pair.sql("INSERT INTO newer.schema_migration SELECT max(number) + 1, 'Room.9999_of_tomorrow', 'x', 0 "
             "FROM newer.schema_migration")
    before = pair.sql("SELECT * FROM newer.schema_migration ORDER BY 1")

    said = run(tmp_path, "serve", "--port", "0", "--database", address(pair.primary, schema="newer"))

    assert said.returncode == REFUSED, said.stderr
    assert "newer" in said.stderr and "mới hơn" in said.stderr
    assert pair.sql("SELECT * FROM newer.schema_migration ORDER BY 1") == before


def test_a_schema_that_somebody_changed_is_named(pair, tmp_path):
    run(tmp_path, "migrate", "--database", address(pair.primary, schema="torn")).check_returncode()
    pair.sql("DROP TABLE torn.lease")

    said = run(tmp_path, "serve", "--port", "0", "--database", address(pair.primary, schema="torn"))

    assert said.returncode == REFUSED, said.stderr
    assert "restore the last backup" in said.stderr and "khôi phục bản sao lưu" in said.stderr
    assert "lease" in said.stderr


def test_a_schema_that_stopped_half_way_is_taken_up(pair, tmp_path):
    run(tmp_path, "migrate", "--database", address(pair.primary, schema="half")).check_returncode()
    last = pair.sql("SELECT name FROM half.schema_migration ORDER BY number DESC LIMIT 1")[0]
    pair.sql(f"DELETE FROM half.schema_migration WHERE name = '{last}'")
    plan = run(tmp_path, "migrate", "--plan", "--database", address(pair.primary, schema="half"))
    undo = [(r"create index (\w+)", "DROP INDEX half.{}"), (r"add column (\w+)\.(\w+)", "ALTER TABLE half.{} DROP COLUMN {}"),
            (r"create table (\w+)", "DROP TABLE half.{} CASCADE")]
    steps = [how.format(*found.groups()) for what, how in undo for found in re.finditer(what, plan.stdout)]
    assert len(steps) == plan.stdout.count("\n    "), plan.stdout
    for step in steps:
        pair.sql(step)

    done = run(tmp_path, "migrate", "--database", address(pair.primary, schema="half"))

    assert last in plan.stdout
    assert done.returncode == 0, done.stderr
    assert pair.sql("SELECT name FROM half.schema_migration ORDER BY number DESC LIMIT 1") == [last]


def test_without_citus_nothing_is_distributed(pair, tmp_path):
    run(tmp_path, "migrate", "--database", address(pair.primary, schema="hue")).check_returncode()

    said = run(tmp_path, "store", "distribute", "--database", address(pair.primary, schema="hue"))

    assert said.returncode == REFUSED, said.stdout
    assert "CREATE EXTENSION citus" in said.stderr and "chưa có phần mở rộng Citus" in said.stderr


@pytest.mark.parametrize("replica, status, english, vietnamese", [
    ("postgres://motcua@db/nation?sslmodus=x", MISUSED, "cannot be read", "không hiểu địa chỉ"),
    ("replica.db", MISUSED, "is not supported", "Chưa hỗ trợ"),
    ("postgres://motcua@db/nation", MISUSED, "which has no replica", "không có bản sao"),
])
def test_a_read_replica_that_cannot_be_one(tmp_path, replica, status, english, vietnamese):
    (tmp_path / "city.db").touch()

    said = run(tmp_path, "serve", "--port", "0", "--database", str(tmp_path / "city.db"), "--read-replica", replica)

    assert said.returncode == status, said.stderr
    assert english in said.stderr and vietnamese in said.stderr
