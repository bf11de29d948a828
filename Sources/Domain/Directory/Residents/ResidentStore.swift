import Store

enum ResidentStore {
    private static let card =
        """
        SELECT s.id, p.name, p.born_on, p.birth_year, p.sex, p.phone, p.number_index
        FROM person p JOIN subject s ON s.person = p.id
        """

    static let insertPerson = Statement(
        """
        INSERT INTO person (id, name, folded, born_on, birth_year, sex, number_sealed, number_index, phone, created)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number_index) DO NOTHING
        """)
    static let insertOrganisation = Statement(
        """
        INSERT INTO organisation (id, name, folded, tax_code, created) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (tax_code) DO NOTHING
        """
    )
    static let insertSubject = Statement("INSERT INTO subject (id, kind, person, organisation) VALUES (?, ?, ?, ?)")
    static let byNumber = Statement("\(card) WHERE p.number_index = ?")
    static let bySubject = Statement("\(card) WHERE s.id = ?")
    static let byName = Statement(
        "\(card) WHERE p.folded >= ? AND p.folded < ? ORDER BY p.folded, p.birth_year, p.id LIMIT ?")
    static let byNameAndYear = Statement(
        "\(card) WHERE p.birth_year = ? AND p.folded >= ? AND p.folded < ? ORDER BY p.folded, p.id LIMIT ?")
    static let byPhone = Statement("\(card) WHERE p.phone = ? ORDER BY p.id LIMIT ?")
    static let sealedNumber = Statement(
        "SELECT p.id, p.number_sealed FROM person p JOIN subject s ON s.person = p.id WHERE s.id = ?")
    static let nameOf = Statement(
        """
        SELECT s.kind, o.name, p.name FROM subject s LEFT JOIN organisation o ON o.id = s.organisation
        LEFT JOIN person p ON p.id = s.person WHERE s.id = ?
        """)
    static let contact = Statement(
        """
        SELECT p.phone, a.id, a.language FROM subject s JOIN person p ON p.id = s.person
        LEFT JOIN account a ON a.subject = s.id AND a.kind = 'resident' AND a.closed = 0
        WHERE s.id = ? ORDER BY a.id LIMIT 1
        """)
    static let personOf = Statement("SELECT person FROM subject WHERE id = ?")
    static let cut = Statement("UPDATE subject SET person = NULL WHERE id = ?")
    static let deletePerson = Statement("DELETE FROM person WHERE id = ?")

    static let insertRepresentation = Statement(
        "INSERT INTO representation (id, agent, principal, ground, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?)")
    static let endRepresentation = Statement(
        """
        UPDATE representation SET valid_to = ? WHERE agent = ? AND principal = ?
        AND (valid_to IS NULL OR valid_to > ?)
        """)
    static let represents = Statement(
        """
        SELECT id FROM representation WHERE agent = ? AND principal = ? AND valid_from <= ?
        AND (valid_to IS NULL OR valid_to >= ?) LIMIT 1
        """)
    static let principals = Statement(
        """
        SELECT r.principal, r.ground, s.kind, o.name, p.name
        FROM representation r JOIN subject s ON s.id = r.principal
        LEFT JOIN organisation o ON o.id = s.organisation LEFT JOIN person p ON p.id = s.person
        WHERE r.agent = ? AND r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to >= ?) ORDER BY r.id
        """)
    static let organisationByTaxCode = Statement(
        "SELECT s.id, o.name FROM organisation o JOIN subject s ON s.organisation = o.id WHERE o.tax_code = ?")

    static let statements = [
        insertPerson, insertOrganisation, insertSubject, byNumber, bySubject, byName, byNameAndYear, byPhone,
        sealedNumber,
        nameOf, contact, personOf, cut, deletePerson, insertRepresentation, endRepresentation, represents, principals,
        organisationByTaxCode,
    ]
}
