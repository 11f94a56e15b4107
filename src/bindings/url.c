// SPDX-License-Identifier: MIT
// internalBinding('url'): the URL parser of src/url for lib/internal/url.js. Offsets of the last
// result stand in an Int32Array that JavaScript shares (setOffsets), -1 for what is absent.
#include "eddy.h"
#include "url/url.h"

enum url_offset {
  OFFSET_PROTOCOL_END,
  OFFSET_USERNAME_END,
  OFFSET_HOST_START,
  OFFSET_HOST_END,
  OFFSET_PORT,
  OFFSET_PATHNAME_START,
  OFFSET_SEARCH_START,
  OFFSET_HASH_START,
  OFFSET_SCHEME,
  OFFSET_COUNT
};

// Room on the stack for a URL; longer ones go to the heap.
#define URL_INLINE 1024

static void url_store(const struct eddy_url *url, int32_t *to) {
  to[OFFSET_PROTOCOL_END] = (int32_t)url->protocol_end;
  to[OFFSET_USERNAME_END] = (int32_t)url->username_end;
  to[OFFSET_HOST_START] = (int32_t)url->host_start;
  to[OFFSET_HOST_END] = (int32_t)url->host_end;
  to[OFFSET_PORT] = (int32_t)url->port;
  to[OFFSET_PATHNAME_START] = (int32_t)url->pathname_start;
  to[OFFSET_SEARCH_START] = (int32_t)url->search_start;
  to[OFFSET_HASH_START] = (int32_t)url->hash_start;
  to[OFFSET_SCHEME] = (int32_t)url->scheme;
}

static void url_load(struct eddy_url *url, const int32_t *from) {
  url->protocol_end = (uint32_t)from[OFFSET_PROTOCOL_END];
  url->username_end = (uint32_t)from[OFFSET_USERNAME_END];
  url->host_start = (uint32_t)from[OFFSET_HOST_START];
  url->host_end = (uint32_t)from[OFFSET_HOST_END];
  url->port = (uint32_t)from[OFFSET_PORT];
  url->pathname_start = (uint32_t)from[OFFSET_PATHNAME_START];
  url->search_start = (uint32_t)from[OFFSET_SEARCH_START];
  url->hash_start = (uint32_t)from[OFFSET_HASH_START];
  url->scheme = (uint32_t)from[OFFSET_SCHEME];
}

static napi_value url_set_offsets(napi_env env, napi_callback_info info) {
  eddy_slot_set(env, EDDY_SLOT_URL_OFFSETS, eddy_arg(info, 0));
  return NULL;
}

// The shared array. Its memory never moves: it is an ArrayBuffer that only this file knows.
static int32_t *url_offsets(napi_env env) {
  void **cached = &eddy_env_current(env)->binding_data[EDDY_DATA_URL];
  if (!*cached) *cached = eddy_slot_memory(env, EDDY_SLOT_URL_OFFSETS);
  return *cached;
}

// Parses argument 0 against argument 1 (may be undefined).
static bool url_parse_args(napi_env env, napi_callback_info info, struct eddy_url *url,
                           struct eddy_str *input) {
  struct eddy_str base_text;
  struct eddy_url base;
  char base_memory[URL_INLINE];
  url_buf_init(&base.href, base_memory, sizeof base_memory);
  bool ok = eddy_arg_str(env, info, 0, input);
  if (eddy_arg_is_undefined(info, 1)) {
    ok = ok && eddy_url_parse(url, input->data, input->len, NULL);
  } else if (eddy_arg_str(env, info, 1, &base_text)) {
    ok = ok && eddy_url_parse(&base, base_text.data, base_text.len, NULL) &&
         eddy_url_parse(url, input->data, input->len, &base);
    eddy_str_release(&base_text);
  }
  url_buf_release(&base.href);
  return ok;
}

static napi_value url_result(napi_env env, const struct eddy_url *url) {
  url_store(url, url_offsets(env));
  return eddy_latin1(env, (const uint8_t *)url->href.data, url->href.len);
}

// parse(input, base): the href; undefined when it is no URL. Offsets are stored.
static napi_value url_parse(napi_env env, napi_callback_info info) {
  struct eddy_str input;
  struct eddy_url url;
  char memory[URL_INLINE];
  url_buf_init(&url.href, memory, sizeof memory);
  napi_value result = url_parse_args(env, info, &url, &input) ? url_result(env, &url) : NULL;
  eddy_str_release(&input);
  url_buf_release(&url.href);
  return result;
}

