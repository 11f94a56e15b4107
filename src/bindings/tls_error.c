// SPDX-License-Identifier: MIT
/* tls_error.c: OpenSSL's error queue as JavaScript errors, with the codes that Node gives. */
#include <ctype.h>

#include "bindings/tls.h"

#define OPENSSL_TEXT_MAX 256
#define OPENSSL_PRINTED_MAX 2048 /* of a queue; the rest is left out */

static const struct { int lib; const char *prefix; } openssl_libs[] = {
  { ERR_LIB_SYS, "SYS_" }, { ERR_LIB_BN, "BN_" }, { ERR_LIB_RSA, "RSA_" }, { ERR_LIB_DH, "DH_" },
  { ERR_LIB_EVP, "EVP_" }, { ERR_LIB_BUF, "BUF_" }, { ERR_LIB_OBJ, "OBJ_" },
  { ERR_LIB_PEM, "PEM_" }, { ERR_LIB_DSA, "DSA_" }, { ERR_LIB_X509, "X509_" },
  { ERR_LIB_ASN1, "ASN1_" }, { ERR_LIB_CONF, "CONF_" }, { ERR_LIB_CRYPTO, "CRYPTO_" },
  { ERR_LIB_EC, "EC_" }, { ERR_LIB_BIO, "BIO_" }, { ERR_LIB_PKCS7, "PKCS7_" },
  { ERR_LIB_X509V3, "X509V3_" }, { ERR_LIB_PKCS12, "PKCS12_" }, { ERR_LIB_RAND, "RAND_" },
  { ERR_LIB_DSO, "DSO_" }, { ERR_LIB_ENGINE, "ENGINE_" }, { ERR_LIB_OCSP, "OCSP_" },
  { ERR_LIB_UI, "UI_" }, { ERR_LIB_COMP, "COMP_" }, { ERR_LIB_ECDSA, "ECDSA_" },
  { ERR_LIB_ECDH, "ECDH_" }, { ERR_LIB_OSSL_STORE, "OSSL_STORE_" }, { ERR_LIB_CMS, "CMS_" },
  { ERR_LIB_TS, "TS_" }, { ERR_LIB_HMAC, "HMAC_" }, { ERR_LIB_CT, "CT_" },
  { ERR_LIB_ASYNC, "ASYNC_" }, { ERR_LIB_KDF, "KDF_" }, { ERR_LIB_SM2, "SM2_" },
};

/* ERR_SSL_<REASON> or ERR_OSSL_<LIB>_<REASON>. */
static void openssl_code(unsigned long code, const char *reason, char *out, size_t room) {
  int lib = ERR_GET_LIB(code);
  const char *prefix = "";
  for (size_t i = 0; i < COUNTOF(openssl_libs); i++)
    if (openssl_libs[i].lib == lib) prefix = openssl_libs[i].prefix;
  int at = snprintf(out, room, lib == ERR_LIB_SSL ? "ERR_SSL_" : "ERR_OSSL_%s", prefix);
  for (; *reason && (size_t)at + 1 < room; reason++)
    out[at++] = *reason == ' ' ? '_' : (char)toupper((unsigned char)*reason);
  out[at] = '\0';
}

napi_value eddy_tls_error(napi_env env, unsigned long code, const char *fallback) {
  char text[OPENSSL_TEXT_MAX];
  napi_value error, stack = NULL;
  uint32_t n = 0;
  if (code == 0) code = ERR_get_error();
  if (code != 0) ERR_error_string_n(code, text, sizeof text);
  else snprintf(text, sizeof text, "%s", fallback);
  napi_create_error(env, NULL, eddy_utf8(env, text, (size_t)-1), &error);
  for (unsigned long more; (more = ERR_get_error()) != 0; n++) {
    ERR_error_string_n(more, text, sizeof text);
    if (!stack) stack = eddy_array(env, NULL, 0);
    eddy_set_index(env, stack, n, eddy_utf8(env, text, (size_t)-1));
  }
  if (code == 0) return error;
  if (stack) eddy_set(env, error, "opensslErrorStack", stack);
  const char *lib = ERR_lib_error_string(code), *reason = ERR_reason_error_string(code);
  if (lib) eddy_set_str(env, error, "library", lib);
  if (reason) {
    eddy_set_str(env, error, "reason", reason);
    openssl_code(code, reason, text, sizeof text);
    eddy_set_str(env, error, "code", text);
  }
  return error;
}

struct printed {
  char text[OPENSSL_PRINTED_MAX];
  size_t len;
};

static int openssl_print(const char *line, size_t len, void *data) {
  struct printed *p = data;
  const size_t room = sizeof p->text - p->len;
  if (len > room) len = room;
  memcpy(p->text + p->len, line, len);
  p->len += len;
  return 1;
}

napi_value eddy_tls_connection_error(napi_env env) {
  const unsigned long code = ERR_peek_error();
  const char *lib = ERR_lib_error_string(code), *reason = ERR_reason_error_string(code);
  struct printed printed;
  char name[OPENSSL_TEXT_MAX];
  napi_value error;
  printed.len = 0;
  ERR_print_errors_cb(openssl_print, &printed);
  napi_create_error(env, NULL, eddy_utf8(env, printed.text, printed.len), &error);
  if (lib) eddy_set_str(env, error, "library", lib);
  if (!reason) return error;
  eddy_set_str(env, error, "reason", reason);
  openssl_code(ERR_PACK(ERR_LIB_SSL, 0, 0), reason, name, sizeof name);
  eddy_set_str(env, error, "code", name);
  return error;
}

void eddy_tls_throw(napi_env env, const char *fallback) {
  napi_throw(env, eddy_tls_error(env, 0, fallback));
}
