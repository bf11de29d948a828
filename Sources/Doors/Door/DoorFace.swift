package import Civic
package import Hummingbird

/// How a door shows a problem: a page, or problem+json.
package protocol DoorFace: Sendable {
    /// - Parameter form: what the person had sent, so that nothing typed is lost; nil when nothing was read.
    func show(
        _ problem: any Problem, status: Int, form: FilledForm?, request: Request, context: HouseContext
    ) async -> Response
}

/// A problem together with the form that met it, thrown by the router on its way to the face.
struct RefusedForm: Error {
    let problem: any Problem
    let form: FilledForm
}
