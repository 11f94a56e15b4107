// SPDX-License-Identifier: MIT
/* names.c: header blocks as JavaScript arrays. Names that everybody sends are interned once, in lower case. */
#include "http/connection.h"

static const char *const known[] = {
  "accept", "accept-encoding", "accept-language", "accept-ranges", "access-control-allow-credentials",
  "access-control-allow-headers", "access-control-allow-methods", "access-control-allow-origin",
  "access-control-expose-headers", "access-control-max-age", "access-control-request-headers",
  "access-control-request-method", "age", "allow", "alt-svc", "authorization", "cache-control", "connection",
  "content-disposition", "content-encoding", "content-language", "content-length", "content-range",
  "content-security-policy", "content-type", "cookie", "date", "dnt", "etag", "expect", "expires", "forwarded",
  "from", "host", "http2-settings", "if-match", "if-modified-since", "if-none-match", "if-range",
  "if-unmodified-since", "keep-alive", "last-modified", "link", "location", "max-forwards", "origin", "pragma",
  "priority", "proxy-authenticate", "proxy-authorization", "proxy-connection", "range", "referer",
  "referrer-policy", "retry-after", "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest",
  "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user", "sec-websocket-accept", "sec-websocket-extensions",
  "sec-websocket-key", "sec-websocket-protocol", "sec-websocket-version", "server", "set-cookie",
  "strict-transport-security", "te", "trailer", "transfer-encoding", "upgrade", "upgrade-insecure-requests",
  "user-agent", "vary", "via", "warning", "www-authenticate", "x-content-type-options", "x-forwarded-for",
  "x-forwarded-host", "x-forwarded-proto", "x-frame-options", "x-powered-by", "x-real-ip", "x-request-id",
  "x-requested-with", "x-xss-protection",
};
enum { BUCKETS = 256, MAX_NAME = 40, STACK_BLOCK = 16384 };

int http_known_name_count(void) { return (int)COUNTOF(known); }
const char *http_known_name_text(int index) { return known[index]; }

static uint8_t hash_name(const uint8_t *s, size_t len) {
  return (uint8_t)(len * 37 + (s[0] | 0x20) * 7 + (s[len - 1] | 0x20) * 13 + (s[len / 2] | 0x20));
}

static bool same_name(const uint8_t *name, size_t len, const char *lower) {
  for (size_t i = 0; i < len; i++) {
    uint8_t c = name[i];
    if (c >= 'A' && c <= 'Z') c |= 0x20;
    if (c != (uint8_t)lower[i]) return false;
  }
  return lower[len] == '\0';
}

/* Chains of the hash table, filled at first use: the same bytes whichever thread does it. */
struct name_table { int16_t first[BUCKETS]; int16_t next[COUNTOF(known)]; };

static void fill(struct name_table *t) {
  memset(t->first, 0xff, sizeof t->first);
  for (int i = 0; i < (int)COUNTOF(known); i++) {
    const uint8_t h = hash_name((const uint8_t *)known[i], strlen(known[i]));
    t->next[i] = t->first[h];
    t->first[h] = (int16_t)i;
  }
}

static struct name_table names; /* written once, under uv_once */
static void fill_once(void) { fill(&names); }

static const struct name_table *table(void) {
  static uv_once_t once = UV_ONCE_INIT;
  uv_once(&once, fill_once);
  return &names;
}

int http_known_name(const uint8_t *name, size_t len) {
  if (len == 0 || len > MAX_NAME) return -1;
  const struct name_table *t = table();
  for (int i = t->first[hash_name(name, len)]; i >= 0; i = t->next[i]) {
    if (same_name(name, len, known[i])) return i;
  }
  return -1;
}

static napi_value lower_name(napi_env env, struct http_data *data, const struct http_row *row) {
  const int index = http_known_name(row->name, row->name_len);
  if (index >= 0) {
    if (!data->names[index]) data->names[index] = eddy_ref_new(env, eddy_intern(env, known[index]));
    return eddy_ref_get(env, data->names[index]);
  }
  uint8_t lower[256];
  if (row->name_len > sizeof lower) return eddy_latin1(env, row->name, row->name_len);
  for (size_t i = 0; i < row->name_len; i++) {
    const uint8_t c = row->name[i];
    lower[i] = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
  }
  return eddy_latin1(env, lower, row->name_len);
}

/* The value; folded lines are joined by taking the line ends out. */
static napi_value value_of(napi_env env, const struct http_row *row) {
  if (!memchr(row->value, '\n', row->value_len)) return eddy_latin1(env, row->value, row->value_len);
  uint8_t *joined = eddy_alloc(row->value_len);
  size_t n = 0;
  for (size_t i = 0; i < row->value_len; i++) {
    if (row->value[i] != '\r' && row->value[i] != '\n') joined[n++] = row->value[i];
  }
  napi_value value = eddy_latin1(env, joined, n);
  free(joined);
  return value;
}

static napi_value rows(napi_env env, napi_callback_info info, bool lower) {
  struct http_data *data = http_data(eddy_env_of(env));
  size_t len = 0, pos = 0;
  napi_value block = eddy_arg(info, 0);
  if (napi_get_value_string_latin1(env, block, NULL, 0, &len) != napi_ok) return eddy_array(env, NULL, 0);
  uint8_t stack[STACK_BLOCK];
  uint8_t *bytes = len + 1 <= sizeof stack ? stack : eddy_alloc(len + 1);
  napi_get_value_string_latin1(env, block, (char *)bytes, len + 1, &len);
  napi_value inline_items[128];
  size_t cap = COUNTOF(inline_items), n = 0;
  napi_value *items = inline_items;
  struct http_row row;
  while (http_next_row(bytes, len, &pos, &row)) {
    if (n + 2 > cap) {
      napi_value *grown = eddy_alloc(cap * 2 * sizeof *grown);
      memcpy(grown, items, n * sizeof *grown);
      if (items != inline_items) free(items);
      items = grown;
      cap *= 2;
    }
    items[n++] = lower ? lower_name(env, data, &row) : eddy_latin1(env, row.name, row.name_len);
    items[n++] = value_of(env, &row);
  }
  napi_value result = eddy_array(env, items, n);
  if (items != inline_items) free(items);
  if (bytes != stack) free(bytes);
  return result;
}

/* headers(block) -> ['host', 'x', …]: names in lower case */
napi_value http_headers_flat(napi_env env, napi_callback_info info) { return rows(env, info, true); }
/* rawHeaders(block) -> ['Host', 'x', …]: names as sent */
napi_value http_headers_raw(napi_env env, napi_callback_info info) { return rows(env, info, false); }
