// SPDX-License-Identifier: MIT
// Hosts of URLs: domains, IPv4 numbers, opaque hosts. IPv6 is in ipv6.c, UTS 46 in idna.c.
#include <string.h>

#include "internal.h"

static bool host_is_ascii(const char *p, size_t n) {
  unsigned char all = 0;
  for (size_t i = 0; i < n; i++) all |= (unsigned char)p[i];
  return all < 0x80;
}

// Whether some label begins with "xn--".
static bool host_has_punycode(const char *p, size_t n) {
  for (size_t i = 0; i + 4 <= n; i++) {
    if ((p[i] | 32) == 'x' && (p[i + 1] | 32) == 'n' && p[i + 2] == '-' && p[i + 3] == '-' &&
        (i == 0 || p[i - 1] == '.')) {
      return true;
    }
  }
  return false;
}

// One part of an IPv4 address: decimal, 0x hexadecimal or 0 octal. Values that do not fit are
// cut off at 2^33, which no caller accepts. False: not a number.
static bool ipv4_number(const char *p, size_t n, uint64_t *value) {
  unsigned radix = 10;
  if (n >= 2 && p[0] == '0' && (p[1] | 32) == 'x') {
    radix = 16;
    p += 2;
    n -= 2;
  } else if (n >= 2 && p[0] == '0') {
    radix = 8;
    p++;
    n--;
  } else if (n == 0) {
    return false;
  }
  uint64_t sum = 0;
  for (size_t i = 0; i < n; i++) {
    int digit = url_hex((unsigned char)p[i]);
    if (digit < 0 || (unsigned)digit >= radix) return false;
    sum = sum * radix + (unsigned)digit;
    if (sum >> 33) sum = (uint64_t)1 << 33;
  }
  *value = sum;
  return true;
}

// The ends-in-a-number checker: such a host is an IPv4 address or nothing.
static bool host_ends_in_number(const char *p, size_t n) {
  if (n && p[n - 1] == '.') n--;
  size_t at = n;
  while (at && p[at - 1] != '.') at--;
  p += at;
  n -= at;
  if (n == 0 || !url_is_digit((unsigned char)p[0])) return false;
  size_t digits = 0;
  while (digits < n && url_is_digit((unsigned char)p[digits])) digits++;
  uint64_t ignored;
  return digits == n || ipv4_number(p, n, &ignored);
}

static bool ipv4_parse(const char *p, size_t n, uint32_t *address) {
  if (n && p[n - 1] == '.') n--;
  uint64_t parts[4];
  unsigned count = 0;
  for (size_t at = 0;;) {
    size_t end = at;
    while (end < n && p[end] != '.') end++;
    if (count == 4 || !ipv4_number(p + at, end - at, &parts[count])) return false;
    count++;
    if (end == n) break;
    at = end + 1;
  }
  uint64_t sum = 0;
  for (unsigned i = 0; i + 1 < count; i++) {
    if (parts[i] > 255) return false;
    sum |= parts[i] << (24 - 8 * i);
  }
  if (parts[count - 1] >> (8 * (5 - count))) return false;
  *address = (uint32_t)(sum + parts[count - 1]);
  return true;
}

static void ipv4_put(struct url_buf *out, uint32_t address) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    url_put_number(out, address >> shift & 255);
    if (shift) url_buf_putc(out, '.');
  }
}

// `out` from `start` on is a domain of good characters: is it an IPv4 address?
static bool host_ipv4(struct url_buf *out, size_t start) {
  if (out->failed) return false;
  const char *p = out->data + start;
  size_t n = out->len - start;
  if (!host_ends_in_number(p, n)) return true;
  uint32_t address;
  if (!ipv4_parse(p, n, &address)) return false;
  out->len = start;
  ipv4_put(out, address);
  return !out->failed;
}

// `out` from `start` on is an ASCII domain in lower case: the checks which all domains go through.
static bool host_finish(struct url_buf *out, size_t start) {
  if (out->failed || out->len == start) return false;
  for (size_t i = start; i < out->len; i++) {
    if (url_is((unsigned char)out->data[i], CLASS_FORBIDDEN_DOMAIN)) return false;
  }
  return host_ipv4(out, start);
}

// `in` has been percent-decoded.
static bool host_domain(struct url_buf *out, struct url_span in) {
  size_t start = out->len;
  if (host_is_ascii(in.p, in.n) && !host_has_punycode(in.p, in.n)) {
    url_buf_put(out, in.p, in.n);
    if (out->failed) return false;
    for (size_t i = start; i < out->len; i++) {
      if ((unsigned)(out->data[i] - 'A') < 26) out->data[i] |= 32;
    }
  } else if (!url_idna_to_ascii(out, in)) {
    return false;
  }
  return host_finish(out, start);
}

static bool host_opaque(struct url_buf *out, struct url_span in) {
  for (size_t i = 0; i < in.n; i++) {
    if (url_is((unsigned char)in.p[i], CLASS_FORBIDDEN_HOST)) return false;
  }
  url_put_encoded(out, in, CLASS_C0);
  return true;
}

static bool host_special(struct url_buf *out, struct url_span in) {
  unsigned slow = 0;
  for (size_t i = 0; i < in.n; i++) slow |= url_class[(unsigned char)in.p[i]];
  if (!(slow & CLASS_HOST_SLOW) && !((slow & CLASS_DASH) && host_has_punycode(in.p, in.n))) {
    size_t start = out->len;
    url_buf_put(out, in.p, in.n);
    return host_ipv4(out, start);
  }
  if (!memchr(in.p, '%', in.n)) return host_domain(out, in);
  char memory[256];
  struct url_buf decoded;
  url_buf_init(&decoded, memory, sizeof memory);
  url_put_decoded(&decoded, in);
  bool ok = !decoded.failed && host_domain(out, (struct url_span){decoded.data, decoded.len});
  url_buf_release(&decoded);
  return ok;
}

bool url_host_parse(struct url_buf *out, struct url_span in, bool special) {
  size_t start = out->len;
  bool ok;
  if (in.n && in.p[0] == '[') {
    ok = in.p[in.n - 1] == ']' && in.n > 2 &&
         url_ipv6_parse(out, (struct url_span){in.p + 1, in.n - 2});
  } else if (special) {
    ok = in.n && host_special(out, in);
  } else {
    ok = host_opaque(out, in);
  }
  if (!ok) out->len = start;
  return ok;
}

bool eddy_url_domain_to_ascii(const char *input, size_t len, struct url_buf *out) {
  return url_host_parse(out, (struct url_span){input, len}, true);
}
