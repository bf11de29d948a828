#ifndef MOTCUA_ZLIB_CALLS_H
#define MOTCUA_ZLIB_CALLS_H

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

/// What a zlib stream (RFC 1950) from outside holds, `room` bytes at most; what stands behind its end is left alone.
/// Returns how many bytes of `out` it took; `state` says whether that is all (0), more than there is room for (1), or
/// what could be read of a damaged stream (2).
static inline size_t motcua_inflate(
    const unsigned char *in, size_t length, unsigned char *out, size_t room, int *state) {
    *state = 2;
    if (length > UINT_MAX || room > UINT_MAX) return 0;
    z_stream stream = {0};
    if (inflateInit(&stream) != Z_OK) return 0;
    stream.next_in = (unsigned char *)in;
    stream.avail_in = (unsigned int)length;
    stream.next_out = out;
    stream.avail_out = (unsigned int)room;
    int said = inflate(&stream, Z_FINISH);
    if (said == Z_STREAM_END) {
        *state = 0;
    } else if (stream.avail_out == 0) {
        *state = 1;
    }
    size_t written = stream.total_out;
    inflateEnd(&stream);
    return written;
}

#endif
