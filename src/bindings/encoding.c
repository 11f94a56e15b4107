// SPDX-License-Identifier: MIT
// internalBinding('encoding'): what TextDecoder and buffer.transcode() need besides the buffer
// binding: strict UTF-8 and UTF-16, and ICU's converters for the legacy encodings. ICU is part of
// the engine's library; its headers are not installed, so the few declarations follow its C API.
#include "eddy.h"

struct UConverter;
struct UConverter *ucnv_open_77(const char *name, int *status);
void ucnv_close_77(struct UConverter *converter);
void ucnv_reset_77(struct UConverter *converter);
void ucnv_toUnicode_77(struct UConverter *converter, uint16_t **target, const uint16_t *target_end,
                       const char **source, const char *source_end, int32_t *offsets, int8_t flush,
                       int *status);
int32_t ucnv_fromUChars_77(struct UConverter *converter, char *dest, int32_t capacity,
                           const uint16_t *source, int32_t length, int *status);
void ucnv_setSubstChars_77(struct UConverter *converter, const char *chars, int8_t length,
                           int *status);
void ucnv_setToUCallBack_77(struct UConverter *converter, void (*action)(void), const void *context,
                            void (**old_action)(void), const void **old_context, int *status);
void UCNV_TO_U_CALLBACK_STOP_77(void);
void ucnv_cbToUWriteUChars_77(void *args, const uint16_t *source, int32_t length,
                              int32_t offset_index, int *status);

#define ICU_BUFFER_OVERFLOW 15

// A converter that keeps what it has seen of a character between two calls.
struct encoding_converter {
  struct eddy_native native;
  struct UConverter *icu;
};

// What no character stands for becomes U+FFFD. (ICU's own callback writes U+001A for some.)
static void encoding_substitute(const void *context, void *args, const char *units, int32_t length,
                                int reason, int *status) {
  static const uint16_t replacement = 0xfffd;
  enum { REASON_IRREGULAR = 2 };  // and, below it, unassigned and illegal
  (void)context, (void)units, (void)length;
  if (reason > REASON_IRREGULAR) return;
  *status = 0;
  ucnv_cbToUWriteUChars_77(args, &replacement, 1, 0, status);
}

static void encoding_converter_free(void *owner) {
  struct encoding_converter *c = owner;
  ucnv_close_77(c->icu);
  free(c);
}

static const struct eddy_class encoding_converter_class;

// new Converter(name, fatal)
static napi_value encoding_converter_new(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  int status = 0;
  eddy_arg_str(env, info, 0, &name);
  struct encoding_converter *c = eddy_calloc(1, sizeof *c);
  c->icu = ucnv_open_77(name.data, &status);
  eddy_str_release(&name);
  if (status <= 0) {
    void (*old)(void);
    const void *context;
    void (*action)(void) = eddy_arg_bool(info, 1) ? UCNV_TO_U_CALLBACK_STOP_77
                                                  : (void (*)(void))encoding_substitute;
    ucnv_setToUCallBack_77(c->icu, action, NULL, &old, &context, &status);
  }
  if (status > 0) {
    ucnv_close_77(c->icu);
    free(c);
    eddy_throw(env, "ERR_ENCODING_NOT_SUPPORTED", "The encoding is not supported");
    return NULL;
  }
  eddy_native_init(env, eddy_this(info), &c->native, &encoding_converter_class, c,
                   encoding_converter_free);
  return NULL;
}

// decode(bytes, flush): the text; undefined when the bytes are not valid and it is fatal.
static napi_value encoding_converter_decode(napi_env env, napi_callback_info info) {
  struct encoding_converter *c = eddy_native_of(eddy_this(info), &encoding_converter_class);
  struct eddy_bytes bytes;
  if (!c || !eddy_arg_bytes(info, 0, &bytes)) return NULL;
  bool flush = eddy_arg_bool(info, 1);
  size_t room = bytes.len * 2 + 64;
  uint16_t *text = eddy_alloc(room * sizeof *text);
  const char *from = (const char *)bytes.data;
  const char *end = from + bytes.len;
  size_t used = 0;
  int status;
  for (;;) {
    uint16_t *to = text + used;
    status = 0;
    ucnv_toUnicode_77(c->icu, &to, text + room, &from, end, NULL, flush, &status);
    used = (size_t)(to - text);
    if (status != ICU_BUFFER_OVERFLOW) break;
    room *= 2;
    text = eddy_realloc(text, room * sizeof *text);
  }
  if (flush || status > 0) ucnv_reset_77(c->icu);
  napi_value result = status > 0 ? NULL : eddy_utf16(env, text, used);
  free(text);
  return result;
}

