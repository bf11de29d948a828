/// The queue in front of an engine: first in, first out, without moving elements for each one taken.
package struct Line<Element> {
    private var elements: [Element?] = []
    private var head = 0

    package init() {}

    package var count: Int { elements.count - head }
    package var isEmpty: Bool { count == 0 }
    package var first: Element? { head < elements.count ? elements[head] : nil }

    package mutating func append(_ element: Element) {
        elements.append(element)
    }

    package mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        defer {
            elements[head] = nil
            head += 1
            if head == elements.count {
                elements.removeAll(keepingCapacity: true)
                head = 0
            } else if head >= 1_024 {
                elements.removeFirst(head)
                head = 0
            }
        }
        return elements[head]
    }

    package mutating func remove(where matches: (Element) -> Bool) {
        guard let index = elements[head...].firstIndex(where: { $0.map(matches) ?? false }) else { return }
        elements.remove(at: index)
    }
}
