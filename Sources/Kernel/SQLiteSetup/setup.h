#ifndef MOTCUA_SQLITE_SETUP_H
#define MOTCUA_SQLITE_SETUP_H

// Swift cannot call variadic functions; the header of SQLite itself comes with GRDBSQLite.
extern int sqlite3_config(int, ...);

/// SQLITE_CONFIG_MEMSTATUS off: the engine's statistics of memory take one lock for every allocation of every thread.
/// Only before the first connection of the process.
static inline int motcua_sqlite3_keep_no_memory_statistics(void) {
    return sqlite3_config(9, 0);
}

#endif