static const struct eddy_method encoding_converter_methods[] = {
    {"decode", encoding_converter_decode, 2, NULL},
};
static const struct eddy_class encoding_converter_class = {
    "Converter", encoding_converter_new, encoding_converter_methods,
    COUNTOF(encoding_converter_methods), NULL};
static const struct eddy_class *const encoding_classes[] = {&encoding_converter_class};

// encodeInto(string, target, result): result[0] UTF-16 units read, result[1] bytes written.
static napi_value encoding_encode_into(napi_env env, napi_callback_info info) {
  struct eddy_bytes to, result;
  if (!eddy_arg_bytes(info, 1, &to) || !eddy_arg_bytes(info, 2, &result)) return NULL;
  size_t read = 0;
  size_t written = 0;
  if (to.len) {
    written = eddy_text_write(env, eddy_arg(info, 0), EDDY_UTF8, to.data, to.len, &read);
  }
  double numbers[2] = {(double)read, (double)written};
  if (result.len >= sizeof numbers) memcpy(result.data, numbers, sizeof numbers);
  eddy_ret_bool(info, true);
  return NULL;
}

// False: not all of it fits, or a view lies in the engine's heap; call encodeIntoSlow().
static bool encoding_encode_into_fast(eddy_fast_value receiver, const struct eddy_fast_string *text, eddy_fast_value target,
                                      eddy_fast_value out) {
  (void)receiver;
  struct eddy_bytes to, result;
  double numbers[2] = {(double)text->length, 0};
  if (!eddy_fast_bytes(target, &to) || !eddy_fast_bytes(out, &result)) return false;
  if (result.len < sizeof numbers) return false;
  if (to.len / 2 < text->length && eddy_utf8_length_of_latin1(text->data, text->length) > to.len) return false;
  if (text->length) numbers[1] = (double)eddy_latin1_to_utf8(text->data, text->length, to.data, to.len);
  memcpy(result.data, numbers, sizeof numbers);
  return true;
}
static const struct eddy_fast encoding_fast_encode_into = {
    encoding_encode_into_fast, EDDY_FAST_BOOL, {EDDY_FAST_STRING, EDDY_FAST_VALUE, EDDY_FAST_VALUE, EDDY_FAST_END}};

// transcode(bytes, converter): from UTF-16 in host order to one-byte text, '?' for what it lacks.
static napi_value encoding_from_utf16(napi_env env, napi_callback_info info) {
  struct eddy_bytes bytes;
  struct eddy_str name;
  int status = 0;
  napi_value result = NULL;
  if (!eddy_arg_bytes(info, 0, &bytes) || !eddy_arg_str(env, info, 1, &name)) return NULL;
  struct UConverter *icu = ucnv_open_77(name.data, &status);
  eddy_str_release(&name);
  if (status > 0) return NULL;
  ucnv_setSubstChars_77(icu, "?", 1, &status);
  size_t units = bytes.len / 2;
  uint16_t *text = eddy_alloc(units * 2 + 2);
  if (units) memcpy(text, bytes.data, units * 2);
  uint8_t *out = eddy_alloc(units + 1);
  status = 0;
  int32_t n = ucnv_fromUChars_77(icu, (char *)out, (int32_t)units + 1, text, (int32_t)units, &status);
  if (status <= 0) result = eddy_buffer_copy(env, out, (size_t)n);
  free(out);
  free(text);
  ucnv_close_77(icu);
  return result;
}

static const struct eddy_method encoding_methods[] = {
    {"decodeUtf8", eddy_direct_decode_utf8, 2, NULL},
    {"encodeInto", encoding_encode_into, 3, &encoding_fast_encode_into},
    {"encodeIntoSlow", encoding_encode_into, 3, NULL},
    {"fromUtf16", encoding_from_utf16, 2, NULL},
};

const struct eddy_binding eddy_binding_encoding = {
    "encoding", encoding_methods, COUNTOF(encoding_methods), encoding_classes,
    COUNTOF(encoding_classes), NULL};
