// SPDX-License-Identifier: MIT
// WHATWG URL (https://url.spec.whatwg.org): parser, serialiser and setters. No V8, no libuv.
//
// A URL is its serialised form in one buffer, plus offsets into it. Nothing is stored twice: a
// component is a slice of `href`. Used by src/bindings/url.c; tested alone by test/unit/url.c.
//
//   https://user:pass@example.com:1234/foo/bar?baz#quux
//         |     |    |           |    |       |   |
//         |     |    |           |    |       |   hash_start     (or URL_NONE)
//         |     |    |           |    |       search_start       (or URL_NONE)
//         |     |    |           |    pathname_start
//         |     |    |           host_end
//         |     |    host_start (at the '@', or at the host itself when there are no credentials)
//         |     username_end
//         protocol_end
//
// Without a host username_end, host_start and host_end equal protocol_end, and pathname_start is
// two more when "/." keeps a path that begins with "//" from being taken for a host.
#ifndef EDDY_URL_H
#define EDDY_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define URL_NONE UINT32_MAX
// Longest input, so that percent-encoding (3 to 1) cannot overflow an offset.
#define URL_INPUT_MAX ((size_t)1 << 30)

// Growable bytes. After a failed allocation `failed` is set and every operation does nothing, so
// that callers look once, at the end.
struct url_buf {
  char *data;
  size_t len;
  size_t cap;
  char *fixed;  // memory of the caller that `data` may point to; never freed
  bool failed;
};

// Numbered as other runtimes show them.
enum url_scheme {
  URL_SCHEME_HTTP,
  URL_SCHEME_OTHER,
  URL_SCHEME_HTTPS,
  URL_SCHEME_WS,
  URL_SCHEME_FTP,
  URL_SCHEME_WSS,
  URL_SCHEME_FILE,
};

struct eddy_url {
  struct url_buf href;
  uint32_t protocol_end;
  uint32_t username_end;
  uint32_t host_start;
  uint32_t host_end;
  uint32_t port;  // URL_NONE: none, or the scheme's default
  uint32_t pathname_start;
  uint32_t search_start;
  uint32_t hash_start;
  uint32_t scheme;  // enum url_scheme
};

enum url_part {
  URL_PROTOCOL,
  URL_HOST,
  URL_HOSTNAME,
  URL_PORT,
  URL_USERNAME,
  URL_PASSWORD,
  URL_PATHNAME,
  URL_SEARCH,
  URL_HASH,
};

// `fixed` (may be NULL) is used until it is too small.
void url_buf_init(struct url_buf *buf, char *fixed, size_t cap);
void url_buf_release(struct url_buf *buf);
bool url_buf_grow(struct url_buf *buf, size_t more);
// Replaces bytes [from, to) by `data`.
void url_buf_splice(struct url_buf *buf, size_t from, size_t to, const char *data, size_t len);

static inline bool url_buf_reserve(struct url_buf *buf, size_t more) {
  return (!buf->failed && buf->cap - buf->len >= more) || url_buf_grow(buf, more);
}

static inline void url_buf_put(struct url_buf *buf, const char *data, size_t len) {
  if (!len || !url_buf_reserve(buf, len)) return;
  memcpy(buf->data + buf->len, data, len);
  buf->len += len;
}

static inline void url_buf_putc(struct url_buf *buf, char c) {
  if (url_buf_reserve(buf, 1)) buf->data[buf->len++] = c;
}

// Parses UTF-8 `input` against `base` (may be NULL) into `url`, whose href is initialised by the
// caller and overwritten. False: not a URL (or, with href.failed, out of memory).
bool eddy_url_parse(struct eddy_url *url, const char *input, size_t len,
                    const struct eddy_url *base);

// The setters of the URL class. False: the value is not acceptable and nothing has changed.
// The parts of the host setter may take effect one by one (a good host, then a bad port).
bool eddy_url_set(struct eddy_url *url, enum url_part part, const char *value, size_t len);

// Appends the host a special URL would have. False: not a valid domain.
bool eddy_url_domain_to_ascii(const char *input, size_t len, struct url_buf *out);

// The part of it that UTS 46 does, without looking for forbidden characters and numbers.
bool eddy_url_idna_to_ascii(const char *input, size_t len, struct url_buf *out);
// Appends `input` with its punycode labels decoded, those that are valid.
bool eddy_url_domain_to_unicode(const char *input, size_t len, struct url_buf *out);

enum url_scheme eddy_url_scheme(const char *scheme, size_t len);
bool eddy_url_has_opaque_path(const struct eddy_url *url);

#endif
