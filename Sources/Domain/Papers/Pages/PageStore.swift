package import Store

package enum PageStore {
    static let pages = Statement("SELECT pages FROM page_picture WHERE upload = ? ORDER BY page LIMIT 1")
    static let byPage = Statement("SELECT pages, blob_key, fault FROM page_picture WHERE upload = ? AND page = ?")
    static let holdUpload = Statement("UPDATE upload SET erased_at = NULL WHERE id = ? AND erased_at IS NULL")
    static let insert = Statement(
        """
        INSERT INTO page_picture (upload, page, pages, blob_key, fault, created) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (upload, page) DO NOTHING
        """)
    static let forget = Statement("DELETE FROM page_picture WHERE upload = ? RETURNING blob_key")
    static let undrawn = Statement(
        """
        SELECT upload.id FROM upload
        WHERE upload.id > ? AND upload.kind IN ('pdf', 'heic') AND upload.document <> 'result'
            AND upload.erased_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM page_picture WHERE page_picture.upload = upload.id)
        ORDER BY upload.id LIMIT 16
        """)
    static let sweepFaults = Statement("DELETE FROM page_picture WHERE fault IS NOT NULL AND created < ?")
    static let sweepGone = Statement(
        """
        DELETE FROM page_picture WHERE NOT EXISTS (
            SELECT 1 FROM upload WHERE upload.id = page_picture.upload AND upload.erased_at IS NULL)
        """)
    static let isNamed = Statement(
        """
        SELECT page_picture.upload FROM page_picture
        INNER JOIN upload ON upload.id = page_picture.upload
        WHERE page_picture.blob_key = ? AND upload.erased_at IS NULL
        """)

    package static let statements = [
        pages, byPage, holdUpload, insert, forget, undrawn, sweepFaults, sweepGone, isNamed,
    ]
}
