/// `multipart/form-data` (RFC 7578) read as it arrives: the limits hold while a file streams in, not after.
package struct MultipartParser {
    private enum State {
        /// Before the first delimiter.
        case preamble
        case headers
        case body
        case ended
    }

    private let delimiter: [UInt8]
    private let limits: FormLimits
    private var state = State.preamble
    private var buffer: [UInt8]
    private var part: Part?
    private var fields: [FilledForm.Field] = []
    private var files: [FilledForm.File] = []

    private struct Part {
        let name: String
        let fileName: String?
        var bytes: [UInt8] = []
        var excess: DoorProblem?
    }

    /// Set once the whole is larger than the form may be: files are no longer kept.
    private var isFull = false
    private var textBytes = 0
    private var excess: DoorProblem?

    private static let blankLine = Array("\r\n\r\n".utf8)

    /// Nil when the content type names no usable boundary.
    package init?(contentType: String, limits: FormLimits) {
        guard let boundary = HeaderParameters(contentType)["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
        // The first delimiter needs no line before it.
        buffer = [0x0D, 0x0A]
    }

    package mutating func feed(_ bytes: some Collection<UInt8>) throws(DoorProblem) {
        buffer.append(contentsOf: bytes)
        while try step() {}
    }

    /// From here on the bytes of files are thrown away.
    package mutating func overflow() { isFull = true }

    package consuming func finish() throws(DoorProblem) -> FilledForm {
        guard case .ended = state else { throw .badForm(.cutOff) }
        return FilledForm(fields: fields, files: files, excess: excess)
    }

    /// One move of the machine; false when more bytes are needed.
    private mutating func step() throws(DoorProblem) -> Bool {
        switch state {
        case .preamble:
            guard let range = Self.range(of: delimiter, in: buffer) else {
                guard buffer.count <= 8 << 10 else { throw .badForm(.multipart) }
                return false
            }
            return try pass(range.upperBound)
        case .headers:
            guard let range = Self.range(of: Self.blankLine, in: buffer) else {
                guard buffer.count <= 8 << 10 else { throw .badForm(.multipart) }
                return false
            }
            try begin(Array(buffer[..<range.lowerBound]))
            buffer.removeSubrange(..<range.upperBound)
            state = .body
            return true
        case .body:
            if let range = Self.range(of: delimiter, in: buffer) {
                try take(buffer[..<range.lowerBound])
                try close()
                return try pass(range.upperBound)
            }
            let safe = buffer.count - delimiter.count
            if safe > 0 {
                try take(buffer[..<safe])
                buffer.removeSubrange(..<safe)
            }
            return false
        case .ended:
            buffer.removeAll()
            return false
        }
    }

    /// After a delimiter: `--` ends the form, a line break begins a part.
    private mutating func pass(_ end: Int) throws(DoorProblem) -> Bool {
        guard buffer.count >= end + 2 else {
            // Come back with the delimiter still in place.
            if case .body = state, part == nil { state = .preamble }
            return false
        }
        if buffer[end] == UInt8(ascii: "-"), buffer[end + 1] == UInt8(ascii: "-") {
            state = .ended
            buffer.removeAll()
            return false
        }
        guard buffer[end] == 0x0D, buffer[end + 1] == 0x0A else { throw .badForm(.multipart) }
        buffer.removeSubrange(..<(end + 2))
        state = .headers
        return true
    }

    private mutating func begin(_ head: [UInt8]) throws(DoorProblem) {
        guard let text = String(validating: head, as: UTF8.self) else { throw .badForm(.encoding) }
        let lines = text.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }) else {
            throw .badForm(.multipart)
        }
        let parameters = HeaderParameters(line)
        guard let name = parameters["name"] else { throw .badForm(.multipart) }
        let file = parameters["filename"]
        part = Part(
            name: try FormText.clean(name.utf8),
            fileName: try file.map { name throws(DoorProblem) in
                try FormText.clean(name.utf8)
            })
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws(DoorProblem) {
        guard let part else { throw .badForm(.multipart) }
        let size = part.bytes.count + bytes.count
        if part.fileName == nil {
            // A text is kept, too long as it is, for its page to be shown again; its length has an end all the same.
            textBytes += bytes.count
            guard size <= 32 * limits.fieldBytes, textBytes <= FormLimits.textBytes else {
                throw .badForm(.fieldTooLong)
            }
            if size > limits.fieldBytes { excess = excess ?? .badForm(.fieldTooLong) }
        } else if part.excess == nil {
            let excess: DoorProblem? =
                files.count >= limits.files
                ? .tooManyFiles(most: limits.files)
                : size > limits.fileBytes ? limits.fileProblem : isFull ? limits.bodyProblem : nil
            if let excess, !bytes.isEmpty {
                self.part?.excess = excess
                self.part?.bytes = []
            }
        }
        if self.part?.excess == nil { self.part?.bytes.append(contentsOf: bytes) }
    }

    private mutating func close() throws(DoorProblem) {
        guard let part else { throw .badForm(.multipart) }
        self.part = nil
        if let fileName = part.fileName {
            // A file field left empty comes as a nameless empty part.
            if fileName.isEmpty && part.bytes.isEmpty && part.excess == nil { return }
            guard files.count < limits.fields else { throw .badForm(.tooManyFields) }
            files.append(FilledForm.File(field: part.name, name: fileName, bytes: part.bytes, excess: part.excess))
        } else {
            guard fields.count < limits.fields else { throw .badForm(.tooManyFields) }
            fields.append(FilledForm.Field(name: part.name, value: try FormText.clean(part.bytes)))
        }
    }

    /// Both needles begin with a carriage return, which is rare in what people send: most bytes are looked at once.
    private static func range(of needle: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count >= needle.count else { return nil }
        return bytes.withUnsafeBufferPointer { hay in
            needle.withUnsafeBufferPointer { needle in
                var index = 0
                while index <= hay.count - needle.count {
                    if hay[index] == needle[0] {
                        var length = 1
                        while length < needle.count && hay[index + length] == needle[length] { length += 1 }
                        if length == needle.count { return index..<(index + length) }
                    }
                    index += 1
                }
                return nil
            }
        }
    }
}
