import Civic
import Foundation
import Mustache
import Testing

@testable import Web

/// The markup of a question page with errors, as ux.md X5 asks for it.
@Suite struct QuestionMarkupTests {
    private func html() throws -> String {
        let library = try TemplateLoader.load(folder: Share.folder + "/templates")
        let field: Model = [
            "kind": "field/text", "id": "f-child-name", "name": "child.name", "label": "Họ tên", "required": true,
            "optional": false, "type": "text", "width": "w-l", "value": "A < B", "error": "Nhập họ tên",
            "hint": "Như trên giấy", "described": "h-f-child-name e-f-child-name", "spellcheck_off": true,
        ]
        let plain: Model = [
            "kind": "field/text", "id": "f-note", "name": "note", "label": "Ghi chú", "required": false,
            "optional": true,
            "type": "text", "width": "w-l",
        ]
        let page: Model = [
            "t": try Share.texts().words(.vi), "base": "", "h1": "Tên của bé?", "service": "Khai sinh",
            "progress": "1/3",
            "action": "/nop/1/trang/a", "autosave": "/nop/1/trang/a/luu", "revision": "3", "shown": "child.name",
            "seal": "S", "has_errors": true,
            "errors": [["error_href": "#f-child-name", "error_text": "Nhập họ tên"] as Model],
            "fields": [field, plain],
        ]
        return try #require(library.render(page, withTemplate: "draft/question"))
    }

    @Test func `the summary leads to the field and says the same words`() throws {
        let html = try html()
        #expect(html.contains("role=\"alert\" tabindex=\"-1\""))
        #expect(html.contains("<a href=\"#f-child-name\">Nhập họ tên</a>"))
        #expect(html.contains("id=\"e-f-child-name\"><span class=\"sr\">Lỗi: </span>Nhập họ tên</p>"))
    }

    @Test func `the field keeps its value and is tied to hint and error`() throws {
        let html = try html()
        #expect(html.contains("value=\"A &lt; B\""))
        #expect(html.contains("aria-describedby=\"h-f-child-name e-f-child-name\" aria-invalid=\"true\""))
        #expect(html.contains("aria-required=\"true\""))
        #expect(html.contains("novalidate"))
    }

    @Test func `a field without an error does not borrow its neighbour's`() throws {
        let note = try #require(try html().components(separatedBy: "id=\"f-note\"").last)
        #expect(!note.contains("aria-invalid") && !note.contains("aria-describedby"))
        #expect(try html().contains("(không bắt buộc)"))
    }
}
