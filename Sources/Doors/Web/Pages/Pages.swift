import Civic
import Directory
package import Door
import HTTPTypes
package import Hummingbird
import Mustache
import NIOCore

/// What a template sees: names and values. Leave a key out where there is nothing to say; an empty string counts as
/// something.
package typealias Model = [String: Any]

/// Draws pages: a template within the layout, in the language of the address.
package struct Pages: Sendable {
    package let texts: Texts
    package let settings: WebSettings
    let files: StaticFiles
    /// Set by the house; without it the desk's navigation offers the lists alone.
    var deskNav: DeskNav?
    /// What is announced to whom, from memory; set by the house.
    var announced: (@Sendable (Actor) -> [Announcement])?
    private let library: MustacheLibrary
    private let seal: FormSeal

    package init(settings: WebSettings, texts: Texts, seal: FormSeal) throws {
        self.settings = settings
        self.texts = texts
        self.seal = seal
        library = try TemplateLoader.load(folder: settings.shareFolder + "/templates")
        files = try StaticFiles(folder: settings.shareFolder + "/static", brand: Self.brand(settings.brandColour))
    }

    /// A page for people: `template` within `layout`.
    ///
    /// - Parameters:
    ///   - title: the page's one `<h1>`; the window's title is made from it.
    ///   - isError: puts `Lỗi: ` before the window's title.
    package func page(
        _ template: String, layout: String = "layout", title: String, isError: Bool = false, status: Int = 200,
        _ model: Model, request: Request, context: HouseContext
    ) -> Response {
        let text = html(
            template, layout: layout, title: title, isError: isError, model, request: request, context: context)
        return Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: context.language.rawValue],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// The page's text alone.
    func html(
        _ template: String, layout: String, title: String, isError: Bool, _ model: Model, request: Request,
        context: HouseContext
    ) -> String {
        var frame = PageFrame(pages: self, request: request, context: context).model
        let words = texts.words(context.language)
        frame["template"] = template
        frame["h1"] = title
        // Where a page belongs to a service, its title says which: a person with four windows open finds the right one.
        let service = (model["service"] as? String).flatMap { $0 == title ? nil : $0 }
        let parts = [title, service, settings.cityName[context.language]].compactMap { $0 }
        frame["window_title"] = (isError ? words["error_prefix"] : "") + parts.joined(separator: " – ")
        frame["seal"] = seal.mark(binding: context.formBinding)
        frame.merge(model) { $1 }
        return library.render(frame, withTemplate: layout) ?? ""
    }

    package func seal(_ context: HouseContext) -> String { seal.mark(binding: context.formBinding) }

    package func words(_ context: HouseContext) -> Words { texts.words(context.language) }

    /// Sends the browser on with GET, in the language of this page unless the address is already English.
    package func redirect(to path: String, context: HouseContext, cookies: [String] = []) -> Response {
        let safe = Self.own(path)
        let address =
            context.language == .en && safe != "/en" && !safe.hasPrefix("/en/")
            ? "/en" + (safe == "/" ? "" : safe) : safe
        var headers: HTTPFields = [.location: address]
        for cookie in cookies { headers[values: .setCookie].append(cookie) }
        return Response(status: .seeOther, headers: headers)
    }

    /// Whether an address, which may have come with the request, stays in this house. Browsers drop control characters
    /// and read a backslash as a slash before they look at an address (WHATWG URL).
    static func isOwn(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.hasPrefix("//")
            && path.unicodeScalars.allSatisfy { scalar in
                scalar != "\\" && scalar.value > 0x20 && !(0x7F...0x9F).contains(scalar.value)
            }
    }

    /// The address if it stays in this house, or the front page.
    static func own(_ path: String) -> String { isOwn(path) ? path : "/" }

    private static func brand(_ colour: String) -> String? {
        let digits = colour.drop { $0 == "#" }
        return digits.utf8.count == 6 && digits.allSatisfy(\.isHexDigit) ? "#" + digits : nil
    }
}
