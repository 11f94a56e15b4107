// SPDX-License-Identifier: MIT
/* tls_engine.c: OpenSSL engines (clientCertEngine, privateKeyEngine): keys and certificates that live in
 * hardware. The API is deprecated in OpenSSL 3, and there are still cards that need it. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/engine.h>

#include "bindings/tls.h"

#ifndef OPENSSL_NO_ENGINE
/* By its name, or by the path of its shared library. Free with ENGINE_free. */
static ENGINE *engine_load(const char *id) {
  ERR_clear_error();
  ENGINE_load_dynamic();
  ENGINE *e = ENGINE_by_id(id);
  if (e) return e;
  e = ENGINE_by_id("dynamic");
  if (e && ENGINE_ctrl_cmd_string(e, "SO_PATH", id, 0) && ENGINE_ctrl_cmd_string(e, "LOAD", NULL, 0)) {
    ERR_clear_error();
    return e;
  }
  ENGINE_free(e);
  return NULL;
}
#endif

/* setClientCertEngine(id): the engine chooses certificate and key. */
napi_value eddy_tls_client_cert_engine(napi_env env, napi_callback_info info) {
  struct tls_context *c = eddy_tls_context_of(eddy_this(info));
  struct eddy_str id;
  if (!c || !eddy_arg_str(env, info, 0, &id)) return NULL;
#ifdef OPENSSL_NO_ENGINE
  eddy_throw(env, "ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED", "Custom engines not supported by this OpenSSL");
#else
  ENGINE *e = engine_load(id.data);
  if (!e || SSL_CTX_set_client_cert_engine(c->ctx, e) != 1) eddy_tls_throw(env, "SSL_CTX_set_client_cert_engine");
  ENGINE_free(e);
#endif
  eddy_str_release(&id);
  return NULL;
}

/* setEngineKey(name, id): the private key `name` of an engine. */
napi_value eddy_tls_engine_key(napi_env env, napi_callback_info info) {
  struct tls_context *c = eddy_tls_context_of(eddy_this(info));
  struct eddy_str name, id;
  if (!c || !eddy_arg_str(env, info, 0, &name)) return NULL;
  if (!eddy_arg_str(env, info, 1, &id)) {
    eddy_str_release(&name);
    return NULL;
  }
#ifdef OPENSSL_NO_ENGINE
  eddy_throw(env, "ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED", "Custom engines not supported by this OpenSSL");
#else
  ENGINE *e = engine_load(id.data);
  EVP_PKEY *key = NULL;
  if (e && ENGINE_init(e)) {
    key = ENGINE_load_private_key(e, name.data, NULL, NULL);
    ENGINE_finish(e);
  }
  if (!key || SSL_CTX_use_PrivateKey(c->ctx, key) != 1) eddy_tls_throw(env, "ENGINE_load_private_key");
  EVP_PKEY_free(key);
  ENGINE_free(e);
#endif
  eddy_str_release(&id);
  eddy_str_release(&name);
  return NULL;
}