// What a quick look at an ASCII input finds, where the engine has it. lib/internal/url/class.js knows
// the numbers.
enum url_found { FOUND_NOTHING, FOUND_SAME, FOUND_CHANGED, FOUND_INVALID };

struct url_look {
  struct eddy_url url;
  enum url_found found;
};

static void url_look_at(void *data, const uint8_t *p, size_t n) {
  struct url_look *look = data;
  const char *text = (const char *)p;
  look->found = FOUND_NOTHING;
  if (!eddy_ascii_valid(p, n)) return;
  look->found = FOUND_INVALID;
  if (!eddy_url_parse(&look->url, text, n, NULL)) return;
  bool same = look->url.href.len == n && memcmp(look->url.href.data, text, n) == 0;
  look->found = same ? FOUND_SAME : FOUND_CHANGED;
}

// parseQuick(input, offsets, results): FOUND_SAME when the input is the href; FOUND_CHANGED when the
// href is results[0]; FOUND_INVALID; FOUND_NOTHING when parse() has to tell. Only the slow function,
// which optimised code calls for strings in pieces, can say more than "same" and "nothing"; both must
// return the same type.
static napi_value url_parse_quick(napi_env env, napi_callback_info info) {
  struct url_look look;
  char memory[URL_INLINE];
  url_buf_init(&look.url.href, memory, sizeof memory);
  if (!eddy_text_look(env, eddy_arg(info, 0), url_look_at, &look)) look.found = FOUND_NOTHING;
  if (look.found == FOUND_SAME) url_store(&look.url, url_offsets(env));
  if (look.found == FOUND_CHANGED) {
    napi_value href = url_result(env, &look.url);
    if (!href || !eddy_set_index(env, eddy_arg(info, 2), 0, href)) look.found = FOUND_NOTHING;
  }
  eddy_ret_i32(info, look.found);
  url_buf_release(&look.url.href);
  return NULL;
}

static int32_t url_parse_quick_fast(eddy_fast_value recv, const struct eddy_fast_string *input,
                                    eddy_fast_value offsets, eddy_fast_value results) {
  (void)recv, (void)results;
  struct eddy_bytes bytes;
  struct url_look look;
  char memory[URL_INLINE];
  const char *p = input->data;
  size_t n = input->length;
  if (n >= URL_INLINE - 64 || !eddy_fast_bytes(offsets, &bytes)) return FOUND_NOTHING;
  for (size_t i = 0; i < n; i++) {  // what no href has: not worth parsing twice
    unsigned char c = (unsigned char)p[i];
    if (c <= ' ' || c >= 0x7f || c == '\\' || (c == '/' && i + 1 < n && p[i + 1] == '.')) {
      return FOUND_NOTHING;
    }
  }
  url_buf_init(&look.url.href, memory, sizeof memory);
  url_look_at(&look, (const uint8_t *)p, n);
  if (look.found == FOUND_SAME) url_store(&look.url, (int32_t *)(void *)bytes.data);
  url_buf_release(&look.url.href);
  return look.found == FOUND_SAME ? FOUND_SAME : FOUND_NOTHING;
}

static napi_value url_can_parse(napi_env env, napi_callback_info info) {
  struct eddy_str input;
  struct eddy_url url;
  char memory[URL_INLINE];
  url_buf_init(&url.href, memory, sizeof memory);
  eddy_ret_bool(info, url_parse_args(env, info, &url, &input));
  eddy_str_release(&input);
  url_buf_release(&url.href);
  return NULL;
}

// canParseQuick(input): 1 or 0; 2 when canParse() has to tell.
static int32_t url_can_parse_quick_fast(eddy_fast_value recv,
                                        const struct eddy_fast_string *input) {
  (void)recv;
  struct url_look look;
  char memory[URL_INLINE];
  url_buf_init(&look.url.href, memory, sizeof memory);
  url_look_at(&look, (const uint8_t *)input->data, input->length);
  url_buf_release(&look.url.href);
  return look.found == FOUND_NOTHING ? 2 : look.found != FOUND_INVALID;
}

static napi_value url_can_parse_quick(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_i32(info, 2);
  return NULL;
}

