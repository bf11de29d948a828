package import Catalogue
package import Rules

/// Moves a dossier through its process tree. Pure: it answers which places open, which are cancelled and whether the
/// way has ended; joins are judged from the places that are still open.
package struct ProcessWalk: Sendable {
    package let process: [Block]

    package struct Move: Sendable, Equatable {
        package var opens: [Place] = []
        package var cancels: [Place] = []
        package var hasEnded = false
    }

    package init(_ process: [Block]) {
        self.process = process
    }

    /// The first places of a dossier that has just been accepted.
    package func start(_ scope: some Activation) throws(RuleFault) -> Move {
        var move = Move()
        try enter(list: [], index: 0, open: [], scope, &move)
        return move
    }

    /// What follows when the task at `place` closes, `open` being the other places still open.
    package func after(_ place: Place, open: [Place], _ scope: some Activation) throws(RuleFault) -> Move {
        var move = Move()
        try leave(place.path, open: open, scope, &move)
        return move
    }

    /// Back to a step of the same list or of an enclosing one; everything open below that list's block is cancelled.
    package func back(from place: Place, to step: String, open: [Place]) -> Move? {
        var list = Array(place.path.dropLast())
        while true {
            if let target = stepPlace(named: step, inList: list) {
                var move = Move()
                move.opens = [target]
                // Within the same list only this branch is at work; from an enclosing one all branches below end.
                move.cancels = open.filter { $0.isInside(list) && $0 != place }
                return move
            }
            guard list.count >= 2 else { return nil }
            list.removeLast(2)
        }
    }

    private func stepPlace(named name: String, inList list: [Int]) -> Place? {
        for (index, block) in blocks(ofList: list).enumerated() {
            if case .step(let step) = block, step.id == name { return Place(list + [index]) }
        }
        return nil
    }

    /// The list at an even path: the root, a branch or an arm.
    private func blocks(ofList list: [Int]) -> [Block] {
        guard !list.isEmpty, let branch = list.last else { return process }
        switch process.block(at: Array(list.dropLast())) {
        case .parallel(_, _, let branches): return branches.indices.contains(branch) ? branches[branch] : []
        case .choice(_, let arms): return arms.indices.contains(branch) ? arms[branch].blocks : []
        case .step, nil: return []
        }
    }

    private func enter(
        list: [Int], index: Int, open: [Place], _ scope: some Activation, _ move: inout Move
    ) throws(RuleFault) {
        let blocks = blocks(ofList: list)
        guard index < blocks.count else { return try leaveList(list, open: open, scope, &move) }
        let path = list + [index]
        switch blocks[index] {
        case .step:
            move.opens.append(Place(path))
        case .choice(_, let arms):
            for (number, arm) in arms.enumerated() {
                guard try arm.when?.holds(scope) ?? true else { continue }
                return try enter(list: path + [number], index: 0, open: open, scope, &move)
            }
            try enter(list: list, index: index + 1, open: open, scope, &move)
        case .parallel(_, let join, let branches):
            var opened = Move()
            for number in branches.indices where !branches[number].isEmpty {
                // Branches open side by side: a branch that passes at once must not see itself as the last.
                var branch = Move()
                try enterBranch(path + [number], scope, &branch)
                if branch.hasEnded && join == .any { opened = Move(hasEnded: true) }
                opened.opens += branch.opens
            }
            if opened.opens.isEmpty || (opened.hasEnded && join == .any) {
                try enter(list: list, index: index + 1, open: open, scope, &move)
            } else {
                move.opens += opened.opens
            }
        }
    }

    /// Enters a branch; `hasEnded` in the answer means that nothing in it was left to do.
    private func enterBranch(_ list: [Int], _ scope: some Activation, _ move: inout Move) throws(RuleFault) {
        let inner = ProcessWalk(blocks(ofList: list))
        let start = try inner.start(scope)
        move.opens = start.opens.map { Place(list + $0.path) }
        move.hasEnded = start.opens.isEmpty
    }

    private func leave(
        _ path: [Int], open: [Place], _ scope: some Activation, _ move: inout Move
    ) throws(RuleFault) {
        guard let index = path.last else { return }
        try enter(list: Array(path.dropLast()), index: index + 1, open: open, scope, &move)
    }

    /// A list is done: what encloses it decides.
    private func leaveList(
        _ list: [Int], open: [Place], _ scope: some Activation, _ move: inout Move
    ) throws(RuleFault) {
        guard !list.isEmpty else {
            move.hasEnded = true
            return
        }
        let blockPath = Array(list.dropLast())
        if case .parallel(_, let join, _)? = process.block(at: blockPath) {
            let others = open.filter { $0.isInside(blockPath) && !$0.isInside(list) }
            switch join {
            case .all where !others.isEmpty: return
            case .all: break
            case .any: move.cancels += others
            }
        }
        try leave(blockPath, open: open, scope, &move)
    }
}
