import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Sends text answers gzipped, unless their length could tell a listener what they hold.
///
/// BREACH: whoever can make a browser ask for a page again and again with a guess in the address, and sees how long the
/// encrypted answers are, reads the page's secrets, because a right guess compresses better. Every page of ours reflects
/// its address (the language switch), and pages of somebody signed in hold personal data, so:
/// - what is sent to a session that travels in a cookie is compressed only when the browser itself says that our own
///   page asked (`Sec-Fetch-Site`, which no page can forge; `none` is the address bar). Other sites are answered plain.
///   A browser that does not say so is answered plain too.
/// - anonymous pages hold one secret, the form's seal, and that looks different each time (`FormSeal.mark`).
/// - bearer tokens are not sent by browsers of their own accord: programs are answered compressed.
///
/// Padding of random length would only slow a patient listener down, so it is not what stands here.
enum AnswerCompression {
    /// Answers are made while the person waits: most of the gain for a third of the time.
    private static let level: Int32 = 4

    static func apply(to response: inout Response, of request: Request, context: HouseContext) async {
        guard Gzip.isText(response.headers[.contentType]) else { return }
        response.headers[.vary] = [response.headers[.vary], "Accept-Encoding"].compactMap { $0 }.joined(separator: ", ")
        // A part of something (206) is counted in its own bytes; 204 and 304 have none.
        guard ![204, 206, 304].contains(response.status.code), response.headers[.contentRange] == nil,
            response.headers[.contentEncoding] == nil, let length = response.body.contentLength,
            length >= Gzip.leastBytes, Gzip.isAccepted(by: request.headers), mayTellItsLength(request, context),
            let plain = try? await collected(response.body), let packed = Gzip.compressed(plain, level: level)
        else { return }
        response.body = ResponseBody(byteBuffer: packed)
        response.headers[.contentLength] = String(packed.readableBytes)
        response.headers[.contentEncoding] = "gzip"
    }

    private static func mayTellItsLength(_ request: Request, _ context: HouseContext) -> Bool {
        guard context.session?.carrier == .cookie else { return true }
        guard let site = request.headers.value(of: DoorHeader.fetchSite) else { return false }
        return site == "same-origin" || site == "none"
    }

    private static func collected(_ body: ResponseBody) async throws -> ByteBuffer {
        let writer = CollectingWriter()
        try await body.write(writer)
        return writer.bytes.withLock { $0 }
    }
}

/// A body's bytes in one piece.
private final class CollectingWriter: ResponseBodyWriter {
    let bytes = Mutex(ByteBuffer())

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
