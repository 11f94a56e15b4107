// SPDX-License-Identifier: MIT
/* fields.c: header fields: from nghttp2 to arrays of strings, and from text made in JavaScript to nghttp2. */
#include "http/connection.h"
#include "http2/http2.h"

/* Values up to this many bytes are worth remembering. */
#define VALUE_CACHED_MAX 256

bool h2_fields_add(struct h2_fields *f, nghttp2_rcbuf *name, nghttp2_rcbuf *value, uint8_t flags) {
  if (f->count == f->cap) {
    const uint32_t cap = f->cap ? f->cap * 2 : 16;
    struct h2_field *grown = realloc(f->items, cap * sizeof *grown);
    if (!grown) return false;
    f->items = grown;
    f->cap = cap;
  }
  nghttp2_rcbuf_incref(name);
  nghttp2_rcbuf_incref(value);
  f->items[f->count++] = (struct h2_field){name, value, flags};
  f->bytes += nghttp2_rcbuf_get_buf(name).len + nghttp2_rcbuf_get_buf(value).len + 32;
  return true;
}

void h2_fields_release(struct h2_fields *f) {
  for (uint32_t i = 0; i < f->count; i++) {
    nghttp2_rcbuf_decref(f->items[i].name);
    nghttp2_rcbuf_decref(f->items[i].value);
  }
  free(f->items);
  memset(f, 0, sizeof *f);
}

/* ---- to JavaScript ---------------------------------------------------------------------------------------- */

static napi_value name_js(struct h2_session *s, nghttp2_rcbuf *name) {
  static const char *const pseudo[] = {":method", ":path", ":scheme", ":authority", ":status", ":protocol"};
  napi_env env = s->env->napi;
  const nghttp2_vec v = nghttp2_rcbuf_get_buf(name);
  if (v.len > 0 && v.base[0] == ':') {
    for (size_t i = 0; i < COUNTOF(pseudo); i++) {
      if (strcmp((const char *)v.base, pseudo[i]) == 0) return eddy_intern(env, pseudo[i]);
    }
  }
  const int known = http_known_name(v.base, v.len);
  if (known < 0) return eddy_latin1(env, v.base, v.len);
  struct http_data *data = http_data(s->env);
  if (!data->names[known]) data->names[known] = eddy_ref_new(env, eddy_intern(env, http_known_name_text(known)));
  return eddy_ref_get(env, data->names[known]);
}

/* What a peer sends again and again lies in nghttp2's tables: the same buffer means the same string. Seen for
 * the first time it is only noted (and held, so that no other can take its address). */
static napi_value value_js(struct h2_session *s, nghttp2_rcbuf *value) {
  napi_env env = s->env->napi;
  const nghttp2_vec v = nghttp2_rcbuf_get_buf(value);
  if (v.len > VALUE_CACHED_MAX) return eddy_latin1(env, v.base, v.len);
  if (!s->values) s->values = eddy_calloc(H2_VALUE_CACHE, sizeof *s->values);
  const uintptr_t bits = (uintptr_t)value;
  struct h2_value *slot = &s->values[(bits >> 4 ^ bits >> 9) % H2_VALUE_CACHE];
  if (slot->buf == value && slot->js) return eddy_ref_get(env, slot->js);
  napi_value js = eddy_latin1(env, v.base, v.len);
  if (slot->buf == value) {
    slot->js = eddy_ref_new(env, js);
  } else {
    if (slot->buf) nghttp2_rcbuf_decref(slot->buf);
    eddy_ref_free(slot->js);
    nghttp2_rcbuf_incref(value);
    *slot = (struct h2_value){value, NULL};
  }
  return js;
}

void h2_values_release(struct h2_session *s) {
  for (int i = 0; s->values && i < H2_VALUE_CACHE; i++) {
    if (s->values[i].buf) nghttp2_rcbuf_decref(s->values[i].buf);
    eddy_ref_free(s->values[i].js);
  }
  free(s->values);
  s->values = NULL;
}

/* [name, value, ...]; *sensitive: an array of names that must not be indexed, or undefined. */
napi_value h2_fields_js(struct h2_session *s, const struct h2_fields *f, napi_value *sensitive) {
  napi_env env = s->env->napi;
  napi_value inline_items[64];
  napi_value *items = f->count <= 32 ? inline_items : eddy_alloc(2 * f->count * sizeof *items);
  uint32_t secret = 0;
  *sensitive = eddy_undefined(env);
  for (uint32_t i = 0; i < f->count; i++) {
    items[2 * i] = name_js(s, f->items[i].name);
    items[2 * i + 1] = value_js(s, f->items[i].value);
    if (!(f->items[i].flags & NGHTTP2_NV_FLAG_NO_INDEX)) continue;
    if (secret == 0) *sensitive = eddy_array(env, NULL, 0);
    eddy_set_index(env, *sensitive, secret++, items[2 * i]);
  }
  napi_value list = eddy_array(env, items, 2 * f->count);
  if (items != inline_items) free(items);
  return list;
}

/* ---- from JavaScript ---------------------------------------------------------------------------------------- */

/* The text is, for each field: name NUL value NUL flag ('0', or '1': never index). Latin-1. */
bool h2_block_init(napi_env env, struct h2_block *b, napi_value text) {
  size_t len = 0, count = 0;
  b->nv = b->inline_nv;
  b->bytes = b->inline_bytes;
  b->count = 0;
  if (napi_get_value_string_latin1(env, text, NULL, 0, &len) != napi_ok) return false;
  if (len + 1 > sizeof b->inline_bytes && !(b->bytes = malloc(len + 1))) return false;
  napi_get_value_string_latin1(env, text, b->bytes, len + 1, &len);
  for (size_t i = 0; i < len; i++) count += b->bytes[i] == '\0';
  count /= 2;
  if (count > COUNTOF(b->inline_nv) && !(b->nv = malloc(count * sizeof *b->nv))) {
    b->nv = b->inline_nv;
    h2_block_release(b);
    return false;
  }
  char *at = b->bytes, *end = b->bytes + len;
  while (b->count < count) {
    char *name = at, *value = memchr(name, '\0', (size_t)(end - name));
    char *flag = value ? memchr(value + 1, '\0', (size_t)(end - value - 1)) : NULL;
    if (!flag || flag + 1 >= end) break;
    nghttp2_nv *nv = &b->nv[b->count++];
    nv->name = (uint8_t *)name;
    nv->namelen = (size_t)(value - name);
    nv->value = (uint8_t *)value + 1;
    nv->valuelen = (size_t)(flag - value - 1);
    nv->flags = flag[1] == '1' ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE;
    at = flag + 2;
  }
  return true;
}

void h2_block_release(struct h2_block *b) {
  if (b->nv != b->inline_nv) free(b->nv);
  if (b->bytes != b->inline_bytes) free(b->bytes);
}
