// SPDX-License-Identifier: MIT
/* tls_roots.c: what is trusted by default. One store a thread, shared by all its contexts: a context that
 * adds certificates of its own gets another (eddy_tls_own_store). Where the system keeps a hashed
 * directory, certificates are only read when a chain needs them; a bundle is read whole. */
#include <dirent.h>
#include <limits.h>
#include <openssl/pem.h>

#include "bindings/tls.h"
#include "options.h"

struct tls_roots {
  X509_STORE *store;
  char *pem;   /* what is trusted, by setRoots; NULL: what the system trusts */
  char *extra; /* and these; may be NULL */
};

static const char *const roots_dirs[] = { "/etc/ssl/certs", "/etc/pki/tls/certs", "/usr/local/share/certs" };
static const char *const roots_files[] = {
  "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
};

/* Is this a directory as `openssl rehash` makes it: 1a2b3c4d.0? */
static bool roots_is_hashed(const char *path) {
  DIR *dir = opendir(path);
  bool found = false;
  if (!dir) return false;
  for (struct dirent *e; !found && (e = readdir(dir));) {
    size_t len = strlen(e->d_name);
    found = len == 10 && e->d_name[8] == '.' && strspn(e->d_name, "0123456789abcdef") == 8;
  }
  closedir(dir);
  return found;
}

static void roots_add_pem(X509_STORE *store, const char *pem) {
  BIO *bio = BIO_new_mem_buf(pem, -1);
  for (X509 *cert; (cert = PEM_read_bio_X509_AUX(bio, NULL, eddy_tls_password, NULL));) {
    X509_STORE_add_cert(store, cert);
    X509_free(cert);
  }
  BIO_free(bio);
}

/* What SSL_CERT_FILE and SSL_CERT_DIR name. */
static bool roots_add_named(X509_STORE *store) {
  const char *dir = getenv(X509_get_default_cert_dir_env()), *file = getenv(X509_get_default_cert_file_env());
  X509_LOOKUP *lookup;
  bool found = false;
  if (file && *file && (lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file())))
    found = X509_LOOKUP_load_file(lookup, file, X509_FILETYPE_PEM) == 1;
  if (dir && *dir && (lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir())))
    found = X509_LOOKUP_add_dir(lookup, dir, X509_FILETYPE_PEM) == 1 || found;
  return found;
}

/* All files of the directories in SSL_CERT_DIR, whatever they are called: as Node takes them with --use-system-ca. */
static void roots_add_files(X509_STORE *store) {
  const char *list = getenv(X509_get_default_cert_dir_env());
  X509_LOOKUP *lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
  char path[PATH_MAX];
  for (size_t len; lookup && list && *list; list += len + (list[len] == ':')) {
    len = strcspn(list, ":");
    snprintf(path, sizeof path, "%.*s", (int)len, list);
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));) {
      if (e->d_name[0] == '.') continue;
      snprintf(path, sizeof path, "%.*s/%s", (int)len, list, e->d_name);
      X509_LOOKUP_load_file(lookup, path, X509_FILETYPE_PEM);
    }
    if (dir) closedir(dir);
  }
}

/* What the distribution keeps: it stands for the certificates that Node has in itself. */
static bool roots_add_distribution(X509_STORE *store) {
  bool found = false;
  X509_LOOKUP *lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir());
  for (size_t i = 0; lookup && !found && i < COUNTOF(roots_dirs); i++)
    if (roots_is_hashed(roots_dirs[i])) found = X509_LOOKUP_add_dir(lookup, roots_dirs[i], X509_FILETYPE_PEM) == 1;
  lookup = found ? NULL : X509_STORE_add_lookup(store, X509_LOOKUP_file());
  for (size_t i = 0; lookup && !found && i < COUNTOF(roots_files); i++)
    found = X509_LOOKUP_load_file(lookup, roots_files[i], X509_FILETYPE_PEM) == 1;
  return found;
}

