import Testing

@testable import Door

/// What a view as another role may ask for.
@Suite struct ViewPathTests {
    @Test(arguments: ["/", "/dich-vu", "/can-bo", "/en/can-bo", "/can-bo/don-vi", "/can-bo/so-lieu", "/can-bo/quay"])
    func `lists and figures are shown`(_ path: String) {
        #expect(DoorPath.isInView(path, query: nil, changes: false))
    }

    @Test(arguments: [
        ("/can-bo/ho-so/1", "muc-dich=handling"), ("/can-bo/tim", "q=a"), ("/can-bo/quay", "q=Nguyen"),
        ("/can-bo/nhat-ky-xem", ""), ("/can-bo/nguoi/1", ""), ("/en/can-bo/tim", "q=a"), ("/api/v1/ho-so", ""),
        ("/can-bo/xem-nhu", ""),
    ])
    func `what shows somebody's data is not, nor what nobody named`(path: String, query: String) {
        #expect(!DoorPath.isInView(path, query: query, changes: false))
    }

    @Test(arguments: [
        "/can-bo", "/can-bo/hang-loat", "/can-bo/vang-mat", "/tai-khoan/mat-khau", "/en/can-bo/hang-loat",
    ])
    func `nothing is changed but the view itself and the session`(_ path: String) {
        #expect(!DoorPath.isInView(path, query: nil, changes: true))
        #expect(DoorPath.isInView("/en" + DoorPath.endOfView, query: nil, changes: true))
        #expect(DoorPath.isInView("/dang-xuat", query: nil, changes: true))
    }
}
