#ifndef MOTCUA_PANGO_SHIM_H
#define MOTCUA_PANGO_SHIM_H

// Debian: libpango1.0-dev, libcairo2-dev; pkg-config's "pangocairo" says where.
#include <cairo/cairo-ft.h>
#include <cairo/cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#endif
