"""What pyHanko, a reader of PAdES that is not ours, says of a signed document.

pades.py DOCUMENT ROOT.pem [CRL.der …] [--at ISO]: one line of JSON for each signature.
"""

import json
import sys
from datetime import datetime

from asn1crypto import crl as asn1crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def certificate(path):
    return x509.Certificate.load(pem.unarmor(open(path, "rb").read())[2])


def main(document, root, *rest):
    at = None
    if "--at" in rest:
        at = datetime.fromisoformat(rest[rest.index("--at") + 1])
        rest = rest[: rest.index("--at")]
    crls = [asn1crl.CertificateList.load(open(path, "rb").read()) for path in rest]

    def context(moment):
        return ValidationContext(
            trust_roots=[certificate(root)], allow_fetching=False, crls=crls, moment=moment,
            revocation_mode="require" if crls else "soft-fail")

    with open(document, "rb") as file:
        reader = PdfFileReader(file, strict=True)
        for signature in reader.embedded_signatures:
            status = validate_pdf_signature(signature, context(at), ts_validation_context=context(None))
            attributes = [a["type"].native for a in signature.signer_info["signed_attrs"]]
            stamp = status.timestamp_validity
            print(json.dumps({
                "field": signature.field_name,
                "intact": status.intact, "valid": status.valid, "trusted": status.trusted,
                "revoked": status.revoked, "bottom_line": status.bottom_line,
                "coverage": status.coverage.name, "modification": status.modification_level.name,
                "signer": status.signing_cert.subject.native.get("common_name"),
                "filter": signature.sig_object["/SubFilter"],
                "attributes": attributes,
                "stamped": bool(stamp and stamp.valid and stamp.intact and stamp.trusted),
            }))


main(*sys.argv[1:])
