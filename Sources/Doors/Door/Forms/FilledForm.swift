/// What a person sent with a form: clean text in form C, and files as they came.
package struct FilledForm: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package struct File: Sendable, Equatable {
        package let field: String
        package let name: String
        package let bytes: [UInt8]
        /// Why its bytes were not kept.
        package let excess: DoorProblem?

        package init(field: String, name: String, bytes: [UInt8], excess: DoorProblem? = nil) {
            self.field = field
            self.name = name
            self.bytes = bytes
            self.excess = excess
        }
    }

    package private(set) var fields: [Field]
    package private(set) var files: [File]
    /// What went beyond the form's limits; the rest was read all the same, so that it can be shown again.
    package let excess: DoorProblem?
    private var first: [String: String] = [:]

    package init(fields: [Field] = [], files: [File] = [], excess: DoorProblem? = nil) {
        self.fields = fields
        self.files = files
        self.excess = excess ?? files.lazy.compactMap(\.excess).first
        for field in fields where first[field.name] == nil { first[field.name] = field.value }
    }

    /// The first value of that name, as typed.
    package subscript(_ name: String) -> String? { first[name] }

    /// The first value without white space at its ends; empty when there is none.
    package func text(_ name: String) -> String {
        guard let value = first[name] else { return "" }
        let scalars = value.unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[start...end])
    }

    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
    package func has(_ name: String) -> Bool { first[name] != nil }
}

/// How much of a form is read before it is refused.
package struct FormLimits: Sendable, Equatable {
    package var bodyBytes: Int
    package var fields: Int
    package var fieldBytes: Int
    package var files: Int
    package var fileBytes: Int

    package init(bodyBytes: Int, fields: Int, fieldBytes: Int, files: Int, fileBytes: Int) {
        self.bodyBytes = bodyBytes
        self.fields = fields
        self.fieldBytes = fieldBytes
        self.files = files
        self.fileBytes = fileBytes
    }

    /// A form without files.
    package static let fields = FormLimits(
        bodyBytes: 512 << 10, fields: 500, fieldBytes: 64 << 10, files: 0, fileBytes: 0)
    /// A form with papers: up to twelve photographs of one document.
    package static let papers = FormLimits(
        bodyBytes: 60 << 20, fields: 100, fieldBytes: 64 << 10, files: 12, fileBytes: 20 << 20)

    /// A list of a city, as a file or as the text that was shown of it.
    package static let lists = FormLimits(
        bodyBytes: 6 << 20, fields: 20, fieldBytes: 4 << 20, files: 1, fileBytes: 4 << 20)

    /// What is read of somebody who must sign in first: the texts, to be shown again; files are thrown away.
    var withoutFiles: FormLimits {
        var limits = self
        limits.files = 0
        limits.fileBytes = 0
        return limits
    }

    /// Bytes of texts in one form, whatever its files weigh.
    static let textBytes = fields.patience

    /// Beyond its limits a form is still read, its files thrown away, so that what was typed comes back; beyond this it
    /// is not.
    var patience: Int { 4 * bodyBytes }
    var fileProblem: DoorProblem { .tooLarge(megabytes: max(1, fileBytes >> 20)) }
    var bodyProblem: DoorProblem { .tooLarge(megabytes: max(1, bodyBytes >> 20)) }
}
