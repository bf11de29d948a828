import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Web

@Suite struct PassingWordTests {
    private let word = PassingWord(page: "check-17", isSecure: true)

    private func request(_ cookie: String) -> Request {
        var fields = HTTPFields()
        fields[.cookie] = cookie
        return Request(
            head: HTTPRequest(
                method: .get, scheme: nil, authority: nil, path: "/nop/17/kiem-tra", headerFields: fields),
            body: .init(buffer: ByteBuffer()))
    }

    @Test(arguments: ["Hãy đánh dấu ô cam đoan.", "a", "ab", "abc", "<b>\"; =.%"])
    func `what was sent is read on its page and on no other`(_ text: String) throws {
        let cookie = try #require(word.send(text).split(separator: ";").first.map(String.init))

        #expect(word.read(request(cookie)) == text)
        #expect(PassingWord(page: "check-1", isSecure: true).read(request(cookie)) == nil)
    }

    @Test(arguments: ["", "loi=", "loi=check-17", "loi=check-17.", "loi=check-17.%%%", "loi=check-17.YQ.YQ", "khac=1"])
    func `what is no word of ours is none`(_ cookie: String) {
        #expect(word.read(request(cookie)) == nil)
    }

    @Test func `it is kept from scripts and other sites, and soon gone`() {
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Max-Age=60"] { #expect(word.send("a").contains(part)) }
        #expect(word.end.contains("Max-Age=0"))
    }
}
