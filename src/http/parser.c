// SPDX-License-Identifier: MIT
/* parser.c: see parser.h. Lines are found with memchr and their bytes checked sixteen at a time; the few
 * headers that frame a message are understood here, all others only checked. Error codes and texts are those
 * that Node's users know (HPE_*). */
#include "http/parser.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { CHUNK_SIZE_DIGITS = 16 };

const char *const http_method_names[] = {
  "DELETE", "GET", "HEAD", "POST", "PUT", "CONNECT", "OPTIONS", "TRACE", "COPY", "LOCK", "MKCOL", "MOVE",
  "PROPFIND", "PROPPATCH", "SEARCH", "UNLOCK", "BIND", "REBIND", "UNBIND", "ACL", "REPORT", "MKACTIVITY",
  "CHECKOUT", "MERGE", "M-SEARCH", "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE", "PATCH", "PURGE", "MKCALENDAR",
  "LINK", "UNLINK", "SOURCE", "QUERY",
};
const int http_method_count = sizeof http_method_names / sizeof http_method_names[0];
enum { METHOD_GET = 1, METHOD_HEAD = 2, METHOD_CONNECT = 5 };

void http_parser_init(struct http_parser *p, enum http_type type, size_t max_head, uint8_t leniency) {
  memset(p, 0, sizeof *p);
  p->type = type;
  p->max_head = max_head;
  p->leniency = leniency;
}

void http_parser_next(struct http_parser *p) {
  const uint32_t max_headers = p->max_headers;
  http_parser_init(p, p->type, p->max_head, p->leniency);
  p->max_headers = max_headers;
}

static ptrdiff_t fail(struct http_parser *p, const char *code, const char *reason) {
  p->state = HTTP_DEAD;
  p->error_code = code;
  p->error_reason = reason;
  return -1;
}

/* `at` is a byte of the line that begins at p->scan. */
static ptrdiff_t fail_at(struct http_parser *p, const uint8_t *line, const uint8_t *at, const char *code,
                         const char *reason) {
  p->error_at = p->scan + (size_t)(at - line);
  return fail(p, code, reason);
}

/* ---- characters ------------------------------------------------------------------------------------- */

/* RFC 9110 §5.6.2: token characters */
static const bool token_char[256] = {
  ['!'] = 1, ['#'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1, ['\''] = 1, ['*'] = 1, ['+'] = 1, ['-'] = 1,
  ['.'] = 1, ['^'] = 1, ['_'] = 1, ['`'] = 1, ['|'] = 1, ['~'] = 1,
  ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
  ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
  ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1,
  ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1,
  ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1,
  ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1,
  ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

static bool is_blank(uint8_t c) { return c == ' ' || c == '\t'; }

/* Field values: no control characters but TAB, no DEL (RFC 9110 §5.5); bytes from 0x80 on are allowed. */
static bool value_ok(const uint8_t *s, size_t len) {
  size_t i = 0;
#ifdef __SSE2__
  const __m128i del = _mm_set1_epi8(0x7f), tab = _mm_set1_epi8('\t'), limit = _mm_set1_epi8(0x1f);
  for (; i + 16 <= len; i += 16) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + i));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, limit), v);
    const __m128i bad = _mm_or_si128(_mm_andnot_si128(_mm_cmpeq_epi8(v, tab), control), _mm_cmpeq_epi8(v, del));
    if (_mm_movemask_epi8(bad)) return false;
  }
#endif
  for (; i < len; i++) {
    if ((s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f) return false;
  }
  return true;
}

/* Of paths, queries and fragments: visible characters of ASCII. */
static bool is_target_char(uint8_t c) { return c > 0x20 && c < 0x7f; }

