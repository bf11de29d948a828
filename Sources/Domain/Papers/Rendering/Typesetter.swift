import CPango

/// Sets text in lines with Pango, in the house's one typeface and no other, so that a paper looks the same on every
/// machine that has the fonts.
///
/// Belongs to the thread that made it and is never shared: Pango's font maps and Fontconfig's configuration are not for
/// two threads at once. It owns both, and every `SetText` keeps it alive.
final class Typesetter {
    private let configuration: OpaquePointer
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private let covered: [OpaquePointer]

    /// - Throws: `PapersProblem.fontMissing` when a file is no font.
    init(_ fonts: PaperFonts) throws(PapersProblem) {
        guard let configuration = FcConfigCreate() else { throw .fontMissing("fontconfig") }
        for file in fonts.files where FcConfigAppFontAddFile(configuration, file) != 1 {
            FcConfigDestroy(configuration)
            throw .fontMissing(file)
        }
        guard let fontMap = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
            FcConfigDestroy(configuration)
            throw .fontMissing("pango")
        }
        pango_fc_font_map_set_config(OpaquePointer(fontMap), configuration)
        // One Pango point is one PDF point.
        pango_cairo_font_map_set_resolution(OpaquePointer(fontMap), 72)
        self.configuration = configuration
        self.fontMap = fontMap
        context = pango_font_map_create_context(fontMap)
        // Nothing is fitted to the dots of a screen: the same text has the same length everywhere.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("vi"))
        covered = Self.characters(of: configuration)
        // Version 1 of the typeface has the name, and not the letters.
        guard covered.count == fonts.files.count, canPrint("ệ"), canPrint("Ự") else {
            throw .fontMissing(PaperFonts.family)
        }
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
        FcConfigDestroy(configuration)
    }

    /// Whether every style of the typeface has a sign for it.
    func canPrint(_ scalar: Unicode.Scalar) -> Bool {
        covered.allSatisfy { FcCharSetHasChar($0, scalar.value) == 1 }
    }

    /// - Parameters:
    ///   - runs: what stands one after another, each bold or not.
    ///   - width: points; what is longer goes on in the next line, a word too long for a line too.
    func set(_ runs: [TextRun], _ style: PaperStyle, size: Double, width: Double) -> SetText {
        SetText(runs, style, size: size, width: width, context: context, keeping: self)
    }

    /// The character sets belong to the configuration.
    private static func characters(of configuration: OpaquePointer) -> [OpaquePointer] {
        guard let fonts = FcConfigGetFonts(configuration, FcSetApplication) else { return [] }
        return (0..<Int(fonts.pointee.nfont)).compactMap { index in
            var set: OpaquePointer?
            guard FcPatternGetCharSet(fonts.pointee.fonts[index], FC_CHARSET, 0, &set) == FcResultMatch else {
                return nil
            }
            return set
        }
    }
}

struct TextRun {
    let text: String
    var isBold = false
}
