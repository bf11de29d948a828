import CityFolder

/// A town of the tests: one invented procedure, a library card.
enum LibraryTown {
    static let procedure = """
        code: "L.1"
        version: "1"
        valid_from: 2026-01-01
        name: {vi: Cấp thẻ thư viện, en: Library card}
        summary: {vi: Thẻ để mượn sách., en: A card to borrow books.}
        field: culture
        level: commune
        decision: "1"
        ownership: city
        intake: {scope: receive_and_forward, channels: [online, counter]}
        online: full
        subjects: [citizen]
        competence:
          - {kind: library, area: answers.home.area, ground: Rule 1}
        limit:
          - {when: answers.kind == 'child', working_days: 2, ground: Rule 2}
          - {working_days: 1, ground: Rule 2}
        fees:
          - id: card
            name: {vi: Phí thẻ, en: Card fee}
            due: "answers.kind == 'child' ? 0 : 5000"
            borne: "channel == 'online' ? 2000 : 0"
            ground: Rule 3
        lists:
          kind:
            - [adult, Người lớn, Adult]
            - [child, Trẻ em, Child]
        pages:
          - id: who
            title: {vi: Thẻ cho ai?, en: Who is it for?}
            fields:
              - {id: kind, type: choice, list: kind, required: true, label: {vi: Loại thẻ, en: Kind of card}}
              - {id: guardian, type: name, show_if: answers.kind == 'child', required: true, label: {vi: Người giám hộ, en: Guardian}}
          - id: holder
            title: {vi: Người đứng tên, en: Holder}
            fields:
              - {id: holder, type: person, required: true, sensitivity: personal, label: {vi: Người đứng tên, en: Holder}}
              - {id: home, type: address, required: true, label: {vi: Nơi ở, en: Home}}
            exit:
              when: answers.holder.nationality == 'none'
              title: {vi: Hãy đến quầy, en: Please come to the desk}
              text: {vi: Bản nháp được giữ., en: The draft is kept.}
          - id: school
            show_if: answers.kind == 'child'
            title: {vi: Trường, en: School}
            fields:
              - {id: school, type: text, max: 20, label: {vi: Tên trường, en: School}}
          - id: books
            title: {vi: Sách, en: Books}
            fields:
              - id: books
                type: integer
                required: true
                min: 1
                max: 9
                label: {vi: Số sách, en: Books}
                checks:
                  - that: answers.kind != 'child' || answers.books <= 3
                    message: {vi: Trẻ em mượn tối đa ba cuốn., en: A child borrows three at most.}
              - {id: phone, type: phone, label: {vi: Số điện thoại, en: Phone}}
        documents:
          - {id: form, name: {vi: Tờ khai, en: Declaration}, hand: form}
          - {id: photo, name: {vi: Ảnh, en: Photo}, need_if: answers.kind == 'adult', waive_if: applicant.signed_in, accept: [jpg], originals: 1}
        facts:
          kind: answers.kind
        process:
          - step: look
            name: {vi: Xem xét, en: Look}
            kind: examine
            who: specialist@competent
            minutes: 60
            actions:
              - {id: ok, label: {vi: Đồng ý, en: Agree}, primary: true, to: next, event: examined, sets: {decision: grant}}
          - step: hand
            name: {vi: Trả thẻ, en: Hand over}
            kind: return
            who: counter_officer@returning
            actions:
              - {id: give, label: {vi: Trả, en: Give}, primary: true, to: end, event: returned}
              - {id: back, label: {vi: Xem lại, en: Look again}, to: {back_to: look}, event: sentBack, reason: required}
        result:
          name: {vi: Thẻ, en: Card}
          proof:
            - {label: {vi: Số sách, en: Books}, field: books}
            - {label: {vi: Cho, en: For}, pick: "answers.kind == 'child' ? 'guardian' : 'kind'"}

        """