static bool is_alpha(uint8_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/* Of an authority, userinfo included (RFC 3986 §3.2). */
static bool is_server_char(uint8_t c) {
  return is_alpha(c) || (c >= '0' && c <= '9') || (c != 0 && strchr("-_.!~*'():;&=+$,%@[]", c));
}

static bool equals(const uint8_t *s, size_t len, const char *lower) {
  if (len != strlen(lower)) return false;
  for (size_t i = 0; i < len; i++) {
    uint8_t c = s[i];
    if (c >= 'A' && c <= 'Z') c |= 0x20;
    if (c != (uint8_t)lower[i]) return false;
  }
  return true;
}

/* ---- start lines -------------------------------------------------------------------------------------- */

static int find_method(const uint8_t *s, size_t len) {
  if (len == 3 && memcmp(s, "GET", 3) == 0) return METHOD_GET;
  for (int i = 0; i < http_method_count; i++) {
    if (strlen(http_method_names[i]) == len && memcmp(http_method_names[i], s, len) == 0) return i;
  }
  return -1;
}

/* Methods of RTSP are none of HTTP, but Node's parser knows how they begin. */
static const char *const rtsp_methods[] = {
  "ANNOUNCE", "DESCRIBE", "FLUSH", "GET_PARAMETER", "PAUSE", "PLAY", "RECORD", "REDIRECT", "SETUP", "SET_PARAMETER", "TEARDOWN",
};

static size_t common_prefix(const char *name, const uint8_t *s, size_t len) {
  size_t n = 0;
  while (n < len && name[n] && name[n] == (char)s[n]) n++;
  return n;
}

/* What is no method: how many bytes of it could have begun one? One that is there, but goes on, wants a space. */
static ptrdiff_t bad_method(struct http_parser *p, const uint8_t *s, size_t len) {
  size_t best = 0;
  bool whole = false;
  for (int i = 0; i < http_method_count; i++) {
    const char *name = http_method_names[i];
    const size_t n = common_prefix(name, s, len);
    if (n > best || (n == best && n > 0 && !name[n])) whole = !name[n];
    if (n > best) best = n;
  }
  for (size_t i = 0; i < sizeof rtsp_methods / sizeof rtsp_methods[0]; i++) {
    const size_t n = common_prefix(rtsp_methods[i], s, len);
    if (n > best) best = n, whole = false;
  }
  return fail_at(p, s, s + best, "HPE_INVALID_METHOD",
                 whole ? "Expected space after method" : "Invalid method encountered");
}

/* HTTP-version at *s, which is moved behind it. Node's users know the texts. */
static ptrdiff_t parse_version(struct http_parser *p, const uint8_t *line, const uint8_t **s, const uint8_t *end) {
  static const char *const code = "HPE_INVALID_VERSION";
  const uint8_t *at = *s;
  for (const char *c = "HTTP/"; *c; c++, at++) {
    if (at == end || *at != (uint8_t)*c) {
      return fail_at(p, line, at, "HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/");
    }
  }
  if (at == end || *at < '0' || *at > '9') return fail_at(p, line, at, code, "Invalid major version");
  p->major = *at++ - '0';
  if (at == end || *at != '.') return fail_at(p, line, at, code, "Expected dot");
  at++;
  if (at == end || *at < '0' || *at > '9') return fail_at(p, line, at, code, "Invalid minor version");
  p->minor = *at++ - '0';
  const int version = p->major * 10 + p->minor;
  if (version != 11 && version != 10 && version != 9 && (version != 20 || p->type == HTTP_REQUEST)) {
    return fail_at(p, line, at, code, "Invalid HTTP version");
  }
  *s = at;
  return 0;
}

static ptrdiff_t bad_target(struct http_parser *p, const uint8_t *line, const uint8_t *at, const char *reason) {
  if (is_blank(*at)) return fail_at(p, line, at + 1, "HPE_INVALID_URL", "Invalid characters in url");
  return fail_at(p, line, at, "HPE_INVALID_URL", reason);
}

/* A path with what follows, a whole URL, or (CONNECT) a server's name and port, up to a space. */
static ptrdiff_t parse_target(struct http_parser *p, const uint8_t *line, const uint8_t **s, const uint8_t *end,
                              bool server) {
  const uint8_t *at = *s;
  if (!server && at < end && *at != '/' && *at != '*') {
    if (!is_alpha(*at)) return bad_target(p, line, at, "Unexpected start char in url");
    while (at < end && is_alpha(*at)) at++;
    for (const char *c = "://"; *c; c++, at++) {
      if (at == end) return fail_at(p, line, at, "HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/");
      if (*at != (uint8_t)*c) return bad_target(p, line, at, "Unexpected char in url schema");
    }
    server = true;
  }
  if (server) {
    while (at < end && is_server_char(*at)) at++;
    if (at < end && *at != '/' && *at != '?' && *at != ' ') {
      return bad_target(p, line, at, "Unexpected char in url server");
    }
  }
  const uint8_t *path = at;
  while (at < end && is_target_char(*at)) at++;
  if (at < end && *at != ' ') {
    const size_t n = (size_t)(at - path);
    if (*at == '\r') return fail_at(p, line, at + 1, "HPE_INVALID_URL", "Expected CRLF");
    return bad_target(p, line, at, n > 0 && memchr(path, '#', n) ? "Invalid char in url fragment start" :
                                   n > 0 && memchr(path, '?', n) ? "Invalid char in url query" : "Invalid char in url path");
  }
  *s = at;
  return 0;
}

/* RFC 9112 §3: method SP request-target SP HTTP-version */
static ptrdiff_t parse_request_line(struct http_parser *p, const uint8_t *base, const uint8_t *s, size_t len) {
  const uint8_t *space = memchr(s, ' ', len), *end = s + len;
  const size_t method_len = space ? (size_t)(space - s) : len;
  const int method = find_method(s, method_len);
  if (method < 0 && space && method_len == 3 && memcmp(s, "PRI", 3) == 0) {
    return fail_at(p, s, end + 2, "HPE_INVALID_VERSION", "Expected HTTP/2 Connection Preface");
  }
  if (method < 0) return bad_method(p, s, method_len);
  if (!space) return fail_at(p, s, end, "HPE_INVALID_METHOD", "Expected space after method");
  p->method = (uint8_t)method;
  const uint8_t *url = space + 1;
  if (url < end && is_blank(*url)) return bad_target(p, s, url, NULL);
  const uint8_t *at = url;
  if (parse_target(p, s, &at, end, method == METHOD_CONNECT) < 0) return -1;
  p->url_start = (size_t)(url - base);
  p->url_length = (size_t)(at - url);
  if (at < end) at++;
  if (method == METHOD_CONNECT) p->flags |= HTTP_F_UPGRADE;
  if (parse_version(p, s, &at, end) < 0) return -1;
  if (at == end) return 0;
  return *at == '\r' ? fail_at(p, s, at + 1, "HPE_STRICT", "Expected CRLF after version") :
                       fail_at(p, s, at, "HPE_INVALID_VERSION", "Expected CRLF after version");
}

/* RFC 9112 §4: HTTP-version SP status-code SP [reason] */
static ptrdiff_t parse_status_line(struct http_parser *p, const uint8_t *base, const uint8_t *s, size_t len) {
  const uint8_t *at = s, *end = s + len;
  if (parse_version(p, s, &at, end) < 0) return -1;
  if (at == end || *at != ' ') return fail_at(p, s, at, "HPE_INVALID_VERSION", "Expected space after version");
  at++;
  p->status = 0;
  for (int i = 0; i < 3; i++, at++) {
    if (at == end || *at < '0' || *at > '9') {
      return fail_at(p, s, at, "HPE_INVALID_STATUS", "Invalid status code");
    }
    p->status = (uint16_t)(p->status * 10 + (*at - '0'));
  }
  if (at < end && *at != ' ' && *at != '\r') return fail_at(p, s, at, "HPE_INVALID_STATUS", "Invalid response status");
  const uint8_t *cr = at < end ? memchr(at, '\r', (size_t)(end - at)) : NULL;
  if (cr) return fail_at(p, s, cr + 1, "HPE_STRICT", "Expected LF after CR");
  if (at < end) at++;
  p->url_start = (size_t)(at - base);
  p->url_length = (size_t)(end - at);
  return 0;
}

/* ---- header lines --------------------------------------------------------------------------------------- */

/* p->error_at is where the name ends, here and below. */
static ptrdiff_t content_length(struct http_parser *p, const uint8_t *s, size_t len, size_t blanks) {
  if ((p->flags & HTTP_F_TRANSFER_ENCODING) && !(p->leniency & HTTP_LENIENT_HEADERS)) {
    p->error_at++;
    return fail(p, "HPE_INVALID_CONTENT_LENGTH", "Content-Length can't be present with Transfer-Encoding");
  }
  p->error_at += 1 + blanks;
  if (p->flags & HTTP_F_CONTENT_LENGTH) {
    return fail(p, "HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length");
  }
  uint64_t n = 0;
  if (len == 0) {
    p->error_at += 2;
    return fail(p, "HPE_INVALID_CONTENT_LENGTH", "Empty Content-Length");
  }
  for (size_t i = 0; i < len; i++, p->error_at++) {
    if (s[i] < '0' || s[i] > '9') {
      return fail(p, "HPE_INVALID_CONTENT_LENGTH", "Invalid character in Content-Length");
    }
    if (n > (UINT64_MAX - 9) / 10) return fail(p, "HPE_INVALID_CONTENT_LENGTH", "Content-Length overflow");
    n = n * 10 + (uint64_t)(s[i] - '0');
  }
  p->flags |= HTTP_F_CONTENT_LENGTH;
  p->content_left = n;
  return 0;
}

/* Calls with each comma-separated element, trimmed. */
static bool next_element(const uint8_t **s, const uint8_t *end, const uint8_t **item, size_t *len) {
  if (*s > end) return false;
  const uint8_t *comma = *s < end ? memchr(*s, ',', (size_t)(end - *s)) : NULL;
  const uint8_t *from = *s, *to = comma ? comma : end;
  *s = to + 1;
  while (from < to && is_blank(*from)) from++;
  while (to > from && is_blank(to[-1])) to--;
  *item = from;
  *len = (size_t)(to - from);
  return true;
}

/* RFC 9112 §6.1: chunked, if there, once and last; of a response that has it elsewhere the end is that of the connection. */
static ptrdiff_t transfer_encoding(struct http_parser *p, const uint8_t *s, size_t len) {
  if ((p->flags & HTTP_F_CONTENT_LENGTH) && !(p->leniency & HTTP_LENIENT_HEADERS)) {
    p->error_at++;
    return fail(p, "HPE_INVALID_TRANSFER_ENCODING", "Transfer-Encoding can't be present with Content-Length");
  }
  const uint8_t *end = s + len, *item;
  size_t item_len;
  p->flags |= HTTP_F_TRANSFER_ENCODING;
  while (next_element(&s, end, &item, &item_len)) {
    if (item_len == 0 && !((p->flags & HTTP_F_CHUNKED) && p->type == HTTP_REQUEST)) continue;
    if ((p->flags & HTTP_F_CHUNKED) && p->type == HTTP_RESPONSE) {
      if (!equals(item, item_len, "chunked")) p->flags &= ~(uint32_t)HTTP_F_CHUNKED;
      continue;
    }
    if (p->flags & HTTP_F_CHUNKED) {
      return fail(p, "HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value");
    }
    if (equals(item, item_len, "chunked")) p->flags |= HTTP_F_CHUNKED;
  }
  return 0;
}

static void connection(struct http_parser *p, const uint8_t *s, size_t len) {
  const uint8_t *end = s + len, *item;
  size_t item_len;
  while (next_element(&s, end, &item, &item_len)) {
    if (equals(item, item_len, "close")) p->flags |= HTTP_F_CONNECTION_CLOSE;
    else if (equals(item, item_len, "keep-alive")) p->flags |= HTTP_F_CONNECTION_KEEP_ALIVE;
    else if (equals(item, item_len, "upgrade")) p->flags |= HTTP_F_CONNECTION_UPGRADE;
  }
}

/* The headers that frame the message. */
static ptrdiff_t understand(struct http_parser *p, const uint8_t *name, size_t n, const uint8_t *value, size_t len) {
  if (p->state == HTTP_TRAILERS && n != 14) return 0; /* their message is framed already */
  switch (n) {
    case 4:
      if (equals(name, n, "host")) p->flags |= HTTP_F_HOST;
      break;
    case 6:
      if (equals(name, n, "expect")) {
        p->flags |= equals(value, len, "100-continue") ? HTTP_F_EXPECT_CONTINUE : HTTP_F_EXPECT_OTHER;
      }
      break;
    case 7:
      if (equals(name, n, "upgrade")) p->flags |= HTTP_F_UPGRADE;
      break;
    case 10:
      if (equals(name, n, "connection")) connection(p, value, len);
      break;
    case 14:
      if (equals(name, n, "content-length")) return content_length(p, value, len, (size_t)(value - name) - n - 1);
      break;
    case 16:
      if (equals(name, n, "proxy-connection")) connection(p, value, len);
      break;
    case 17:
      if (equals(name, n, "transfer-encoding")) return transfer_encoding(p, value, len);
      break;
    default:
      break;
  }
  return 0;
}

static ptrdiff_t bad_value(struct http_parser *p, const uint8_t *line, const uint8_t *value, size_t len) {
  const uint8_t *at = value;
  while (at < value + len - 1 && (*at == '\t' || (*at >= 0x20 && *at != 0x7f))) at++;
  return *at == '\r' ? fail_at(p, line, at + 1, "HPE_LF_EXPECTED", "Missing expected LF after header value") :
                       fail_at(p, line, at, "HPE_INVALID_HEADER_TOKEN", "Invalid header value char");
}

static ptrdiff_t parse_header_line(struct http_parser *p, const uint8_t *s, size_t len) {
  if (is_blank(s[0]) && p->type == HTTP_RESPONSE && p->header_count > 0 && (p->leniency & HTTP_LENIENT_HEADERS)) {
    /* RFC 9112 §5.2: a client may accept obs-fold; the reader of the block joins the lines. */
    return value_ok(s, len) ? 0 : bad_value(p, s, s, len);
  }
  if (is_blank(s[0])) {
    return p->header_count == 0 ?
      fail_at(p, s, s + 1, "HPE_UNEXPECTED_SPACE", "Unexpected space after start line") :
      fail_at(p, s, s, "HPE_INVALID_HEADER_TOKEN", "Unexpected whitespace after header value");
  }
  size_t n = 0;
  while (n < len && token_char[s[n]]) n++;
  p->error_at = p->scan + n;
  if (n == 0 || n == len || s[n] != ':') return fail(p, "HPE_INVALID_HEADER_TOKEN", "Invalid header token");
  const uint8_t *value = s + n + 1;
  size_t value_len = len - n - 1;
  if (!value_ok(value, value_len) &&
      (!(p->leniency & HTTP_LENIENT_HEADERS) || memchr(value, '\0', value_len) || memchr(value, '\r', value_len))) {
    return bad_value(p, s, value, value_len);
  }
  while (value_len > 0 && is_blank(value[0])) value++, value_len--;
  while (value_len > 0 && is_blank(value[value_len - 1])) value_len--;
  p->header_count++;
  if (p->max_headers > 0 && p->header_count > p->max_headers) return fail(p, "HPE_HEADER_OVERFLOW", "Header overflow");
  return understand(p, s, n, value, value_len);
}

/* ---- the end of a head: how long is the body? (RFC 9112 §6.3) --------------------------------------------- */

static bool keep_alive(const struct http_parser *p) {
  if (p->major > 0 && p->minor > 0) return !(p->flags & HTTP_F_CONNECTION_CLOSE);
  return (p->flags & HTTP_F_CONNECTION_KEEP_ALIVE) != 0;
}

static ptrdiff_t frame_request(struct http_parser *p) {
  if ((p->flags & HTTP_F_TRANSFER_ENCODING) && p->major * 10 + p->minor < 11 &&
      !(p->leniency & HTTP_LENIENT_HEADERS)) { /* RFC 9112 §6.1: a relay of those days did not understand it */
    return fail(p, "HPE_INVALID_TRANSFER_ENCODING", "Transfer-Encoding needs HTTP/1.1");
  }
  if ((p->flags & HTTP_F_TRANSFER_ENCODING) && !(p->flags & HTTP_F_CHUNKED) &&
      !(p->leniency & HTTP_LENIENT_HEADERS)) {
    p->state = HTTP_BODY_REFUSED;
    p->flags |= HTTP_F_HAS_BODY | (keep_alive(p) ? HTTP_F_KEEP_ALIVE : 0);
    return 0;
  }
  if (p->method != METHOD_CONNECT && !(p->flags & HTTP_F_CONNECTION_UPGRADE)) p->flags &= ~(uint32_t)HTTP_F_UPGRADE;
  if (keep_alive(p)) p->flags |= HTTP_F_KEEP_ALIVE;
  if (p->method == METHOD_CONNECT) {
    p->state = HTTP_UPGRADED;
  } else if (p->flags & HTTP_F_CHUNKED) {
    p->state = HTTP_CHUNK_SIZE;
    p->flags |= HTTP_F_HAS_BODY;
  } else if (p->content_left > 0) {
    p->state = HTTP_BODY_LENGTH;
    p->flags |= HTTP_F_HAS_BODY;
  } else {
    p->state = p->flags & HTTP_F_UPGRADE ? HTTP_UPGRADED : HTTP_DONE;
  }
  return 0;
}

static ptrdiff_t frame_response(struct http_parser *p) {
  const bool none = p->status / 100 == 1 || p->status == 204 || p->status == 304;
  const bool upgrade = p->status == 101 && (p->flags & HTTP_F_CONNECTION_UPGRADE) && (p->flags & HTTP_F_UPGRADE);
  if (!upgrade) p->flags &= ~(uint32_t)HTTP_F_UPGRADE;
  if (upgrade) {
    p->state = HTTP_UPGRADED;
  } else if (none) {
    p->state = HTTP_DONE;
  } else if (p->flags & HTTP_F_CHUNKED) {
    p->state = HTTP_CHUNK_SIZE;
  } else if (p->flags & HTTP_F_TRANSFER_ENCODING) {
    p->state = HTTP_BODY_EOF;
  } else if (p->flags & HTTP_F_CONTENT_LENGTH) {
    p->state = p->content_left > 0 ? HTTP_BODY_LENGTH : HTTP_DONE;
  } else {
    p->state = HTTP_BODY_EOF;
  }
  if (keep_alive(p) && p->state != HTTP_BODY_EOF) p->flags |= HTTP_F_KEEP_ALIVE;
  if (p->state != HTTP_DONE && p->state != HTTP_UPGRADED) p->flags |= HTTP_F_HAS_BODY;
  return 0;
}

/* ---- a head, line by line ------------------------------------------------------------------------------------ */

/* The first bytes of a connection that is not HTTP at all should not wait for a line end. */
static ptrdiff_t check_partial_start(struct http_parser *p, const uint8_t *s, size_t len) {
  if (p->type == HTTP_RESPONSE) {
    const size_t n = len < 5 ? len : 5;
    if (memcmp(s, "HTTP/", n) == 0) return 0;
    const uint8_t *at = s;
    return parse_version(p, s, &at, s + n);
  }
  for (size_t i = 0; i < len && s[i] != ' '; i++) {
    if (i >= 16 || !((s[i] >= 'A' && s[i] <= 'Z') || s[i] == '-')) {
      return bad_method(p, s, i);
    }
  }
  return 0;
}

static ptrdiff_t start_line(struct http_parser *p, const uint8_t *base, const uint8_t *s, size_t len) {
  return p->type == HTTP_REQUEST ? parse_request_line(p, base, s, len) :
                                   parse_status_line(p, base, s, len);
}

/* A line whose end has not come: what follows its CR is no LF, and nothing that comes will mend that. */
static ptrdiff_t check_stray_cr(struct http_parser *p, const uint8_t *base, const uint8_t *s, size_t len, bool start) {
  const uint8_t *cr = memchr(s, '\r', len);
  if (!cr || cr + 1 == s + len) return 0;
  if (cr == s && start) return 0;
  if (cr == s) return fail_at(p, s, cr + 1, "HPE_STRICT", "Expected LF after headers");
  const size_t upto = (size_t)(cr - s) + 2;
  return start ? start_line(p, base, s, upto) : parse_header_line(p, s, upto);
}

/* Takes the CR off a line; false for a bare LF or a stray CR. */
static bool line_end(const struct http_parser *p, const uint8_t *s, size_t *len) {
  if (*len > 0 && s[*len - 1] == '\r') {
    (*len)--;
    return true;
  }
  return (p->leniency & HTTP_LENIENT_HEADERS) != 0;
}

ptrdiff_t http_parser_head(struct http_parser *p, const uint8_t *base, size_t len) {
  const bool trailers = p->state == HTTP_TRAILERS;
  if (p->state != HTTP_HEAD && !trailers) return -1;
  while (p->scan < len) {
    const uint8_t *s = base + p->scan, *lf = memchr(s, '\n', len - p->scan);
    const bool start = !trailers && p->headers_start == 0;
    size_t line = lf ? (size_t)(lf - s) : len - p->scan;
    const size_t next = p->scan + line + (lf != NULL);
    const bool overflow = next - p->skipped > p->max_head;
    if (!lf || overflow) {
      p->error_at = len;
      /* The same error however the bytes are cut: what is not HTTP is that first of all. */
      if (start && line > 0 && (s[0] != '\r' || line > 1) && check_partial_start(p, s, line) < 0) return -1;
      const size_t room = p->max_head > p->scan - p->skipped ? p->max_head - (p->scan - p->skipped) : 0;
      if (check_stray_cr(p, base, s, line < room ? line : room, start) < 0) return -1;
      return overflow ? fail(p, "HPE_HEADER_OVERFLOW", "Header overflow") : 0;
    }
    if (start && line == 0) { /* a lone LF */
      p->scan = p->skipped = next;
      continue;
    }
    if (!line_end(p, s, &line)) {
      p->error_at = p->scan + line;
      if (start && check_partial_start(p, s, line) < 0) return -1;
      if (check_stray_cr(p, base, s, line, start) < 0) return -1; /* it came first, also where the bytes were cut */
      if (!start) return fail(p, "HPE_CR_EXPECTED", "Missing expected CR after header value");
      p->error_at++;
      return p->type == HTTP_REQUEST ? fail(p, "HPE_INVALID_VERSION", "Expected CRLF after version")
                                     : fail(p, "HPE_CR_EXPECTED", "Missing expected CR after response line");
    }
    if (line == 0 && start) { /* empty lines before a start line (RFC 9112 §2.2) */
      p->scan = p->skipped = next;
      continue;
    }
    if (line == 0) {
      p->scan = 0;
      if (trailers) p->state = HTTP_DONE;
      else if ((p->type == HTTP_REQUEST ? frame_request(p) : frame_response(p)) < 0) return -1;
      return (ptrdiff_t)next;
    }
    if (start) {
      if (start_line(p, base, s, line) < 0) return -1;
      p->headers_start = next;
    } else if (s[0] == '\r') {
      return check_stray_cr(p, base, s, line + 1, false); /* the one after it is no LF */
    } else if (parse_header_line(p, s, line) < 0) {
      return -1;
    }
    p->scan = next;
  }
  return 0;
}

bool http_next_row(const uint8_t *block, size_t len, size_t *pos, struct http_row *row) {
  if (*pos >= len) return false;
  const uint8_t *s = block + *pos, *lf = memchr(s, '\n', len - *pos);
  if (!lf || lf == s || (lf == s + 1 && s[0] == '\r')) return false;
  const uint8_t *end = lf > s && lf[-1] == '\r' ? lf - 1 : lf;
  const uint8_t *colon = memchr(s, ':', (size_t)(end - s));
  *pos = (size_t)(lf - block) + 1;
  if (!colon) return false;
  while (*pos < len && is_blank(block[*pos])) { /* obs-fold: the value goes on */
    const uint8_t *more = memchr(block + *pos, '\n', len - *pos);
    if (!more) break;
    *pos = (size_t)(more - block) + 1;
    end = more > block && more[-1] == '\r' ? more - 1 : more;
  }
  const uint8_t *value = colon + 1;
  while (value < end && is_blank(*value)) value++;
  while (end > value && is_blank(end[-1])) end--;
  *row = (struct http_row){s, (size_t)(colon - s), value, (size_t)(end - value)};
  return true;
}

/* ---- bodies ------------------------------------------------------------------------------------------------- */

static int hex_digit(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void after_chunk_size(struct http_parser *p) {
  p->size_digits = 0;
  p->extension_bytes = 0;
  if (p->content_left > 0) {
    p->state = HTTP_CHUNK_DATA;
  } else {
    p->state = HTTP_TRAILERS;
    p->scan = 0;
    p->header_count = 0;
  }
}

static bool quoted_ok(uint8_t c) { return (c >= 0x20 || c == '\t') && c != 0x7f; }

/* One byte of what may follow a chunk's size (RFC 9112 §7.1.1): ;name, ;name=value or ;name="value", without blanks. */
static bool extension_byte(struct http_parser *p, uint8_t c) {
  if (++p->extension_bytes > p->max_head) {
    return fail(p, "HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow") == 0;
  }
  const char *reason;
  switch (p->state) {
    case HTTP_CHUNK_QUOTED:
      if (c == '"') p->state = HTTP_CHUNK_QUOTED_END;
      else if (c == '\\') p->state = HTTP_CHUNK_QUOTED_PAIR;
      if (quoted_ok(c)) return true;
      return fail(p, "HPE_STRICT", "Invalid character in chunk extensions quoted value") == 0;
    case HTTP_CHUNK_QUOTED_PAIR:
      p->state = HTTP_CHUNK_QUOTED;
      if (quoted_ok(c)) return true;
      return fail(p, "HPE_STRICT", "Invalid quoted-pair in chunk extensions quoted value") == 0;
    case HTTP_CHUNK_EXTENSION:
      p->state = HTTP_CHUNK_NAME;
      if (c != '\r' && c != ' ') return extension_byte(p, c);
      return fail(p, "HPE_STRICT", "Invalid character in chunk extensions") == 0;
    case HTTP_CHUNK_NAME:
      if (token_char[c]) return true;
      reason = "Invalid character in chunk extensions name";
      if (c != '=') break;
      p->state = HTTP_CHUNK_VALUE;
      return true;
    case HTTP_CHUNK_VALUE:
      if (c == '"') p->state = HTTP_CHUNK_QUOTED;
      if (c == '"' || token_char[c]) return true;
      reason = "Invalid character in chunk extensions value";
      break;
    default: /* HTTP_CHUNK_QUOTED_END */
      reason = "Invalid character in chunk extensions quote value";
      break;
  }
  if (c == ';') p->state = HTTP_CHUNK_EXTENSION;
  else if (c == '\r') p->state = HTTP_CHUNK_SIZE_LF;
  else return fail(p, "HPE_STRICT", reason) == 0;
  return true;
}

/* One byte of the framing between chunks (RFC 9112 §7.1). */
static bool chunk_byte(struct http_parser *p, uint8_t c) {
  const bool lenient = (p->leniency & HTTP_LENIENT_HEADERS) != 0;
  switch (p->state) {
    case HTTP_CHUNK_SIZE: {
      const int digit = hex_digit(c);
      if (digit >= 0) {
        if (p->size_digits == 0) p->content_left = 0;
        if (p->size_digits++ >= CHUNK_SIZE_DIGITS - 1) {
          return fail(p, "HPE_INVALID_CHUNK_SIZE", "Chunk size overflow") == 0;
        }
        p->content_left = p->content_left << 4 | (uint64_t)digit;
        return true;
      }
      if (p->size_digits == 0) return fail(p, "HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size") == 0;
      if (c == '\r') p->state = HTTP_CHUNK_SIZE_LF;
      else if (c == ';') p->state = HTTP_CHUNK_EXTENSION;
      else if (c == '\n' && lenient) after_chunk_size(p);
      else if (c == '\n') return fail(p, "HPE_CR_EXPECTED", "Missing expected CR after chunk size") == 0;
      else return fail(p, "HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size") == 0;
      return true;
    }
    case HTTP_CHUNK_SIZE_LF:
      if (c != '\n') return fail(p, "HPE_STRICT", "Expected LF after chunk size") == 0;
      after_chunk_size(p);
      return true;
    case HTTP_CHUNK_CR:
      if (c == '\n' && !lenient) return fail(p, "HPE_CR_EXPECTED", "Missing expected CR after chunk data") == 0;
      if (c != '\r' && c != '\n') return fail(p, "HPE_STRICT", "Expected LF after chunk data") == 0;
      p->state = c == '\n' ? HTTP_CHUNK_SIZE : HTTP_CHUNK_LF;
      return true;
    case HTTP_CHUNK_LF:
      if (c != '\n') return fail(p, "HPE_STRICT", "Expected LF after chunk data") == 0;
      p->state = HTTP_CHUNK_SIZE;
      return true;
    default:
      return extension_byte(p, c);
  }
}

bool http_parser_body(struct http_parser *p, const uint8_t *in, size_t len, size_t *used,
                      const uint8_t **data, size_t *data_len) {
  size_t i = 0;
  *data = NULL;
  *data_len = 0;
  if (p->state == HTTP_BODY_REFUSED) {
    *used = 0;
    return fail(p, "HPE_INVALID_TRANSFER_ENCODING", "Request has invalid `Transfer-Encoding`") == 0;
  }
  while (i < len) {
    if (p->state == HTTP_BODY_LENGTH || p->state == HTTP_CHUNK_DATA) {
      const size_t n = len - i < p->content_left ? len - i : (size_t)p->content_left;
      *data = in + i;
      *data_len = n;
      p->content_left -= n;
      if (p->content_left == 0) {
        if (p->state == HTTP_CHUNK_DATA) p->state = HTTP_CHUNK_CR;
        else p->state = p->flags & HTTP_F_UPGRADE ? HTTP_UPGRADED : HTTP_DONE;
      }
      *used = i + n;
      return true;
    }
    if (p->state == HTTP_BODY_EOF) {
      *data = in + i;
      *data_len = len - i;
      *used = len;
      return true;
    }
    if (p->state < HTTP_CHUNK_SIZE || p->state > HTTP_CHUNK_LF) break;
    if (!chunk_byte(p, in[i])) {
      *used = i;
      return false;
    }
    i++;
  }
  *used = i;
  return p->state != HTTP_DEAD;
}

bool http_parser_finish(struct http_parser *p) {
  switch (p->state) {
    case HTTP_BODY_EOF:
      p->state = HTTP_DONE;
      return true;
    case HTTP_HEAD:
      if (p->headers_start == 0) return true; /* nothing, or empty lines; a partial line only the caller knows */
      break;
    case HTTP_DONE:
    case HTTP_UPGRADED:
    case HTTP_DEAD:
      return true;
    default:
      break;
  }
  fail(p, "HPE_INVALID_EOF_STATE", "Invalid EOF state");
  return false;
}
