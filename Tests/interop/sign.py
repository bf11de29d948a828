"""Signs a document with pyHanko, a program that is not ours: what others hand the city to verify.

sign.py DOCUMENT SIGNED KEY.pem CERTIFICATE.pem ROOT.pem FIELD
"""

import sys

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, fields, signers


def main(document, signed, key, certificate, root, field):
    signer = signers.SimpleSigner.load(key, certificate, ca_chain_files=(root,))
    with open(document, "rb") as file:
        writer = IncrementalPdfFileWriter(file)
        metadata = PdfSignatureMetadata(
            field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
        out = signers.sign_pdf(writer, metadata, signer=signer)
    with open(signed, "wb") as file:
        file.write(out.getbuffer())


main(*sys.argv[1:])
