// SPDX-License-Identifier: MIT
// What the files of src/url share among themselves: character classes, the host parser, and the
// path parser. Nothing outside of src/url includes this.
#ifndef EDDY_URL_INTERNAL_H
#define EDDY_URL_INTERNAL_H

#include "url.h"

// Percent-encode sets of the specification (a set bit: the byte must be encoded), and other
// classes a byte can belong to.
enum url_class {
  CLASS_C0 = 1,
  CLASS_FRAGMENT = 2,
  CLASS_QUERY = 4,
  CLASS_SPECIAL_QUERY = 8,
  CLASS_PATH = 16,
  CLASS_USERINFO = 32,
  CLASS_SCHEME = 64,             // may follow the first letter of a scheme
  CLASS_FORBIDDEN_HOST = 128,    // forbidden host code point
  CLASS_FORBIDDEN_DOMAIN = 256,  // forbidden domain code point
  CLASS_HOST_SLOW = 512,         // a domain with it needs more than a copy
  CLASS_PATH_SLOW = 1024,        // a path with it needs more than a copy
  CLASS_DASH = 2048,             // a domain with it may have a punycode label
};

extern const uint16_t url_class[256];

// A slice of the input; never owned.
struct url_span {
  const char *p;
  size_t n;
};

static inline bool url_is(unsigned char c, unsigned set) {
  return (url_class[c] & set) != 0;
}

static inline bool url_is_alpha(unsigned char c) {
  return (unsigned)((c | 32) - 'a') < 26;
}

static inline bool url_is_digit(unsigned char c) {
  return (unsigned)(c - '0') < 10;
}

static inline int url_hex(unsigned char c) {
  if (url_is_digit(c)) return c - '0';
  if ((unsigned)((c | 32) - 'a') < 6) return (c | 32) - 'a' + 10;
  return -1;
}

static inline bool url_special(enum url_scheme scheme) {
  return scheme != URL_SCHEME_OTHER;
}

static inline bool url_is_slash(char c, bool special) {
  return c == '/' || (special && c == '\\');
}

void url_put_encoded(struct url_buf *buf, struct url_span in, unsigned set);
void url_put_decoded(struct url_buf *buf, struct url_span in);
void url_put_number(struct url_buf *buf, uint32_t number);

// host.c: appends the serialised host, or returns false and leaves `out` as it was.
bool url_host_parse(struct url_buf *out, struct url_span in, bool special);
// ipv6.c: `in` is what stands between the brackets; appends with brackets.
bool url_ipv6_parse(struct url_buf *out, struct url_span in);
// idna.c (ICU): UTS 46 ToASCII as the specification asks for it (not strict).
bool url_idna_to_ascii(struct url_buf *out, struct url_span in);

// path.c: parses `in` onto the path that begins at `path_start` in `out`.
void url_path_append(struct url_buf *out, size_t path_start, struct url_span in,
                     enum url_scheme scheme);
void url_path_shorten(struct url_buf *out, size_t path_start, enum url_scheme scheme);
// "C:" or "C|" at the beginning, then nothing or a slash.
bool url_starts_with_drive(struct url_span in);

// Port number in decimal digits. 0: good; -1: not a port. The scheme's default gives URL_NONE.
int url_port_parse(struct url_span digits, enum url_scheme scheme, uint32_t *port);

// Input without tab, LF and CR; `scratch` takes the copy when there are some.
struct url_span url_strip_newlines(struct url_span in, struct url_buf *scratch);

#endif
