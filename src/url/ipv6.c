// SPDX-License-Identifier: MIT
// IPv6 addresses in URLs: the parser of the specification, and the short form for printing.
#include "internal.h"

struct ipv6_in {
  const char *p;
  const char *end;
};

static int ipv6_peek(const struct ipv6_in *in) {
  return in->p < in->end ? (unsigned char)*in->p : -1;
}

// The dotted decimal tail; fills two pieces. `in` stands at its first digit.
static bool ipv6_dotted(struct ipv6_in *in, uint16_t *pieces) {
  for (int part = 0; part < 4; part++) {
    if (part > 0) {
      if (ipv6_peek(in) != '.') return false;
      in->p++;
    }
    int c = ipv6_peek(in);
    if (c < 0 || !url_is_digit((unsigned char)c)) return false;
    unsigned value = 0;
    const char *first = in->p;
    while ((c = ipv6_peek(in)) >= 0 && url_is_digit((unsigned char)c)) {
      if (in->p > first && value == 0) return false;  // a leading zero
      value = value * 10 + (unsigned)(c - '0');
      if (value > 255) return false;
      in->p++;
    }
    pieces[part / 2] = (uint16_t)(pieces[part / 2] << 8 | value);
  }
  return in->p == in->end;
}

// Reads all pieces; `compress` is the index of the first one after "::", or -1. Their number, or
// -1 if it is no address.
static int ipv6_pieces(struct ipv6_in *in, uint16_t *pieces, int *compress) {
  int count = 0;
  *compress = -1;
  if (ipv6_peek(in) == ':') {
    if (in->end - in->p < 2 || in->p[1] != ':') return -1;
    in->p += 2;
    *compress = 0;
  }
  while (in->p < in->end) {
    if (count == 8) return -1;
    if (*in->p == ':') {
      if (*compress >= 0) return -1;
      in->p++;
      *compress = count;
      continue;
    }
    const char *first = in->p;
    unsigned value = 0;
    int digit;
    while (in->p < in->end && in->p - first < 4 && (digit = url_hex((unsigned char)*in->p)) >= 0) {
      value = value << 4 | (unsigned)digit;
      in->p++;
    }
    if (ipv6_peek(in) == '.') {
      if (in->p == first || count > 6) return -1;
      in->p = first;
      return ipv6_dotted(in, pieces + count) ? count + 2 : -1;
    }
    if (ipv6_peek(in) == ':') {
      in->p++;
      if (in->p == in->end) return -1;
    } else if (in->p < in->end) {
      return -1;
    }
    pieces[count++] = (uint16_t)value;
  }
  return count;
}

// The first longest run of two or more zero pieces.
static int ipv6_longest_zeros(const uint16_t *pieces, int *length) {
  int best = -1;
  *length = 1;
  for (int i = 0; i < 8; i++) {
    int n = 0;
    while (i + n < 8 && pieces[i + n] == 0) n++;
    if (n > *length) {
      best = i;
      *length = n;
    }
    i += n;
  }
  return best;
}

static void ipv6_put(struct url_buf *out, const uint16_t *pieces) {
  static const char hex[] = "0123456789abcdef";
  int length;
  int zeros = ipv6_longest_zeros(pieces, &length);
  url_buf_putc(out, '[');
  for (int i = 0; i < 8; i++) {
    if (i == zeros) {
      url_buf_put(out, "::", i == 0 ? 2 : 1);
      i += length - 1;
      continue;
    }
    int shift = 12;
    while (shift && !(pieces[i] >> shift)) shift -= 4;
    for (; shift >= 0; shift -= 4) url_buf_putc(out, hex[pieces[i] >> shift & 15]);
    if (i < 7) url_buf_putc(out, ':');
  }
  url_buf_putc(out, ']');
}

bool url_ipv6_parse(struct url_buf *out, struct url_span span) {
  struct ipv6_in in = {span.p, span.p + span.n};
  uint16_t pieces[8] = {0};
  int compress;
  int count = ipv6_pieces(&in, pieces, &compress);
  if (count < 0 || (compress < 0 && count != 8) || (compress >= 0 && count == 8)) return false;
  if (compress >= 0) {
    for (int from = count - 1, to = 7; from >= compress; from--, to--) {
      pieces[to] = pieces[from];
      pieces[from] = 0;
    }
  }
  ipv6_put(out, pieces);
  return !out->failed;
}
