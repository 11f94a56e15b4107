// SPDX-License-Identifier: MIT
/* crypto_gcm.c: see crypto_gcm.h. Of the library only the functions of this file are linked, not its manager, which would
 * bring in all it has for every processor. Its header does not declare them; they are of one version with the header. */
#include "crypto_gcm.h"

#ifdef EDDY_IPSEC_MB

#include <openssl/crypto.h>
#include <openssl/objects.h>
#include <openssl/provider.h>

#include <immintrin.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define LINUX /* the header aligns its structures only then */
#include <intel-ipsec-mb.h>

#define DECLARE(bits)                                                                                                      \
  aes_gcm_init_var_iv_fn aes_gcm_init_var_iv_##bits##_vaes_avx512;                                                         \
  aes_gcm_init_fn aes_gcm_init_##bits##_vaes_avx512;                                                                       \
  aes_gcm_update_fn aes_gcm_enc_##bits##_update_vaes_avx512, aes_gcm_dec_##bits##_update_vaes_avx512;                      \
  aes_gcm_finalize_fn aes_gcm_enc_##bits##_finalize_vaes_avx512, aes_gcm_dec_##bits##_finalize_vaes_avx512;                \
  void aes_keyexp_##bits##_enc_avx512(const void *key, void *expanded)

typedef void aes_gcm_init_var_iv_fn(const struct gcm_key_data *, struct gcm_context_data *, const uint8_t *iv, uint64_t,
                                    const uint8_t *aad, uint64_t);
typedef void aes_gcm_init_fn(const struct gcm_key_data *, struct gcm_context_data *, const uint8_t *iv, const uint8_t *aad,
                             uint64_t);
typedef void aes_gcm_update_fn(const struct gcm_key_data *, struct gcm_context_data *, uint8_t *out, const uint8_t *in,
                               uint64_t);
typedef void aes_gcm_finalize_fn(const struct gcm_key_data *, struct gcm_context_data *, uint8_t *tag, uint64_t);
DECLARE(128);
DECLARE(192);
DECLARE(256);
void ghash_pre_vaes_avx512(const void *hash_key, struct gcm_key_data *);

struct gcm_kind {
  int nid, rounds;
  size_t key_len;
  void (*expand)(const void *key, void *expanded);
  aes_gcm_init_fn *init;
  aes_gcm_init_var_iv_fn *init_var_iv;
  aes_gcm_update_fn *update[2]; /* decipher, encipher */
  aes_gcm_finalize_fn *finalize[2];
};

#define KIND(bits, rounds)                                                                                                 \
  {                                                                                                                        \
    NID_aes_##bits##_gcm, rounds, (bits) / 8, aes_keyexp_##bits##_enc_avx512, aes_gcm_init_##bits##_vaes_avx512,            \
        aes_gcm_init_var_iv_##bits##_vaes_avx512,                                                                          \
        {aes_gcm_dec_##bits##_update_vaes_avx512, aes_gcm_enc_##bits##_update_vaes_avx512},                                \
        {aes_gcm_dec_##bits##_finalize_vaes_avx512, aes_gcm_enc_##bits##_finalize_vaes_avx512},                            \
  }
static const struct gcm_kind kinds[] = {KIND(128, 10), KIND(192, 12), KIND(256, 14)};

enum { IV_MAX = 128, IV_USUAL = 12, BLOCK = 16 };
static const uint64_t TEXT_MAX = ((uint64_t)1 << 36) - 2 * BLOCK; /* NIST SP 800-38D, 5.2.1.1; OpenSSL's limit too */

struct gcm {
  struct gcm_key_data key; /* wants to begin at a cache line */
  struct gcm_context_data ctx;
  const struct gcm_kind *kind;
  bool encrypt, started;
  uint64_t text_len;
  size_t iv_len, aad_len;
  uint8_t *aad; /* the library takes it whole, callers may bring it in pieces */
  uint8_t iv[IV_MAX];
};

/* ---- the processor --------------------------------------------------------------------------------------- */

/* OpenSSL's view of it: EBX and ECX of CPUID's leaf 7, without what the system does not save or the user has hidden. */
extern unsigned int OPENSSL_ia32cap_P[4];

static bool processor_can(void) {
  const unsigned ebx = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31; /* AVX-512 F, DQ, BW, VL */
  const unsigned ecx = 1u << 8 | 1u << 9 | 1u << 10;              /* GFNI, VAES, VPCLMULQDQ */
  return (OPENSSL_ia32cap_P[2] & ebx) == ebx && (OPENSSL_ia32cap_P[3] & ecx) == ecx;
}

static const struct gcm_kind *kind_of(size_t key_len) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (kinds[i].key_len == key_len) return &kinds[i];
  }
  return NULL;
}

