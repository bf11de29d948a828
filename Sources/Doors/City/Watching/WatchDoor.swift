import Directory
import Door
import HTTPTypes
import Hummingbird
import NIOCore

/// What machines ask of a running house: does it live, can it work, how is it doing.
struct WatchDoor: Sendable {
    let readiness: Readiness
    let measures: MeasureBook
    let house: CityHouse

    func register(on router: GuardedRouter) {
        router.get(DoorPath.health, for: .probe, door: .house, "whether the program lives") { _, _ in
            Self.answer("{\"status\":\"alive\"}\n", .json)
        }
        router.get(DoorPath.ready, for: .probe, door: .house, "whether it can do its work") { [readiness, house] _, _ in
            let answer = await readiness.answer(for: house)
            let checks = answer.checks.map { check in
                "{\"name\":\"\(check.name)\",\"ok\":\(check.fault == nil)"
                    + (check.fault.map { ",\"fault\":\"\($0)\"" } ?? "") + "}"
            }
            let isScanning = house.options.malware.scanner != nil
            let text =
                "{\"ready\":\(answer.isReady),\"uploadsScanned\":\(isScanning),"
                + "\"checks\":[\(checks.joined(separator: ","))]}\n"
            return Self.answer(text, .json, status: answer.isReady ? .ok : .serviceUnavailable)
        }
        router.get(DoorPath.metrics, for: .watch, door: .house, "figures for Prometheus") { [measures, house] _, _ in
            let readings = await HouseMeasures.readings(house)
            return Self.answer(measures.text(with: readings), .prometheus)
        }
    }

    private enum Form: String {
        case json = "application/json"
        case prometheus = "text/plain; version=0.0.4; charset=utf-8"
    }

    private static func answer(_ text: String, _ form: Form, status: HTTPResponse.Status = .ok) -> Response {
        var response = Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        response.headers[.contentType] = form.rawValue
        return response
    }
}
