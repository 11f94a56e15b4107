// SPDX-License-Identifier: MIT
/* crypto_setup.c: options of the command line that change OpenSSL as a whole: its configuration file, the legacy provider,
 * FIPS mode, the secure heap. Run before anything uses OpenSSL, and only when one of them is given: OpenSSL's start
 * takes longer than ours. Asked later by lib/internal/crypto/engine.js. And what OpenSSL asks of the system. */
#include <openssl/conf.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>

#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

#include "crypto.h"
#include "options.h"

/* ---- which process this is ------------------------------------------------------------------------------- */

/* OpenSSL's random numbers ask that several times each, in case it is a copy of the one before: a system call each time. The kernel
 * clears this page in copies of the process (not in threads), however they are made. NULL: it does no such thing. */
static atomic_int *fork_page;
static pthread_once_t fork_once = PTHREAD_ONCE_INIT;

static void fork_prepare(void) {
#ifdef MADV_WIPEONFORK
  void *page = mmap(NULL, sizeof *fork_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return;
  if (madvise(page, sizeof *fork_page, MADV_WIPEONFORK) == 0) fork_page = page;
  else munmap(page, sizeof *fork_page);
#endif
}

int __wrap_openssl_get_fork_id(void);
int __wrap_openssl_get_fork_id(void) {
  pthread_once(&fork_once, fork_prepare);
  if (fork_page == NULL) return getpid();
  int id = atomic_load_explicit(fork_page, memory_order_relaxed);
  if (id == 0) {
    id = getpid();
    atomic_store_explicit(fork_page, id, memory_order_relaxed);
  }
  return id;
}

/* ---- options --------------------------------------------------------------------------------------------- */

static int setup_failed(const char *message) {
  fprintf(stderr, "%s: %s\n", eddy_process.argv[0], message);
  return 1;
}

/* What is said under --openssl-shared-config is for all programs; else for those that run JavaScript. */
static bool setup_config(const char *file) {
  OPENSSL_INIT_SETTINGS *settings = OPENSSL_INIT_new();
  if (settings) OPENSSL_INIT_set_config_file_flags(settings, CONF_MFLAGS_IGNORE_MISSING_FILE);
  const bool ok = settings && OPENSSL_INIT_set_config_filename(settings, file) == 1 &&
                  OPENSSL_INIT_set_config_appname(settings, eddy_option_bool("--openssl-shared-config") ? NULL : "nodejs_conf") == 1 &&
                  OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, settings) == 1;
  OPENSSL_INIT_free(settings);
  return ok;
}

int eddy_crypto_setup(void) {
  const char *config = eddy_option_text("--openssl-config");
  const long heap = atol(eddy_option_text("--secure-heap")), min = atol(eddy_option_text("--secure-heap-min"));
  const bool fips = eddy_option_bool("--enable-fips") || eddy_option_bool("--force-fips");
  if (!config[0]) config = getenv("OPENSSL_CONF");
  if (config && config[0] && !setup_config(config) && ERR_peek_error() != 0) {
    const int reason = ERR_GET_REASON(ERR_peek_error());
    setup_failed("OpenSSL configuration error:");
    ERR_print_errors_fp(stderr);
    return reason;
  }
  if (heap >= 2 && CRYPTO_secure_malloc_init((size_t)heap, min > 2 ? (size_t)min : 2) == 0) {
    return setup_failed("Unable to initialize openssl secure heap.");
  }
  /* Once a provider is named, the usual one has to be named as well. */
  if (eddy_option_bool("--openssl-legacy-provider") &&
      (!OSSL_PROVIDER_load(NULL, "legacy") || !OSSL_PROVIDER_load(NULL, "default"))) {
    ERR_clear_error();
    fprintf(stderr, "%s: the OpenSSL legacy provider could not be loaded\n", eddy_process.argv[0]);
  }
  if (fips && (!OSSL_PROVIDER_available(NULL, "fips") || EVP_default_properties_enable_fips(NULL, 1) != 1)) {
    return setup_failed(eddy_option_bool("--force-fips")
      ? "--force-fips requires an active OpenSSL provider named \"fips\". FIPS mode is configured through OpenSSL"
      : "--enable-fips requires an active OpenSSL provider named \"fips\". FIPS mode is configured through OpenSSL");
  }
  return 0;
}

/* getFips() */
static napi_value setup_get_fips(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_i32(info, EVP_default_properties_is_fips_enabled(NULL));
  return NULL;
}

/* setFips(on) -> whether that is possible */
static napi_value setup_set_fips(napi_env env, napi_callback_info info) {
  (void)env;
  const bool on = eddy_arg_bool(info, 0);
  const bool ok = (!on || OSSL_PROVIDER_available(NULL, "fips")) && EVP_default_properties_enable_fips(NULL, on) == 1;
  ERR_clear_error();
  eddy_ret_bool(info, ok);
  return NULL;
}

/* secureHeap() -> bytes in use, or undefined: there is none */
static napi_value setup_secure_heap(napi_env env, napi_callback_info info) {
  (void)env;
  if (CRYPTO_secure_malloc_initialized() == 1) eddy_ret_f64(info, (double)CRYPTO_secure_used());
  return NULL;
}

static const struct eddy_method methods[] = {
  {"getFips", setup_get_fips, 0, NULL}, {"setFips", setup_set_fips, 1, NULL}, {"secureHeap", setup_secure_heap, 0, NULL},
};
const struct eddy_binding eddy_binding_crypto_setup = {"crypto_setup", methods, COUNTOF(methods), NULL, 0, NULL};