    static let files: [String: String] = [
        "city.yaml": """
        name: {vi: Thị trấn, en: Town}
        languages: [vi, en]
        default_language: vi
        zone: Asia/Ho_Chi_Minh
        level1_code: A01
        sessions:
          1: ["08:00-12:00", "13:00-17:00"]
        retention: {keep: 1 year, erase: 5 years}

        """,
        "fields.csv": "id,name_vi,name_en\nculture,Văn hóa,Culture\n",
        "catalogue.csv": """
        code,name,field,level,channels,decision,scope,deadlines,online_level
        L.1,Cấp thẻ thư viện,culture,commune,counter;online,1,city,counter=1 working_days,full
        L.2,Thủ tục đăng ký khai sinh,culture,commune,counter,1,national,counter=same_day,partial
        L.3,Thủ tục đăng ký khai sinh có yếu tố nước ngoài,culture,province,counter,1,national,counter=20..30 days,none
        L.4,Cấp lại thẻ thư viện,culture,commune,counter,1,national,,none
        L.5,Trao đổi giữa các cơ quan,culture,commune,counter,1,internal,,none

        """,
        "reasons.csv":
            "id,on,of,name_vi,name_en\nblurred,document,,Ảnh mờ.,The picture is blurred.\nfull,refusal,L.2,Hết chỗ.,No place is left.\n",
        "documents.csv": "id,given_by,keep,erase\nphoto,L.2,90 days,2 years\n",
        "life_events.csv": "id,name_vi,name_en,codes\nbirth,Sinh con,Birth,L.2;L.3\n",
        "synonyms.csv": "term,means\nlàm giấy khai sinh,đăng ký khai sinh\n",
        "holidays.csv": "date,kind,name_vi,name_en,decided_by\n2026-01-05,paid_holiday,Ngày nghỉ,Day off,Rule\n",
        "guides/birth.yaml": """
        event: birth
        lead: {vi: Khi bé ra đời., en: When a child is born.}
        questions:
          - id: parents
            label: {vi: Cha mẹ, en: The parents}
            options:
              - [married, Đã kết hôn, Married]
              - [single, Chưa kết hôn, Not married]
          - id: abroad
            label: {vi: Sinh ở nước ngoài, en: Born abroad}
            options:
              - ["yes", Có, "Yes"]
              - ["no", Không, "No"]
        steps:
          - id: notice
            title: {vi: Giấy chứng sinh, en: Birth notice}
            text: {vi: Lấy ở bệnh viện., en: From the hospital.}
          - id: register
            title: {vi: Đăng ký, en: Register}
            by: {vi: Trong 60 ngày, en: Within 60 days}
            text: {vi: Ở phường., en: At the ward.}
            procedures: [L.2]
            when: {abroad: ["no"]}
          - id: recognise
            title: {vi: Nhận con, en: Recognise}
            text: {vi: Cùng lúc., en: With it.}
            when: {abroad: ["no"], parents: [single]}
        automatic:
          - text: {vi: Số định danh., en: A personal number.}

        """,
        "units.csv": """
        code,id_status,name_vi,name_en,kind,parent,areas,valid_from,valid_to
        A01,official,Thị trấn,Town,city_pc,,T,,
        A01.1,official,Thư viện,Library,library,A01,T1,,

        """,
        "areas.csv": "code,name,name_en,kind,parent\nT,Thị trấn,Town,city,\nT1,Phường,Ward,ward,T\n",
        "text/vi.yaml": "page: {title: \"Xin chào {name}\"}\n",
        "text/en.yaml": "page: {title: \"Hello {name}\"}\n",
        "procedures/L.1.yaml": procedure,
    ]

    /// The town with one text replaced in one file.
    static func folder(_ file: String = "", _ old: String = "", _ new: String = "") -> CityFolder {
        var files = Self.files
        if let text = files[file] { files[file] = text.replacing(old, with: new) }
        return CityFolder(layers: [.init(name: "town", files: files.mapValues { Array($0.utf8) })])
    }
}
