import Catalogue
import Civic
import Directory
import Dossiers
import Foundation
import Testing

@testable import Web

@Suite struct TextTests {
    @Test func `both languages have the same keys, and no text is empty`() throws {
        let texts = try Share.texts()
        #expect(texts.keys(.vi).symmetricDifference(texts.keys(.en)).sorted() == [])
        for language in Language.allCases {
            #expect(texts.keys(language).filter { texts.text($0, language).isEmpty }.sorted() == [])
        }
    }

    @Test func `every key a template names has its text`() throws {
        let keys = try Share.texts().keys(.vi)
        for (name, source) in try TemplateLoader.sources(folder: Share.folder + "/templates") {
            let named = source.matches(of: /\bt\.([a-z0-9_]+)/).map { String($0.output.1) }
            #expect(named.filter { !keys.contains($0) } == [], "\(name)")
        }
    }

    @Test func `every status, event, role and outcome can be named`() throws {
        let keys = try Share.texts().keys(.vi)
        let needed =
            EventName.allCases.map { "event_\($0.rawValue)" } + DossierStatus.allCases.map { "next_\($0.rawValue)" }
            + DossierOutcome.allCases.map { "outcome_\($0.rawValue)" } + Role.allCases.map { "role_\($0.rawValue)" }
            + Channel.allCases.map { "channel_\($0.rawValue)" }
            + ["full", "partial", "none", "unstated"].map { "online_\($0)" }
            + ["submit", "present", "form"].map { "hand_\($0)" }
            + ["commune", "province", "ministry", "unstated"].map { "level_\($0)" }
            + ["supplement", "proof", "payment", "collect"].map { "need_\($0)" }
            + [400, 403, 404, 409, 410, 413, 422, 429, 500, 503].map { "problem_title_\($0)" }
        #expect(needed.filter { !keys.contains($0) } == [])
    }

    @Test func `placeholders are the same in both languages`() throws {
        let texts = try Share.texts()
        func holes(_ text: String) -> Set<String> { Set(text.matches(of: /\{([a-z]+)\}/).map { String($0.output.1) }) }
        for key in texts.keys(.vi) {
            #expect(holes(texts.text(key, .vi)) == holes(texts.text(key, .en)), "\(key)")
        }
    }

    @Test func `texts are composed and the file says where it is wrong`() throws {
        let texts = try Share.texts()
        for key in texts.keys(.vi) {
            let text = texts.text(key, .vi)
            #expect(
                Array(text.unicodeScalars) == Array(text.precomposedStringWithCanonicalMapping.unicodeScalars), "\(key)"
            )
        }
        #expect(throws: FlatText.Fault.self) { try FlatText.parse("a: \"x\"\na: \"y\"") }
        #expect(throws: FlatText.Fault.self) { try FlatText.parse("a: unquoted") }
        #expect(try FlatText.parse("# c\na: \"x \\\"y\\\"\\n\"") == ["a": "x \"y\"\n"])
    }

    @Test func `values are filled in`() {
        let texts = Texts([.vi: ["a": "{n} của {all}"], .en: ["a": "{n} of {all}"]])
        #expect(texts.words(.en)["a", ["n": "1", "all": "3"]] == "1 of 3")
    }
}
