// SPDX-License-Identifier: MIT
/* tls_ticket.c: the keys of session tickets (RFC 5077): those of the context, or what a function of the
 * context says for each ticket. */
#include <openssl/core_names.h>
#include <openssl/rand.h>

#include "bindings/tls.h"

#define TICKET_KEY_BYTES 16
#define TICKET_MAC_MAX 64

static int ticket_set_keys(EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, const uint8_t *mac_key, size_t mac_len,
                           const uint8_t *key, const uint8_t *iv, int encrypt) {
  OSSL_PARAM params[] = {
    OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, (void *)(uintptr_t)mac_key, mac_len),
    OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA256", 0),
    OSSL_PARAM_construct_end(),
  };
  return EVP_CipherInit_ex(cipher, EVP_aes_128_cbc(), NULL, key, iv, encrypt) == 1 &&
         EVP_MAC_CTX_set_params(mac, params) == 1;
}

static bool ticket_item(napi_env env, napi_value list, uint32_t i, uint8_t *out, size_t min, size_t max, size_t *len) {
  struct eddy_bytes bytes;
  napi_value v = NULL;
  if (napi_get_element(env, list, i, &v) != napi_ok || !eddy_is_bytes(v) || !eddy_value_bytes(v, &bytes)) return false;
  if (bytes.len < min || bytes.len > max) return false;
  memcpy(out, bytes.data, bytes.len);
  if (len) *len = bytes.len;
  return true;
}

/* context.onticketkeycallback(name, iv, encrypt): [status, macKey, key, name, iv]; the last two if it encrypts. */
static int ticket_ask(struct tls_context *c, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher,
                      EVP_MAC_CTX *mac, int encrypt) {
  napi_env env = c->env->napi;
  struct eddy_scope scope;
  uint8_t mac_key[TICKET_MAC_MAX], key[TICKET_KEY_BYTES];
  size_t mac_len = 0;
  int status = -1;
  napi_value answer = NULL, first = NULL;
  eddy_scope_open(env, &scope);
  napi_value argv[3] = { eddy_buffer_copy(env, name, TICKET_KEY_BYTES), eddy_buffer_copy(env, iv, 16),
                         eddy_bool(env, encrypt != 0) };
  eddy_loop_call_method(c->env, NULL, eddy_native_value(&c->native), "onticketkeycallback", 3, argv, &answer);
  bool list = false;
  if (answer && napi_is_array(env, answer, &list) == napi_ok && list &&
      napi_get_element(env, answer, 0, &first) == napi_ok && eddy_is_number(first))
    status = eddy_to_i32(first);
  if (status > 0 && !(ticket_item(env, answer, 1, mac_key, 1, sizeof mac_key, &mac_len) &&
                      ticket_item(env, answer, 2, key, sizeof key, sizeof key, NULL)))
    status = -1;
  if (status > 0 && encrypt && !(ticket_item(env, answer, 3, name, TICKET_KEY_BYTES, TICKET_KEY_BYTES, NULL) &&
                                 ticket_item(env, answer, 4, iv, 16, 16, NULL)))
    status = -1;
  eddy_scope_close(&scope);
  if (status > 0 && !ticket_set_keys(cipher, mac, mac_key, mac_len, key, iv, encrypt)) status = -1;
  OPENSSL_cleanse(mac_key, sizeof mac_key);
  OPENSSL_cleanse(key, sizeof key);
  return status;
}

int eddy_tls_ticket(SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac,
                    int encrypt) {
  struct tls_context *c = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), eddy_tls_ctx_index());
  if (c->ticket_callback && c->env->can_call_js) return ticket_ask(c, name, iv, cipher, mac, encrypt);
  if (encrypt) {
    memcpy(name, c->ticket_keys, TICKET_KEY_BYTES);
    if (RAND_bytes(iv, 16) != 1) return -1;
  } else if (memcmp(name, c->ticket_keys, TICKET_KEY_BYTES) != 0) {
    return 0;
  }
  return ticket_set_keys(cipher, mac, c->ticket_keys + 16, 16, c->ticket_keys + 32, iv, encrypt) ? 1 : -1;
}

/* enableTicketKeyCallback() */
napi_value eddy_tls_enable_ticket_callback(napi_env env, napi_callback_info info) {
  struct tls_context *c = eddy_tls_context_of(eddy_this(info));
  (void)env;
  if (c) c->ticket_callback = true;
  return NULL;
}
