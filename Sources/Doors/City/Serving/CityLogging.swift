import Door
package import Logging

/// The program's own log, on standard error.
package enum CityLogging {
    /// - Parameter isJSON: one object a line, for whatever collects logs; else lines for eyes.
    package static func logger(isJSON: Bool, level: Logger.Level) -> Logger {
        var logger = Logger(label: "motcua") { label in
            if isJSON { return JSONLog(label: label, level: level) as any LogHandler }
            return StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = level
        return logger
    }
}
