"""What the OpenAPI document says of the API holds of a running city, for a guest, a resident and an officer: no answer
is undocumented in its status, its media type, its headers or its shape, and none says that the server failed."""

import itertools
from collections import defaultdict

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import Failure, FailureGroup

from programs import Program

# Whether an odd request is refused and a good one taken is the Swift tests' matter: a rule of the law may refuse what
# the document allows. Here it counts that every answer, refusals too, is one that is described.
load_all_checks()
HELD = CHECKS.get_by_names([
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance"])
schemathesis.serializer.alias("application/pdf", "application/octet-stream")
schemathesis.openapi.media_type("application/pdf", st.binary(max_size=2_000).map(lambda rest: b"%PDF-1.7\n" + rest))
EXAMPLES = {GenerationMode.POSITIVE: 6, GenerationMode.NEGATIVE: 4}
# Ends the session of who asks: called once, at the end.
LAST = "signOut"
# What each must get at least once, so that shapes are really compared and not refusals alone.
ANSWERED = {
    None: {"searchProcedures", "readProcedure", "readForm", "searchAreas", "readUnit", "readBoard"},
    "me": {"readSession", "readDrafts", "readDraft", "readMyDossiers", "readDossier", "readTracking", "readNotices",
           "readPapers"},
    "quay": {"readSession", "readWorklist", "readDossier", "findDossier", "searchApplicants", "readStatistics",
             "addNote"},
}


@pytest.fixture(scope="module")
def city(connected):
    return connected[0]


@pytest.fixture(scope="module")
def described(city):
    return schemathesis.openapi.from_url(city.address + "/api/v1/openapi.json")


def known(program: Program | None) -> dict[str, list]:
    """What there is in this city, by the names of the document: made-up numbers find nothing."""
    found: dict[str, list] = {
        "code": ["1.001193", "2.000815", "1.013225"], "unit": ["H26.X04", "H26.C01.PX04"], "slip": ["receipt"],
        "list": ["mine", "unit", "unassigned", "paused", "overdue", "done"], "action": ["ready", "sign", "hand_over"]}
    if program is None:
        return found
    if program.call("GET", "/sessions/current")["kind"] == "officer":
        rows = list(itertools.chain(*(program.rows(kind) for kind in ("unit", "overdue"))))
        found["dossier"] = [(row["dossier"], row["version"]) for row in rows]
        found["task"] = [(row["task"]["id"], row["version"]) for row in rows]
        found["code"] = [row["label"] for row in rows]
    else:
        found["dossier"] = [(row["dossier"], 3) for row in program.call("GET", "/dossiers")["items"]]
        found["draft"] = [
            (program.call("POST", "/drafts", {"procedure": code})["id"], 1) for code in ("1.001193", "1.004873")]
        found["notice"] = [notice["id"] for notice in program.call("GET", "/notices")["items"]]
    return found


@pytest.mark.parametrize("login", ANSWERED, ids=["guest", "resident", "officer"])
def test_every_answer_is_described(city, described, login):
    program = Program(city, login) if login else None
    there = known(program)
    headers = {"Authorization": "Bearer " + program.token} if program else {}
    statuses: dict[str, list[int]] = defaultdict(list)
    faults: dict[str, str] = {}

    def ask(name: str, case) -> None:
        answer = case.call(headers=headers)
        statuses[name].append(answer.status_code)
        try:
            case.validate_response(answer, checks=HELD, headers=headers)
        except (Failure, FailureGroup) as fault:
            faults.setdefault(f"{name} {answer.status_code}", str(fault))

    def place(case, pick: int) -> None:
        """Puts what is really there in the place of made-up numbers, and the version it has into `If-Match`."""
        if case.operation.get_parameter("purpose", "query"):
            case.query["purpose"] = "handling"
        for parameter in case.path_parameters or {}:
            if values := there.get(parameter):
                value = values[pick % len(values)]
                case.path_parameters[parameter], version = value if isinstance(value, tuple) else (value, None)
                if version and "If-Match" in (case.headers or {}):
                    case.headers["If-Match"] = f'"{version}"'

    operations = [found.ok() for found in described.get_all_operations()]
    names = {operation.definition.raw["operationId"] for operation in operations}
    for operation in operations:
        name = operation.definition.raw["operationId"]
        if name == LAST:
            continue
        for mode, examples in EXAMPLES.items():
            @seed(4)
            @settings(
                max_examples=examples, phases=[Phase.generate], database=None, deadline=None,
                suppress_health_check=list(HealthCheck), verbosity=Verbosity.quiet)
            @given(case=operation.as_strategy(mode), pick=st.integers(0, 997), real=st.integers(0, 3))
            def run(case, pick, real):
                if real:
                    place(case, pick)
                ask(name, case)

            try:
                run()
            except Unsatisfiable:
                # There is nothing in this request that could be wrong.
                assert mode is GenerationMode.NEGATIVE
    ask(LAST, described.find_operation_by_id(LAST).Case())

    assert not faults, "\n\n".join(f"{where}\n{fault}" for where, fault in faults.items())
    assert set(statuses) == names, names - set(statuses)
    answered = {name for name, got in statuses.items() if any(status < 300 for status in got)}
    assert ANSWERED[login] <= answered, ANSWERED[login] - answered
    busy = sum(status in (429, 503) for got in statuses.values() for status in got)
    assert busy * 10 < sum(map(len, statuses.values())), f"{busy} answers were refusals for want of room"
