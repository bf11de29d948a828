package import Civic

/// What is to be said of a signed document.
package struct PaperVerdict: Sendable, Hashable {
    package enum Standing: String, Sendable, Comparable {
        case valid
        case validWithWarnings = "valid_with_warnings"
        case undetermined
        case invalid

        private var rank: Int {
            switch self {
            case .valid: 0
            case .validWithWarnings: 1
            case .undetermined: 2
            case .invalid: 3
            }
        }

        package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    }

    /// SHA-256 of the document's bytes.
    package let sha256: [UInt8]
    /// In the order they were made.
    package let signatures: [SignatureVerdict]
    /// What is wrong with the document itself.
    package let findings: [SignatureFinding]

    /// In hexadecimal digits.
    package var sha256Text: String { sha256.hexadecimal }

    package var standing: Standing {
        (findings + signatures.flatMap(\.findings)).map(\.standing).max() ?? .valid
    }
}

/// What is to be said of one signature.
package struct SignatureVerdict: Sendable, Hashable {
    package let field: String
    /// As the certificate names them.
    package let signer: String
    package let organisation: String?
    package let serial: String
    /// Common names of the authorities, from who issued the certificate up to the root; empty without a path.
    package let authorities: [String]
    /// As the signer's clock had it.
    package let claimed: Instant?
    /// As a trusted authority stamped it.
    package let stamped: Instant?
    /// Whether every byte of the document but the signature's own is covered.
    package let coversWhole: Bool
    package let findings: [SignatureFinding]

    package var standing: PaperVerdict.Standing { findings.map(\.standing).max() ?? .valid }
}

/// Something to be said of a signature or its document.
package enum SignatureFinding: Sendable, Hashable {
    /// No PDF, or not one that has one meaning for every reader; the text is for the log.
    case unreadableDocument(String)
    case noSignature
    /// The city erased its file as the law asks; its hash stays.
    case erased
    /// What it says it covers is not all but itself.
    case coversPart
    /// Made in a way that is not read, or not trusted any more.
    case unreadableSignature
    /// The bytes are not those that were signed.
    case contentChanged
    case changedAfter([DocumentChange])
    /// No path to an authority the city trusts, or none that held when it was signed.
    case untrusted
    case revoked(Instant)
    case revocationUnknown
    /// The list or answer about the certificate ended then, and no newer one is there.
    case revocationEnded(Instant)
    case noTimestamp
    case untrustedTimestamp

    package var standing: PaperVerdict.Standing {
        switch self {
        case .unreadableDocument, .noSignature, .coversPart, .unreadableSignature, .contentChanged, .changedAfter,
            .revoked:
            .invalid
        case .untrusted, .erased: .undetermined
        case .revocationUnknown, .revocationEnded, .noTimestamp, .untrustedTimestamp: .validWithWarnings
        }
    }

    /// Stable, for machines.
    package var code: String {
        switch self {
        case .unreadableDocument: "unreadable_document"
        case .noSignature: "no_signature"
        case .erased: "erased"
        case .coversPart: "covers_part"
        case .unreadableSignature: "unreadable_signature"
        case .contentChanged: "content_changed"
        case .changedAfter: "changed_after"
        case .untrusted: "untrusted"
        case .revoked: "revoked"
        case .revocationUnknown: "revocation_unknown"
        case .revocationEnded: "revocation_ended"
        case .noTimestamp: "no_timestamp"
        case .untrustedTimestamp: "untrusted_timestamp"
        }
    }

    package var message: LocalizedText {
        switch self {
        case .unreadableDocument:
            LocalizedText(
                vi: "Tệp không phải PDF nguyên vẹn do thành phố phát hành. Hãy tải lại bản gốc từ nơi đã nhận.",
                en: "The file is no whole PDF as the city issues them. Fetch the original again where you got it.")
        case .noSignature:
            LocalizedText(
                vi: "Tệp không có chữ ký số nào, nên không chứng minh được điều gì.",
                en: "The file has no digital signature and proves nothing.")
        case .erased:
            LocalizedText(
                vi: "Tệp lưu ở thành phố đã được xóa theo quy định, nên không kiểm tra lại chữ ký ở đây được nữa.",
                en: "The city's copy of the file was erased as the law asks, so its signatures cannot be checked here.")
        case .coversPart:
            LocalizedText(
                vi: "Chữ ký chỉ bao phủ một phần của tệp; phần còn lại có thể đã bị thêm vào.",
                en: "The signature covers only a part of the file; the rest may have been added.")
        case .unreadableSignature:
            LocalizedText(
                vi: "Không đọc được chữ ký, hoặc chữ ký dùng thuật toán không còn được tin cậy.",
                en: "The signature cannot be read, or uses a method that is not trusted any more.")
        case .contentChanged:
            LocalizedText(
                vi: "Nội dung tệp đã bị thay đổi sau khi ký.",
                en: "What the file says was changed after it was signed.")
        case .changedAfter(let changes):
            LocalizedText(
                vi: "Sau khi ký, tệp đã bị sửa: " + changes.map(\.text.vi).joined(separator: "; ") + ".",
                en: "After signing the file was changed: " + changes.map(\.text.en).joined(separator: "; ") + ".")
        case .untrusted:
            LocalizedText(
                vi: "Chứng thư số của người ký không do tổ chức được tin cậy cấp, hoặc không có hiệu lực khi ký.",
                en: "The signer's certificate comes from no trusted authority, or did not hold when it was signed.")
        case .revoked(let at):
            LocalizedText(
                vi: "Chứng thư số của người ký đã bị thu hồi từ ngày \(SignatureFinding.day(at)).",
                en: "The signer's certificate was revoked on \(SignatureFinding.day(at)).")
        case .revocationUnknown:
            LocalizedText(
                vi: "Chưa kiểm tra được chứng thư số có bị thu hồi hay không.",
                en: "It is not known whether the certificate was revoked.")
        case .revocationEnded(let at):
            LocalizedText(
                vi: """
                    Danh sách thu hồi chứng thư số của tổ chức cấp đã hết hạn ngày \(SignatureFinding.day(at)), nên chưa \
                    biết chứng thư có bị thu hồi sau đó hay không.
                    """,
                en: """
                    The issuer's list of revoked certificates ended on \(SignatureFinding.day(at)); whether the certificate \
                    was revoked after that is not known.
                    """)
        case .noTimestamp:
            LocalizedText(
                vi: "Chữ ký không có dấu thời gian; thời điểm ký là theo đồng hồ của người ký.",
                en: "The signature has no timestamp; its time is by the signer's own clock.")
        case .untrustedTimestamp:
            LocalizedText(
                vi: "Dấu thời gian không do tổ chức được tin cậy cấp.",
                en: "The timestamp comes from no trusted authority.")
        }
    }

    private static func day(_ instant: Instant) -> String {
        let date = CityZone.hanoi.day(instant).components
        return "\(date.day)/\(date.month)/\(date.year)"
    }
}

