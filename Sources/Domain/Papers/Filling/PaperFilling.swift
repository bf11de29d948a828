package import Rules

extension PaperTemplate {
    /// Puts values in. Pure: the same values give the same paper, whatever the day.
    ///
    /// - Parameter values: the fields the paper's code has; a field that is null leaves its place empty.
    /// - Throws: `PapersProblem.template` when an expression gives no value.
    package func filled(with values: [String: RuleValue]) throws(PapersProblem) -> FilledPaper {
        let filling = PaperFilling(template: self, values: values)
        return FilledPaper(
            title: try filling.text(title), language: language, sheet: sheet, fontSize: fontSize,
            blocks: try filling.blocks(blocks))
    }

    /// Whose result it is; empty where the template does not say.
    func holder(with values: [String: RuleValue]) throws(PapersProblem) -> String {
        guard let holder else { return "" }
        return try PaperFilling(template: self, values: values).text(holder)
    }
}

/// One template's expressions over one set of values.
private struct PaperFilling {
    let template: PaperTemplate
    var values: [String: RuleValue]

    func blocks(_ blocks: [PaperBlock]) throws(PapersProblem) -> [FilledBlock] {
        var filled: [FilledBlock] = []
        for block in blocks {
            if let when = block.when, try evaluate(when) != .bool(true) { continue }
            filled.append(FilledBlock(content: try content(block.content), before: block.before))
        }
        return filled
    }

    private func content(_ content: PaperBlock.Content) throws(PapersProblem) -> FilledBlock.Content {
        switch content {
        case .text(let text, let style): return .text(try self.text(text), style)
        case .line(let label, let value, let style):
            let value = try text(value)
            return .line(label: try text(label), value: value.isEmpty ? nil : value, style)
        case .list(let repeated, let text, let style):
            var items: [String] = []
            for scope in try scopes(repeated) { items.append(try scope.text(text)) }
            return .list(items, style)
        case .table(let repeated, let columns): return .table(try table(repeated, columns))
        case .columns(let columns):
            var filled: [FilledBlock.Column] = []
            for column in columns {
                filled.append(FilledBlock.Column(share: column.share, blocks: try blocks(column.blocks)))
            }
            return .columns(filled)
        case .rule(let width): return .rule(width)
        case .qr(let text, let width, let align): return .qr(try self.text(text), width, align)
        case .signature(let place):
            var note: String?
            if let text = place.note { note = try self.text(text) }
            return .signature(
                id: place.id, title: try text(place.title), note: note, name: try text(place.name),
                height: place.height)
        case .space(let height): return .space(height)
        case .pageBreak: return .pageBreak
        }
    }

    private func table(
        _ repeated: PaperBlock.Repeated, _ columns: [PaperBlock.TableColumn]
    ) throws(PapersProblem) -> FilledTable {
        var heads: [FilledTable.Head] = []
        for column in columns {
            var group: String?
            if let text = column.group { group = try self.text(text) }
            heads.append(
                FilledTable.Head(
                    title: try text(column.title), group: group, share: column.share, align: column.align))
        }
        var rows: [[String]] = []
        for scope in try scopes(repeated) {
            var row: [String] = []
            for column in columns { row.append(try scope.text(column.value)) }
            rows.append(row)
        }
        return FilledTable(heads: heads, rows: rows)
    }

    private func scopes(_ repeated: PaperBlock.Repeated) throws(PapersProblem) -> [PaperFilling] {
        switch try evaluate(repeated.items) {
        case .null: return []
        case .list(let items):
            return items.enumerated().map { index, item in
                var scope = self
                scope.values[repeated.name] = item
                scope.values["index"] = .int(Int64(index + 1))
                return scope
            }
        case let other: throw fault(repeated.items, "a list is wanted, not \(other.typeName)")
        }
    }

    func text(_ text: PaperText) throws(PapersProblem) -> String {
        var written = ""
        for piece in text.pieces {
            switch piece {
            case .literal(let literal): written += literal
            case .value(let expression):
                switch try evaluate(expression) {
                case .null: break
                case .string(let value): written += value
                case .int(let value): written += String(value)
                case let other: throw fault(expression, "text or a whole number is wanted, not \(other.typeName)")
                }
            }
        }
        return PrintableText.cleaned(written)
    }

    private func evaluate(_ expression: RuleExpression) throws(PapersProblem) -> RuleValue {
        do throws(RuleFault) {
            return try expression.evaluate(Bindings(values))
        } catch {
            throw fault(expression, error.description)
        }
    }

    private func fault(_ expression: RuleExpression, _ reason: String) -> PapersProblem {
        .template("\(template.code) \(template.version)", "{\(expression.source)}: \(reason)")
    }
}