bool gcm_usable(const EVP_CIPHER *cipher, size_t key_len, size_t iv_len) {
  if (iv_len == 0 || iv_len > IV_MAX || EVP_CIPHER_get_mode(cipher) != EVP_CIPH_GCM_MODE || !processor_can()) return false;
  const struct gcm_kind *kind = kind_of(key_len);
  if (!kind || EVP_CIPHER_get_nid(cipher) != kind->nid) return false;
  const OSSL_PROVIDER *provider = EVP_CIPHER_get0_provider(cipher);
  return provider && strcmp(OSSL_PROVIDER_get0_name(provider), "default") == 0;
}

/* ---- a message ------------------------------------------------------------------------------------------- */

/* GHASH's key: a block of zeros, enciphered. The library does it only within its whole-message functions. */
__attribute__((target("aes,sse2"))) static void hash_key(const struct gcm *g, uint8_t out[BLOCK]) {
  const __m128i *keys = (const __m128i *)g->key.expanded_keys;
  __m128i block = keys[0];
  for (int i = 1; i < g->kind->rounds; i++) block = _mm_aesenc_si128(block, keys[i]);
  _mm_storeu_si128((__m128i *)out, _mm_aesenclast_si128(block, keys[g->kind->rounds]));
}

/* The one that was freed last, wiped: memory that is in the cache. Allocating takes longer than enciphering a short message. */
static _Atomic(struct gcm *) spare;

struct gcm *gcm_new(bool encrypt, const uint8_t *key, size_t key_len, const uint8_t *iv, size_t iv_len) {
  struct gcm *g = atomic_exchange_explicit(&spare, NULL, memory_order_acquire);
  if (!g && !(g = aligned_alloc(_Alignof(struct gcm), sizeof *g))) return NULL;
  uint8_t h[BLOCK];
  g->kind = kind_of(key_len);
  g->encrypt = encrypt;
  g->started = false;
  g->text_len = 0;
  g->aad = NULL;
  g->aad_len = 0;
  g->iv_len = iv_len;
  memcpy(g->iv, iv, iv_len);
  g->kind->expand(key, g->key.expanded_keys);
  hash_key(g, h);
  ghash_pre_vaes_avx512(h, &g->key);
  OPENSSL_cleanse(h, sizeof h);
  return g;
}

bool gcm_aad(struct gcm *g, const uint8_t *data, size_t len) {
  if (g->started || len > SIZE_MAX / 8 - g->aad_len) return false;
  if (len == 0) return true;
  uint8_t *grown = realloc(g->aad, g->aad_len + len);
  if (!grown) return false;
  memcpy(grown + g->aad_len, data, len);
  g->aad = grown;
  g->aad_len += len;
  return true;
}

static void start(struct gcm *g) {
  if (g->iv_len == IV_USUAL) g->kind->init(&g->key, &g->ctx, g->iv, g->aad, g->aad_len);
  else g->kind->init_var_iv(&g->key, &g->ctx, g->iv, g->iv_len, g->aad, g->aad_len);
  g->started = true;
  free(g->aad);
  g->aad = NULL;
}

bool gcm_update(struct gcm *g, const uint8_t *in, size_t len, uint8_t *out) {
  if (len == 0) return true;
  if (len > TEXT_MAX - g->text_len) return false;
  if (!g->started) start(g);
  g->text_len += len;
  g->kind->update[g->encrypt](&g->key, &g->ctx, out, in, len);
  return true;
}

void gcm_final(struct gcm *g, uint8_t tag[GCM_TAG]) {
  if (!g->started) start(g);
  g->kind->finalize[g->encrypt](&g->key, &g->ctx, tag, GCM_TAG);
}

void gcm_free(struct gcm *g) {
  if (!g) return;
  free(g->aad);
  OPENSSL_cleanse(g, sizeof *g);
  free(atomic_exchange_explicit(&spare, g, memory_order_acq_rel));
}

const char *gcm_library_version(void) { return IMB_VERSION_STR; }

#else

bool gcm_usable(const EVP_CIPHER *cipher, size_t key_len, size_t iv_len) {
  (void)cipher, (void)key_len, (void)iv_len;
  return false;
}
struct gcm *gcm_new(bool encrypt, const uint8_t *key, size_t key_len, const uint8_t *iv, size_t iv_len) {
  (void)encrypt, (void)key, (void)key_len, (void)iv, (void)iv_len;
  return NULL;
}
bool gcm_aad(struct gcm *g, const uint8_t *data, size_t len) {
  (void)g, (void)data, (void)len;
  return false;
}
bool gcm_update(struct gcm *g, const uint8_t *in, size_t len, uint8_t *out) {
  (void)g, (void)in, (void)len, (void)out;
  return false;
}
void gcm_final(struct gcm *g, uint8_t tag[GCM_TAG]) { (void)g, (void)tag; }
void gcm_free(struct gcm *g) { (void)g; }
const char *gcm_library_version(void) { return NULL; }

#endif