/// A change to a document behind a signature.
package enum DocumentChange: Sendable, Hashable {
    case page(Int)
    /// Something lies over or on a page that was not there.
    case annotation(page: Int)
    case formField(String)
    case catalogue
    case information
    case object(Int)
    case removed(Int)
    /// A signature's picture larger than a picture of a signature is.
    case largePicture(String)
    /// Written behind the last signature, by nobody.
    case unsigned

    package var text: LocalizedText {
        switch self {
        case .page(let number): LocalizedText(vi: "trang \(number) bị thay", en: "page \(number) was replaced")
        case .annotation(let page):
            LocalizedText(vi: "thêm nội dung lên trang \(page)", en: "something was put on page \(page)")
        case .formField(let name): LocalizedText(vi: "ô nhập “\(name)” bị sửa", en: "the field “\(name)” was changed")
        case .catalogue: LocalizedText(vi: "cấu trúc tài liệu bị sửa", en: "the document's structure was changed")
        case .information: LocalizedText(vi: "thông tin tài liệu bị sửa", en: "the document's information was changed")
        case .object(let number): LocalizedText(vi: "đối tượng \(number) bị sửa", en: "object \(number) was changed")
        case .removed(let number): LocalizedText(vi: "đối tượng \(number) bị xóa", en: "object \(number) was removed")
        case .largePicture(let name):
            LocalizedText(
                vi: "hình chữ ký “\(name)” che nội dung", en: "the picture of signature “\(name)” covers the text")
        case .unsigned:
            LocalizedText(vi: "thêm dữ liệu không ai ký", en: "something nobody signed was added")
        }
    }
}