/* lib/internal/tls/certificates.js lists the same. */
static void roots_add_standard(X509_STORE *store) {
  if (eddy_option_bool("--use-openssl-ca")) {
    if (!roots_add_named(store)) roots_add_distribution(store);
    return;
  }
  const bool found = roots_add_distribution(store);
  if (found && !eddy_option_bool("--use-system-ca")) return;
  roots_add_named(store);
  roots_add_files(store);
}

static void roots_release(struct eddy_env *env, void *data) {
  struct tls_roots *roots = data;
  (void)env;
  X509_STORE_free(roots->store);
  free(roots->pem);
  free(roots->extra);
  free(roots);
}

static struct tls_roots *roots_of(struct eddy_env *env) {
  if (!env->binding_data[EDDY_DATA_TLS]) {
    env->binding_data[EDDY_DATA_TLS] = eddy_calloc(1, sizeof(struct tls_roots));
    env->binding_release[EDDY_DATA_TLS] = roots_release;
  }
  return env->binding_data[EDDY_DATA_TLS];
}

static X509_STORE *roots_new_store(struct tls_roots *roots) {
  X509_STORE *store = X509_STORE_new();
  CHECK(store);
  if (roots->pem) roots_add_pem(store, roots->pem);
  else roots_add_standard(store);
  if (roots->extra) roots_add_pem(store, roots->extra);
  ERR_clear_error(); /* the end of a file, a file that is not there */
  return store;
}

void eddy_tls_use_roots(struct tls_context *c) {
  struct tls_roots *roots = roots_of(c->env);
  if (!roots->store) roots->store = roots_new_store(roots);
  SSL_CTX_set1_cert_store(c->ctx, roots->store);
  c->shared_store = true;
}

X509_STORE *eddy_tls_own_store(struct tls_context *c) {
  if (c->shared_store) {
    SSL_CTX_set_cert_store(c->ctx, roots_new_store(roots_of(c->env)));
    c->shared_store = false;
  }
  return SSL_CTX_get_cert_store(c->ctx);
}

static char *roots_text(napi_env env, napi_callback_info info, int i) {
  struct eddy_str pem;
  if (!eddy_arg_is_string(info, i) || !eddy_arg_str(env, info, i, &pem)) return NULL;
  char *text = eddy_strdup(pem.data);
  eddy_str_release(&pem);
  return text;
}

/* setRoots(pem, extra): what contexts of this thread trust by default from now on. Without `pem` what the
 * system trusts; `extra` comes on top. */
napi_value eddy_tls_set_roots(napi_env env, napi_callback_info info) {
  struct tls_roots *roots = roots_of(eddy_env_current(env));
  X509_STORE_free(roots->store);
  free(roots->pem);
  free(roots->extra);
  *roots = (struct tls_roots){ NULL, roots_text(env, info, 0), roots_text(env, info, 1) };
  return NULL;
}

/* parseCertificates(pem): each certificate as PEM text again. Throws at the first that is broken. */
napi_value eddy_tls_parse_certificates(napi_env env, napi_callback_info info) {
  napi_value list = eddy_array(env, NULL, 0);
  struct eddy_str pem;
  uint32_t n = 0;
  if (!eddy_arg_str(env, info, 0, &pem)) return list;
  BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.len), *out = BIO_new(BIO_s_mem());
  ERR_clear_error();
  for (X509 *cert; (cert = PEM_read_bio_X509(bio, NULL, eddy_tls_password, NULL));) {
    char *text;
    BIO_reset(out);
    PEM_write_bio_X509(out, cert);
    long len = BIO_get_mem_data(out, &text);
    eddy_set_index(env, list, n++, eddy_utf8(env, text, (size_t)len));
    X509_free(cert);
  }
  BIO_free(bio);
  BIO_free(out);
  eddy_str_release(&pem);
  unsigned long err = ERR_peek_last_error();
  if (err != 0 && !(ERR_GET_LIB(err) == ERR_LIB_PEM && ERR_GET_REASON(err) == PEM_R_NO_START_LINE)) {
    napi_throw(env, eddy_tls_error(env, err, "PEM_read_bio_X509"));
    return NULL;
  }
  ERR_clear_error();
  return list;
}
