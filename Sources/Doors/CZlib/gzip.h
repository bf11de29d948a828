#ifndef MOTCUA_GZIP_H
#define MOTCUA_GZIP_H

#include <limits.h>
#include <stddef.h>
#include <zlib.h>

/// One gzip member (RFC 1952) in one call: zlib's stream keeps its own address, which a Swift variable does not promise,
/// and its first call is a macro.
/// Returns how many bytes of `out` it took; 0 when they did not suffice or there was no memory.
static inline size_t motcua_gzip(
    const unsigned char *in, size_t length, unsigned char *out, size_t room, int level) {
    if (length > UINT_MAX || room > UINT_MAX) return 0;
    z_stream stream = {0};
    // 31: the largest window, with gzip's head and sum instead of zlib's.
    if (deflateInit2(&stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (unsigned char *)in;
    stream.avail_in = (unsigned int)length;
    stream.next_out = out;
    stream.avail_out = (unsigned int)room;
    size_t written = deflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
    deflateEnd(&stream);
    return written;
}

/// The bytes of one gzip member; as above. For tests, and for nothing that comes from outside.
static inline size_t motcua_gunzip(const unsigned char *in, size_t length, unsigned char *out, size_t room) {
    if (length > UINT_MAX || room > UINT_MAX) return 0;
    z_stream stream = {0};
    if (inflateInit2(&stream, 31) != Z_OK) return 0;
    stream.next_in = (unsigned char *)in;
    stream.avail_in = (unsigned int)length;
    stream.next_out = out;
    stream.avail_out = (unsigned int)room;
    size_t written = inflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
    inflateEnd(&stream);
    return written;
}

#endif
