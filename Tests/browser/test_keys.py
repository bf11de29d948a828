"""An officer's own signing key: a PIN is chosen, the key file its issuer gave is put in, others' files are refused."""

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from checks import is_sound
from desk import PIN

OWNER = "Hoàng Văn Nam"  # `xaydung`


def key_file(name: str, password: bytes = b"mat-khau") -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365)).sign(key, hashes.SHA256()))
    return pkcs12.serialize_key_and_certificates(b"k", key, certificate, None, BestAvailableEncryption(password))


@pytest.fixture(scope="module")
def desk(cast):
    page = cast.sign_in(cast.somebody(), "xaydung")
    page.goto("/can-bo/khoa-ky")
    return page


def submit(page, part: str):
    with page.expect_navigation():
        page.locator(f'form[action$="/khoa-ky/{part}"] button').click()
    refused = page.locator(".error-summary").count() == 1
    is_sound(page, "vi", is_error=refused)
    return refused


def put(page, name: str, password: str = "mat-khau"):
    page.set_input_files("#f-tep", {"name": "k.p12", "mimeType": "application/x-pkcs12", "buffer": key_file(name)})
    page.fill("#f-mat-khau", password)
    return submit(page, "tep")


def test_a_pin_is_chosen_twice_the_same(desk):
    is_sound(desk, "vi")
    assert not desk.locator("#f-tep").count(), "a key can be put in without a PIN"
    for pin, again, refused in ((PIN, "135790", True), ("111111", "111111", True), (PIN, PIN, False)):
        desk.fill("#f-pin-moi", pin)
        desk.fill("#f-pin-lai", again)
        assert submit(desk, "pin") == refused, (pin, again)


def test_only_ones_own_key_file_goes_in(desk):
    assert put(desk, OWNER, password="khac")
    assert put(desk, "Trần Văn Đức") and "Trần Văn Đức" in desk.inner_text(".error-summary")
    assert not put(desk, OWNER)
    assert OWNER in desk.inner_text("main dl.facts")


def test_the_pin_is_changed_by_who_knows_it(desk):
    for old, refused in (("135790", True), (PIN, False)):
        desk.fill("#f-pin-cu", old)
        desk.fill("#f-pin-moi", "864209")
        desk.fill("#f-pin-lai", "864209")
        assert submit(desk, "pin") == refused, old
