// SPDX-License-Identifier: MIT
/* parser.h: a strict incremental HTTP/1.x parser for requests and responses (RFC 9112). No V8, no libuv, no
 * allocation. The caller keeps the bytes of one head contiguous; everything else is parsed in place.
 * It is pulled, never calls back: the caller may stop, free or reuse it between any two calls. */
#ifndef EDDY_HTTP_PARSER_H
#define EDDY_HTTP_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum http_type { HTTP_REQUEST, HTTP_RESPONSE };

enum http_state {
  HTTP_HEAD,          /* before or inside a head */
  HTTP_BODY_LENGTH,   /* content_left bytes */
  HTTP_BODY_EOF,      /* until the connection ends (responses) */
  HTTP_BODY_REFUSED,  /* of a request whose Transfer-Encoding says nothing of its end: an error after the head */
  HTTP_CHUNK_SIZE, HTTP_CHUNK_EXTENSION, HTTP_CHUNK_NAME, HTTP_CHUNK_VALUE, HTTP_CHUNK_QUOTED,
  HTTP_CHUNK_QUOTED_PAIR, HTTP_CHUNK_QUOTED_END, HTTP_CHUNK_SIZE_LF, HTTP_CHUNK_DATA, HTTP_CHUNK_CR, HTTP_CHUNK_LF,
  HTTP_TRAILERS,
  HTTP_DONE,          /* the message is complete; http_parser_next starts another */
  HTTP_UPGRADED,      /* what follows is not HTTP */
  HTTP_DEAD           /* after an error */
};

enum http_flag {
  HTTP_F_CHUNKED = 1 << 0,
  HTTP_F_CONTENT_LENGTH = 1 << 1,
  HTTP_F_CONNECTION_CLOSE = 1 << 2,
  HTTP_F_CONNECTION_KEEP_ALIVE = 1 << 3,
  HTTP_F_CONNECTION_UPGRADE = 1 << 4,
  HTTP_F_UPGRADE = 1 << 5,          /* an Upgrade header, or CONNECT */
  HTTP_F_EXPECT_CONTINUE = 1 << 6,
  HTTP_F_EXPECT_OTHER = 1 << 7,
  HTTP_F_HOST = 1 << 8,
  HTTP_F_TRANSFER_ENCODING = 1 << 9,
  HTTP_F_KEEP_ALIVE = 1 << 10,      /* the connection may be used again */
  HTTP_F_SKIP_BODY = 1 << 11,       /* answer to HEAD: set by the caller after the head */
  HTTP_F_HAS_BODY = 1 << 12
};

/* What insecureHTTPParser and friends allow. */
enum http_leniency { HTTP_LENIENT_HEADERS = 1, HTTP_LENIENT_ALL = 0xff };

struct http_parser {
  enum http_type type;
  enum http_state state;
  uint32_t flags;
  uint16_t status;
  uint8_t method;                   /* index of http_method_names */
  uint8_t major, minor;
  uint8_t leniency;
  uint8_t size_digits;
  size_t max_head;                  /* bytes of a head, of a trailer block, of a chunk's extensions */
  uint32_t max_headers;             /* lines of a head or trailer block; 0: any number */
  size_t scan;                      /* next line of the head, relative to its start */
  size_t skipped;                   /* empty lines before it, which count for nothing */
  size_t url_start, url_length;     /* of the request target, or the reason phrase */
  size_t headers_start;             /* first header line */
  uint32_t header_count;
  uint64_t content_left;
  uint64_t extension_bytes;
  const char *error_code, *error_reason;
  size_t error_at;                  /* of a head: offset in it */
};

extern const char *const http_method_names[];
extern const int http_method_count;

void http_parser_init(struct http_parser *p, enum http_type type, size_t max_head, uint8_t leniency);
/* Prepares for the next message on the same connection. */
void http_parser_next(struct http_parser *p);

/* Parses a head, or trailer lines, that begins at base. Returns its length when complete, 0 when more
 * bytes are needed (call again with the same base and a greater len), -1 on an error. */
ptrdiff_t http_parser_head(struct http_parser *p, const uint8_t *base, size_t len);

/* One step through a body: consumes *used bytes. *data, *data_len is body content, if any. Returns false on
 * an error. Ends in state HTTP_DONE, HTTP_TRAILERS (use http_parser_head for those), or wants more. */
bool http_parser_body(struct http_parser *p, const uint8_t *in, size_t len, size_t *used,
                      const uint8_t **data, size_t *data_len);

/* The connection ended. False if that is in the middle of a message. */
bool http_parser_finish(struct http_parser *p);

/* Header lines of a block that has been parsed before: calls each row. Values are trimmed. */
struct http_row { const uint8_t *name; size_t name_len; const uint8_t *value; size_t value_len; };
/* Reads the row at *pos; false at the end. */
bool http_next_row(const uint8_t *block, size_t len, size_t *pos, struct http_row *row);

#endif
