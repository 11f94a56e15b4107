// SPDX-License-Identifier: MIT
// Internationalised domain names: UTS 46 through the ICU that is part of the engine's library,
// whose headers are not installed; the few declarations follow ICU 77's public C API.
#include <pthread.h>

#include "internal.h"

struct UIDNA;
struct idna_info {  // UIDNAInfo
  int16_t size;
  int8_t is_transitional_different;
  int8_t reserved;
  uint32_t errors;
  int32_t reserved2;
  int32_t reserved3;
};

struct UIDNA *uidna_openUTS46_77(uint32_t options, int *status);
int32_t uidna_nameToASCII_UTF8_77(const struct UIDNA *idna, const char *name, int32_t length,
                                  char *dest, int32_t capacity, struct idna_info *info,
                                  int *status);
int32_t uidna_nameToUnicodeUTF8_77(const struct UIDNA *idna, const char *name, int32_t length,
                                   char *dest, int32_t capacity, struct idna_info *info,
                                   int *status);

enum {
  IDNA_CHECK_BIDI = 4,
  IDNA_CHECK_CONTEXTJ = 8,
  IDNA_NONTRANSITIONAL = 0x10 | 0x20,  // to ASCII, to Unicode
  // Errors the specification ignores when it is not strict: lengths and hyphens.
  IDNA_IGNORED = 0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x20,
  ICU_BUFFER_OVERFLOW = 15,
};

typedef int32_t idna_convert(const struct UIDNA *idna, const char *name, int32_t length,
                             char *dest, int32_t capacity, struct idna_info *info, int *status);

static const struct UIDNA *idna_instance;

static void idna_open(void) {
  int status = 0;
  idna_instance = uidna_openUTS46_77(
      IDNA_CHECK_BIDI | IDNA_CHECK_CONTEXTJ | IDNA_NONTRANSITIONAL, &status);
  if (status > 0) idna_instance = NULL;
}

// The errors, or -1 when it could not be done at all.
static int64_t idna_run(idna_convert *convert, struct url_buf *out, struct url_span in) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, idna_open);
  if (!idna_instance || in.n > INT32_MAX / 8) return -1;
  struct idna_info info = {.size = sizeof info};
  size_t room = in.n * 2 + 32;
  for (int attempt = 0; attempt < 2; attempt++) {
    if (!url_buf_reserve(out, room)) return -1;
    int status = 0;
    int32_t n = convert(idna_instance, in.p, (int32_t)in.n, out->data + out->len, (int32_t)room,
                        &info, &status);
    if (status <= 0) {
      out->len += (size_t)n;
      return info.errors;
    }
    if (status != ICU_BUFFER_OVERFLOW) return -1;
    room = (size_t)n;
  }
  return -1;
}

bool url_idna_to_ascii(struct url_buf *out, struct url_span in) {
  int64_t errors = idna_run(uidna_nameToASCII_UTF8_77, out, in);
  return errors >= 0 && !(errors & ~(int64_t)IDNA_IGNORED);
}

bool eddy_url_idna_to_ascii(const char *input, size_t len, struct url_buf *out) {
  return url_idna_to_ascii(out, (struct url_span){input, len});
}

bool eddy_url_domain_to_unicode(const char *input, size_t len, struct url_buf *out) {
  return idna_run(uidna_nameToUnicodeUTF8_77, out, (struct url_span){input, len}) >= 0;
}
