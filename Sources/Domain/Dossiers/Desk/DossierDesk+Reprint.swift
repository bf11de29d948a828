extension DossierDesk {
    /// The secret of a slip that is printed again; whoever was shown the dossier may print it.
    package func receiptSecret(of view: DossierView) -> String { secrets.secret(of: view.dossier.id) }
}
