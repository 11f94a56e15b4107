// SPDX-License-Identifier: MIT
/* multipart.c: the binding `multipart`: class MultipartParser, under lib/internal/multipart. */
#include "multipart/parser.h"

#include "eddy.h"

struct multipart {
  struct multipart_parser parser;
  struct eddy_native native;
};

extern const struct eddy_class multipart_class;

static struct multipart *multipart_this(napi_callback_info info) {
  return eddy_native_of(eddy_this(info), &multipart_class);
}

static void multipart_finalize(void *owner) {
  struct multipart *m = owner;
  multipart_release(&m->parser);
  free(m);
}

/* new MultipartParser(boundary, maxHeadBytes); throws ERR_MULTIPART_BOUNDARY */
static napi_value multipart_construct(napi_env env, napi_callback_info info) {
  struct eddy_str boundary;
  if (!eddy_arg_str(env, info, 0, &boundary)) return NULL;
  struct multipart *m = eddy_calloc(1, sizeof *m);
  const bool ok = multipart_init(&m->parser, boundary.data, boundary.len, eddy_arg_u32(info, 1));
  eddy_str_release(&boundary);
  if (!ok) {
    free(m);
    eddy_throw(env, "ERR_MULTIPART_BOUNDARY", "The boundary of a multipart body has 1 to 70 of the characters of RFC 2046");
    return NULL;
  }
  eddy_native_init(env, eddy_this(info), &m->native, &multipart_class, m, multipart_finalize);
  return NULL;
}

/* next(bytes, offset, positions) -> event; positions (Float64Array): [next offset, start, end] */
static napi_value multipart_step(napi_env env, napi_callback_info info) {
  (void)env;
  struct multipart *m = multipart_this(info);
  struct eddy_bytes bytes, out;
  if (!m || !eddy_arg_bytes(info, 0, &bytes) || !eddy_arg_bytes(info, 2, &out) || out.len < 3 * sizeof(double)) return NULL;
  size_t off = (size_t)eddy_arg_f64(info, 1), start = 0, end = 0;
  if (off > bytes.len) off = bytes.len;
  const enum multipart_event event = multipart_next(&m->parser, bytes.data, bytes.len, &off, &start, &end);
  const double positions[3] = {(double)off, (double)start, (double)end};
  memcpy(out.data, positions, sizeof positions);
  eddy_ret_i32(info, event);
  return NULL;
}

/* head() -> the head of the part that has begun, as UTF-8 text */
static napi_value multipart_head(napi_env env, napi_callback_info info) {
  struct multipart *m = multipart_this(info);
  return m && m->parser.head ? eddy_utf8(env, (const char *)m->parser.head, m->parser.head_len) : NULL;
}

/* held(start, end) -> Buffer of bytes that looked like a delimiter */
static napi_value multipart_held(napi_env env, napi_callback_info info) {
  struct multipart *m = multipart_this(info);
  const uint32_t start = eddy_arg_u32(info, 0), end = eddy_arg_u32(info, 1);
  if (!m || start > end || end > sizeof m->parser.delimiter) return NULL;
  return eddy_buffer_copy(env, m->parser.delimiter + start, end - start);
}

/* finish() -> whether the body may end here */
static napi_value multipart_end(napi_env env, napi_callback_info info) {
  (void)env;
  struct multipart *m = multipart_this(info);
  eddy_ret_bool(info, m && multipart_finish(&m->parser));
  return NULL;
}

/* error() -> what is wrong with the body */
static napi_value multipart_error(napi_env env, napi_callback_info info) {
  struct multipart *m = multipart_this(info);
  return m && m->parser.error ? eddy_utf8(env, m->parser.error, (size_t)-1) : NULL;
}

static const struct eddy_method multipart_methods[] = {
  {"next", multipart_step, 3, NULL},  {"head", multipart_head, 0, NULL},   {"held", multipart_held, 2, NULL},
  {"finish", multipart_end, 0, NULL}, {"error", multipart_error, 0, NULL},
};
const struct eddy_class multipart_class = {
  "MultipartParser", multipart_construct, multipart_methods, COUNTOF(multipart_methods), NULL,
};
static const struct eddy_class *const multipart_classes[] = {&multipart_class};
const struct eddy_binding eddy_binding_multipart = {
  "multipart", NULL, 0, multipart_classes, COUNTOF(multipart_classes), NULL,
};
