// SPDX-License-Identifier: MIT
/* crypto_fetch.c: digests and ciphers by name. Fetching one from OpenSSL's providers costs microseconds and takes
 * locks, so each is fetched once and kept for the life of the process. Readers take no lock: rows are only added,
 * and are complete when they become visible. Any thread. */
#include <openssl/err.h>
#include <openssl/evp.h>

#include <pthread.h>
#include <stdatomic.h>
#include <strings.h>

#include "crypto.h"

enum { NAME_MAX_LEN = 48, BUCKETS = 64 };
struct row { char name[NAME_MAX_LEN]; const void *algorithm; struct row *next; };
struct table { _Atomic(struct row *) buckets[BUCKETS]; };

static struct table digests, ciphers;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Lower case, so that the number of rows is bounded by the names OpenSSL knows; 0 when it is too long to be one. */
static size_t canonical(const char *name, char out[NAME_MAX_LEN]) {
  size_t n = 0;
  for (; name[n]; n++) {
    if (n == NAME_MAX_LEN - 1) return 0;
    const char c = name[n];
    out[n] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  out[n] = '\0';
  return n;
}

static unsigned bucket_of(const char *name, size_t len) {
  unsigned h = 2166136261u;
  for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)name[i]) * 16777619u;
  return h % BUCKETS;
}

static const void *look(struct table *table, unsigned bucket, const char *name) {
  for (struct row *r = atomic_load_explicit(&table->buckets[bucket], memory_order_acquire); r; r = r->next) {
    if (strcmp(r->name, name) == 0) return r->algorithm;
  }
  return NULL;
}

static const void *find(struct table *table, const char *name, const void *(*fetch)(const char *name)) {
  char lower[NAME_MAX_LEN];
  const size_t len = canonical(name, lower);
  if (len == 0) return NULL;
  const unsigned bucket = bucket_of(lower, len);
  const void *found = look(table, bucket, lower);
  if (found) return found;
  pthread_mutex_lock(&lock);
  found = look(table, bucket, lower);
  if (!found && (found = fetch(name)) != NULL) {
    struct row *r = eddy_calloc(1, sizeof *r);
    memcpy(r->name, lower, len + 1);
    r->algorithm = found;
    r->next = atomic_load_explicit(&table->buckets[bucket], memory_order_relaxed);
    atomic_store_explicit(&table->buckets[bucket], r, memory_order_release);
  }
  pthread_mutex_unlock(&lock);
  return found;
}

static const void *fetch_md(const char *name) {
  EVP_MD *md = EVP_MD_fetch(NULL, name, NULL);
  const EVP_MD *alias = md ? NULL : EVP_get_digestbyname(name);
  if (alias && (md = EVP_MD_fetch(NULL, EVP_MD_get0_name(alias), NULL))) ERR_clear_error();
  return md;
}

/* Names of the old interface first; the new one knows more (CTS, SIV, inverse key wrapping), and one that does nothing. */
static const void *fetch_cipher(const char *name) {
  const EVP_CIPHER *known = EVP_get_cipherbyname(name);
  if (!known && strcasecmp(name, "null") == 0) return NULL;
  return EVP_CIPHER_fetch(NULL, known ? EVP_CIPHER_get0_name(known) : name, NULL);
}

const EVP_MD *eddy_md_find(const char *name) { return find(&digests, name, fetch_md); }

const EVP_CIPHER *eddy_cipher_find(const char *name) {
  const EVP_CIPHER *fetched = find(&ciphers, name, fetch_cipher);
  return fetched ? fetched : EVP_get_cipherbyname(name);
}
