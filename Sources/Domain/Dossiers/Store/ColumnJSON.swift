import Civic
import Foundation
import Journal

/// The few columns that hold JSON of our own values. Encoded before the write closure.
enum ColumnJSON {
    static func reasons(_ reasons: [DueReason]) -> String {
        String(decoding: BodyWriter.objects(reasons) { $1.write(to: &$0) }, as: UTF8.self)
    }
    static func items(_ items: [SupplementItem]) -> String { encode(items, empty: items.isEmpty) }
    static func reasons(_ text: String) -> [DueReason] { decode(text) }
    static func items(_ text: String) -> [SupplementItem] { decode(text) }

    static func encode(_ value: some Encodable, empty: Bool = false) -> String {
        guard !empty else { return "[]" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "[]" }
        return String(decoding: data, as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ text: String) -> [Value] {
        (try? JSONDecoder().decode([Value].self, from: Data(text.utf8))) ?? []
    }
}
