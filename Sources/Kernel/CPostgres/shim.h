#ifndef MOTCUA_POSTGRES_SHIM_H
#define MOTCUA_POSTGRES_SHIM_H

// Debian keeps it below /usr/include/postgresql; pkg-config's "libpq" says so to the compiler.
#include <libpq-fe.h>

#endif