static bool url_href_arg(napi_env env, napi_callback_info info, struct eddy_url *url) {
  struct eddy_str href;
  if (!eddy_arg_str(env, info, 0, &href)) return false;
  url_buf_put(&url->href, href.data, href.len);
  eddy_str_release(&href);
  return !url->href.failed;
}

// update(href, part, value): the new href, with its offsets stored; undefined if nothing changes.
// The offsets of the old one are in the shared array. part: enum url_part.
static napi_value url_update(napi_env env, napi_callback_info info) {
  int32_t *offsets = url_offsets(env);
  struct eddy_url url;
  struct eddy_str value;
  char memory[URL_INLINE];
  url_buf_init(&url.href, memory, sizeof memory);
  url_load(&url, offsets);
  napi_value result = NULL;
  bool ok = eddy_arg_str(env, info, 2, &value) && url_href_arg(env, info, &url);
  if (ok && eddy_url_set(&url, (enum url_part)eddy_arg_i32(info, 1), value.data, value.len)) {
    url_store(&url, offsets);
    result = eddy_latin1(env, (const uint8_t *)url.href.data, url.href.len);
  }
  eddy_str_release(&value);
  url_buf_release(&url.href);
  return result;
}

static napi_value url_domain(napi_env env, napi_callback_info info, bool to_unicode) {
  struct eddy_str input;
  struct url_buf ascii, unicode;
  char memory[256], memory2[256];
  url_buf_init(&ascii, memory, sizeof memory);
  url_buf_init(&unicode, memory2, sizeof memory2);
  napi_value result = NULL;
  if (eddy_arg_str(env, info, 0, &input) &&
      eddy_url_domain_to_ascii(input.data, input.len, &ascii)) {
    if (to_unicode && eddy_url_domain_to_unicode(ascii.data, ascii.len, &unicode)) {
      result = eddy_utf8(env, unicode.data, unicode.len);
    } else {
      result = eddy_latin1(env, (const uint8_t *)ascii.data, ascii.len);
    }
  }
  if (!result) eddy_ret_empty_string(info);
  eddy_str_release(&input);
  url_buf_release(&ascii);
  url_buf_release(&unicode);
  return result;
}

// domainToASCII(domain), domainToUnicode(domain): "" for what is no domain.
static napi_value url_domain_to_ascii(napi_env env, napi_callback_info info) {
  return url_domain(env, info, false);
}

static napi_value url_domain_to_unicode(napi_env env, napi_callback_info info) {
  return url_domain(env, info, true);
}

// toASCII(host): without the checks of a URL's host, for the legacy parser. "" when it fails.
static napi_value url_to_ascii(napi_env env, napi_callback_info info) {
  struct eddy_str input;
  struct url_buf ascii;
  char memory[256];
  url_buf_init(&ascii, memory, sizeof memory);
  napi_value result = NULL;
  if (eddy_arg_str(env, info, 0, &input)) {
    if (eddy_ascii_valid(input.data, input.len)) {
      result = eddy_arg(info, 0);
    } else if (eddy_url_idna_to_ascii(input.data, input.len, &ascii)) {
      result = eddy_latin1(env, (const uint8_t *)ascii.data, ascii.len);
    }
  }
  if (!result) eddy_ret_empty_string(info);
  eddy_str_release(&input);
  url_buf_release(&ascii);
  return result;
}

static const struct eddy_fast url_fast_parse_quick = {
    url_parse_quick_fast,
    EDDY_FAST_I32,
    {EDDY_FAST_STRING, EDDY_FAST_VALUE, EDDY_FAST_VALUE}};
static const struct eddy_fast url_fast_can_parse_quick = {
    url_can_parse_quick_fast, EDDY_FAST_I32, {EDDY_FAST_STRING}};

static const struct eddy_method url_methods[] = {
    {"setOffsets", url_set_offsets, 1, NULL},
    {"parse", url_parse, 2, NULL},
    {"parseQuick", url_parse_quick, 3, &url_fast_parse_quick},
    {"canParse", url_can_parse, 2, NULL},
    {"canParseQuick", url_can_parse_quick, 1, &url_fast_can_parse_quick},
    {"update", url_update, 3, NULL},
    {"domainToASCII", url_domain_to_ascii, 1, NULL},
    {"domainToUnicode", url_domain_to_unicode, 1, NULL},
    {"toASCII", url_to_ascii, 1, NULL},
};

const struct eddy_binding eddy_binding_url = {
    "url", url_methods, COUNTOF(url_methods), NULL, 0, NULL};
