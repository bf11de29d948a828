package import CityFolder
import Civic

/// `city.yaml`: the city's name, languages, hours and door. An overlay's keys replace the base's.
package enum CityFile {
    package static let path = "city.yaml"

    /// Nil, with a fault, when no layer has the file.
    package static func read(_ folder: CityFolder, _ findings: Findings) -> CityProfile? {
        guard let file = folder.file(path) else {
            findings.error(
                SourcePlace(file: "\(folder.name)/\(path)"), "city.missing",
                LocalizedText(vi: "Thành phố không có city.yaml.", en: "The city has no city.yaml."),
                cure: LocalizedText(vi: "Xem docs/city-folder.md.", en: "See docs/city-folder.md."))
            return nil
        }
        guard let root = YAMLSource.read(file, findings), let map = YAMLMap(root, findings) else { return nil }
        defer { map.finish() }
        _ = map.has("extends")
        let brand = map.optionalMap("brand")
        defer { brand?.finish() }
        let support = map.optionalMap("support")
        defer { support?.finish() }
        let name = map.text("name")
        var profile = CityProfile(
            name: name, shortName: map.optionalText("short_name") ?? name, languages: map.words("languages"),
            defaultLanguage: map.word("default_language", default: .vi), zone: map.string("zone"),
            level1Code: map.string("level1_code"), brandColour: brand?.optionalString("colour") ?? "#1a3a5c",
            sessions: OfficeHours(week: WorkingCalendar.officeHours), sessionsByKind: [:],
            supportPhone: support?.optionalString("phone"), supportHours: support?.optionalText("hours"),
            supportEmail: support?.optionalString("email"), door: map.optionalText("door"))
        if profile.languages.isEmpty { profile.languages = Language.allCases }
        profile.retention = map.optionalMap("retention").map(RetentionFile.read)
        if let sessions = map.optionalMap("sessions") { profile.sessions = hours(sessions) }
        if let kinds = map.optionalMap("sessions_by_kind") {
            for kind in kinds.keys { profile.sessionsByKind[kind] = kinds.map(kind).map(hours) }
        }
        check(profile, map)
        return profile
    }

    /// By ISO weekday, 1 Monday: `1: ["08:00-12:00", "13:00-17:00"]`.
    private static func hours(_ map: YAMLMap) -> OfficeHours {
        var week: [Int: [WorkSession]] = [:]
        for key in map.keys {
            guard let weekday = Int(key), (1...7).contains(weekday) else {
                map.findings.error(
                    map.place(of: key), "city.weekday",
                    LocalizedText(vi: "“\(key)” không phải thứ trong tuần.", en: "“\(key)” is no weekday."),
                    cure: LocalizedText(vi: "1 là thứ Hai … 7 là Chủ nhật.", en: "1 is Monday … 7 is Sunday."))
                continue
            }
            let sessions = map.list(key).compactMap { value -> WorkSession? in
                guard let text = map.findings.string(value) else { return nil }
                if let session = WorkSession(text) { return session }
                map.findings.error(
                    value.place, "city.session",
                    LocalizedText(vi: "“\(text)” không phải giờ làm việc.", en: "“\(text)” is no office hours."),
                    cure: LocalizedText(vi: "Viết \"08:00-12:00\".", en: "Write \"08:00-12:00\"."))
                return nil
            }
            week[weekday] = sessions
        }
        return OfficeHours(week: week)
    }

    private static func check(_ profile: CityProfile, _ map: YAMLMap) {
        if CityZone(profile.zone) == nil {
            map.findings.error(
                map.place(of: "zone"), "city.zone",
                LocalizedText(
                    vi: "Không có múi giờ “\(profile.zone)”.", en: "There is no time zone “\(profile.zone)”."),
                cure: LocalizedText(vi: "Viết như Asia/Ho_Chi_Minh.", en: "Write like Asia/Ho_Chi_Minh."))
        }
        let digits = profile.brandColour.dropFirst()
        if !profile.brandColour.hasPrefix("#") || digits.count != 6 || !digits.allSatisfy(\.isHexDigit) {
            map.findings.error(
                map.place(of: "brand"), "city.colour",
                LocalizedText(vi: "Màu phải viết dạng #rrggbb.", en: "The colour is written #rrggbb."),
                cure: LocalizedText(vi: "Ví dụ \"#1a3a5c\".", en: "For example \"#1a3a5c\"."))
        }
    }
}
