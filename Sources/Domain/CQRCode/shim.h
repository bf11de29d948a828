#ifndef MOTCUA_QRCODE_SHIM_H
#define MOTCUA_QRCODE_SHIM_H

// Debian: libqrencode-dev.
#include <qrencode.h>

#endif
