import Civic
import Foundation
import Mustache
import Testing

@testable import Web

/// Whatever a template asks for, it gets text made to break out of it.
private struct Hostile: MustacheParent, MustacheCustomRenderable {
    static let text =
        "QX\"\u{301}QX'\u{200D}QX<\u{FE0F}QX&\u{301}QX>\u{200D}QX\"\u{FE0F}QX'\u{301}QX<\u{200D}QX&\u{FE0F}Z"

    var renderText: String { Self.text }
    var isNull: Bool { false }
    func child(named: String) -> Any? { self }
}

@Suite struct TemplateTests {
    private static let folder = Share.folder + "/templates"

    @Test func `no template lets a sign through, whatever mark follows it`() throws {
        let library = try TemplateLoader.load(folder: Self.folder)
        for name in try TemplateLoader.sources(folder: Self.folder).keys.sorted() {
            let html = try #require(library.render(Hostile(), withTemplate: name))
            for sign in ["\"", "'", "<", ">"] {
                #expect(!Self.contains(html, "QX" + sign), "\(name) lets \(sign) through")
            }
            for mark in ["\u{301}", "\u{FE0F}"] {
                #expect(!Self.contains(html, "QX&" + mark), "\(name) lets & through")
            }
        }
    }

    /// By bytes: a search by characters would overlook just what is looked for.
    private static func contains(_ text: String, _ part: String) -> Bool {
        Data(text.utf8).range(of: Data(part.utf8)) != nil
    }

    @Test func `the escaper works on bytes`() {
        #expect(HTMLEscaper.escape("a\"\u{301}b") == "a&quot;\u{301}b")
        #expect(HTMLEscaper.escape("<&>'") == "&lt;&amp;&gt;&#39;")
        #expect(HTMLEscaper.escape("Nguyễn Thị Ánh") == "Nguyễn Thị Ánh")
    }

    @Test(arguments: ["{{{raw}}}", "{{& raw}}", "{{=<% %>=}}", "{{% CONTENT_TYPE:TEXT}}", "<a href={{x}}>"])
    func `what could print raw is refused when templates are loaded`(_ source: String) {
        #expect(throws: TemplateLoader.Fault.self) { try TemplateLoader.prepared("<p>\n" + source, file: "x") }
    }

    @Test func `no page holds a script or a style of its own, a placeholder, or the required attribute`() throws {
        for (name, source) in try TemplateLoader.sources(folder: Self.folder) {
            for sign in [
                "<style", " style=", " onclick=", "javascript:", "href=\"#\"", " placeholder=", " required>",
                " required ",
            ] {
                #expect(!source.contains(sign), "\(name) contains \(sign)")
            }
            for part in source.components(separatedBy: "<script").dropFirst() {
                #expect(part.hasPrefix(" src=\"{{"), "\(name) holds a script")
            }
        }
    }

    @Test func `every form that posts is sealed`() throws {
        for (name, source) in try TemplateLoader.sources(folder: Self.folder) {
            for part in source.components(separatedBy: "<form").dropFirst() where part.contains("method=\"post\"") {
                let form = part.components(separatedBy: "</form>")[0]
                #expect(form.contains("name=\"_seal\" value=\"{{seal}}\""), "\(name) has a form without its seal")
            }
        }
    }
}
