// zlib, with a replacement for a macro, which Swift does not see.
#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <stddef.h>
#include <zlib.h>

// Compresses `count` bytes with gzip (RFC 1952) into `output`, which has room for `capacity`. Returns the number of bytes
// that were written; 0 when there is too little room or memory.
static inline size_t czlib_gzip(const unsigned char *input, size_t count, unsigned char *output, size_t capacity) {
  z_stream stream = {0};
  // 15 is the window of 32 KiB, and 16 asks for the gzip format.
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  stream.next_in = (unsigned char *)input;
  stream.avail_in = (uInt)count;
  stream.next_out = output;
  stream.avail_out = (uInt)capacity;
  int result = deflate(&stream, Z_FINISH);
  deflateEnd(&stream);
  return result == Z_STREAM_END ? capacity - stream.avail_out : 0;
}

#endif
