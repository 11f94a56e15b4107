// SPDX-License-Identifier: MIT
/* crypto_p256.c: see crypto_p256.h. Verifying takes u1·G + u2·Q, with 256 doublings where nothing is known of the key's point Q.
 * Of a key that has verified before, multiples of 2^0·Q, 2^32·Q … 2^224·Q are kept, which leaves 32 doublings. The arithmetic is
 * OpenSSL's (ecp_nistz256), the order of steps depends on the signature, which is no secret. Whatever is not the ordinary case,
 * such as a sum of equal points, or a signature that is not well formed, is left to OpenSSL. */
#define OPENSSL_SUPPRESS_DEPRECATED /* keys of the old form are where points are to be had */
#include "crypto_p256.h"

#include <openssl/ec.h>
#include <openssl/err.h>

#include <pthread.h>
#include <stdatomic.h>

#ifdef EDDY_NISTZ256 /* CMakeLists.txt: OpenSSL has these functions here, and lets itself be linked to them */

enum {
  LIMBS = 4, BITS = 256, BYTES = 32,
  BLOCKS = 8, BLOCK_BITS = BITS / BLOCKS,
  KEY_WINDOW = 5, KEY_POINTS = 1 << (KEY_WINDOW - 2),  /* odd multiples a block, up to half of 2^window */
  BASE_WINDOW = 7, BASE_POINTS = 1 << (BASE_WINDOW - 2),
  USES_BEFORE_TABLE = 3,                               /* making one takes as long as a verification without */
};

typedef BN_ULONG number[LIMBS]; /* the lowest first */
struct point { _Alignas(32) number x, y, z; };  /* x/z², y/z³; z = 0: infinity. Montgomery form, as in all points here */
struct affine { _Alignas(32) number x, y; };
struct p256_table { struct affine points[BLOCKS * KEY_POINTS]; };
struct p256_key { atomic_uint uses; _Atomic(struct p256_table *) table; }; /* belongs to an EVP_PKEY */

void ecp_nistz256_mul_mont(number out, const number a, const number b);
void ecp_nistz256_sqr_mont(number out, const number a);
void ecp_nistz256_neg(number out, const number a);
void ecp_nistz256_ord_mul_mont(number out, const number a, const number b);
void ecp_nistz256_ord_sqr_mont(number out, const number a, BN_ULONG times);
void ecp_nistz256_point_double(struct point *out, const struct point *a);
void ecp_nistz256_point_add(struct point *out, const struct point *a, const struct point *b);
void ecp_nistz256_point_add_affine(struct point *out, const struct point *a, const struct affine *b);

static const number field = {0xffffffffffffffff, 0xffffffff, 0, 0xffffffff00000001};
static const number order = {0xf3b9cac2fc632551, 0xbce6faada7179e84, 0xffffffffffffffff, 0xffffffff00000000};
/* Into the Montgomery form: 2^512 modulo either. And the field's 1 in it. */
static const number field_rr = {3, 0xfffffffbffffffff, 0xfffffffffffffffe, 0x4fffffffd};
static const number order_rr = {0x83244c95be79eea2, 0x4699799c49bd6fa6, 0x2845b2392b6bec59, 0x66e12d94f3d95620};
static const number field_one = {1, 0xffffffff00000000, 0xffffffffffffffff, 0xfffffffe};

static bool is_zero(const number a) { return (a[0] | a[1] | a[2] | a[3]) == 0; }

static bool is_less(const number a, const number b) {
  for (int i = LIMBS - 1; i >= 0; i--) {
    if (a[i] != b[i]) return a[i] < b[i];
  }
  return false;
}

/* out = a - b, for a ≥ b */
static void subtract(number out, const number a, const number b) {
  BN_ULONG borrow = 0;
  for (int i = 0; i < LIMBS; i++) {
    const BN_ULONG less = a[i] - b[i], next = less - borrow;
    borrow = (a[i] < b[i]) | (less < borrow);
    out[i] = next;
  }
}

/* At most 32 bytes, the highest first. */
static void from_bytes(number out, const uint8_t *bytes, size_t len) {
  memset(out, 0, sizeof(number));
  for (size_t i = 0; i < len; i++) out[i / 8] |= (BN_ULONG)bytes[len - 1 - i] << (8 * (i % 8));
}

/* ---- tables -------------------------------------------------------------------------------------------- */

/* 1/a = a^(p - 2) */
static void field_invert(number out, const number a) {
  number result, exponent;
  subtract(exponent, field, (const number){2, 0, 0, 0});
  memcpy(result, field_one, sizeof result);
  for (int i = BITS - 1; i >= 0; i--) {
    ecp_nistz256_sqr_mont(result, result);
    if (exponent[i / 64] >> (i % 64) & 1) ecp_nistz256_mul_mont(result, result, a);
  }
  memcpy(out, result, sizeof result);
}

/* All of them by one division; false: one is infinity. */
static bool to_affine(struct affine *out, const struct point *points, int count) {
  number *product = eddy_alloc((size_t)(count + 1) * sizeof *product); /* of all z before it */
  number left, inverse, square;
  memcpy(product[0], field_one, sizeof(number));
  for (int i = 0; i < count; i++) ecp_nistz256_mul_mont(product[i + 1], product[i], points[i].z);
  const bool ok = !is_zero(product[count]);
  field_invert(left, product[count]);
  for (int i = count - 1; ok && i >= 0; i--) {
    ecp_nistz256_mul_mont(inverse, left, product[i]);
    ecp_nistz256_mul_mont(left, left, points[i].z);
    ecp_nistz256_sqr_mont(square, inverse);
    ecp_nistz256_mul_mont(out[i].x, points[i].x, square);
    ecp_nistz256_mul_mont(square, square, inverse);
    ecp_nistz256_mul_mont(out[i].y, points[i].y, square);
  }
  free(product);
  return ok;
}

/* 1, 3, 5 … times `start`, then of 2^32 times it, and so on. */
static bool fill(struct affine *out, const struct point *start, int each) {
  struct point *points = NULL, twice, base = *start;
  if (posix_memalign((void **)&points, 64, (size_t)(BLOCKS * each) * sizeof *points) != 0) return false;
  for (int block = 0; block < BLOCKS; block++) {
    struct point *p = &points[block * each];
    p[0] = base;
    ecp_nistz256_point_double(&twice, &base);
    for (int i = 1; i < each; i++) ecp_nistz256_point_add(&p[i], &p[i - 1], &twice);
    base = twice;
    for (int i = 1; i < BLOCK_BITS; i++) ecp_nistz256_point_double(&base, &base);
  }
  const bool ok = to_affine(out, points, BLOCKS * each);
  free(points);
  return ok;
}

/* A point of the curve; false: not of this one, or infinity. */
static bool read_point(struct point *out, const EC_GROUP *group, const EC_POINT *point) {
  uint8_t bytes[1 + 2 * BYTES];
  if (point == NULL || EC_GROUP_get_curve_name(group) != NID_X9_62_prime256v1 || EC_POINT_is_on_curve(group, point, NULL) != 1 ||
      EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, bytes, sizeof bytes, NULL) != sizeof bytes) return false;
  from_bytes(out->x, bytes + 1, BYTES);
  from_bytes(out->y, bytes + 1 + BYTES, BYTES);
  ecp_nistz256_mul_mont(out->x, out->x, field_rr);
  ecp_nistz256_mul_mont(out->y, out->y, field_rr);
  memcpy(out->z, field_one, sizeof out->z);
  return true;
}

static struct affine base_table[BLOCKS * BASE_POINTS]; /* of the curve's own point; made once, never changed */
static bool base_ready;

static void base_make(void) {
  EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  struct point start;
  base_ready = group != NULL && read_point(&start, group, EC_GROUP_get0_generator(group)) && fill(base_table, &start, BASE_POINTS);
  EC_GROUP_free(group);
}

/* ---- what is kept with keys ------------------------------------------------------------------------------ */

static int key_slot = -1;
static pthread_once_t key_once = PTHREAD_ONCE_INIT, base_once = PTHREAD_ONCE_INIT;
static pthread_mutex_t key_lock = PTHREAD_MUTEX_INITIALIZER;

static void key_free(void *parent, void *data, CRYPTO_EX_DATA *all, int index, long number, void *arg) {
  struct p256_key *key = data;
  (void)parent, (void)all, (void)index, (void)number, (void)arg;
  if (key != NULL) free(atomic_load(&key->table));
  free(key);
}

static void key_register(void) { key_slot = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_EVP_PKEY, 0, NULL, NULL, NULL, key_free); }

void eddy_p256_prepare(EVP_PKEY *pkey) {
  if (EVP_PKEY_get_base_id(pkey) != EVP_PKEY_EC) return;
  pthread_once(&key_once, key_register);
  pthread_mutex_lock(&key_lock); /* two certificates on two threads may have one key */
  if (key_slot >= 0 && EVP_PKEY_get_ex_data(pkey, key_slot) == NULL) {
    struct p256_key *key = eddy_calloc(1, sizeof *key);
    if (EVP_PKEY_set_ex_data(pkey, key_slot, key) != 1) free(key);
  }
  pthread_mutex_unlock(&key_lock);
}

static void table_make(struct p256_key *key, EVP_PKEY *pkey) {
  const EC_KEY *ec = EVP_PKEY_get0_EC_KEY(pkey);
  const EC_GROUP *group = ec ? EC_KEY_get0_group(ec) : NULL;
  struct p256_table *table = NULL, *none = NULL;
  struct point start;
  pthread_once(&base_once, base_make);
  if (base_ready && group != NULL && read_point(&start, group, EC_KEY_get0_public_key(ec)) &&
      posix_memalign((void **)&table, 64, sizeof *table) == 0 &&
      (!fill(table->points, &start, KEY_POINTS) || !atomic_compare_exchange_strong(&key->table, &none, table))) free(table);
  ERR_clear_error();
}

/* The key's table, from its fourth use on; a key that has none then is not asked again. */
static const struct p256_table *table_of(EVP_PKEY *pkey) {
  struct p256_key *key = key_slot >= 0 ? EVP_PKEY_get_ex_data(pkey, key_slot) : NULL;
  if (key == NULL) return NULL;
  const struct p256_table *table = atomic_load_explicit(&key->table, memory_order_acquire);
  if (table != NULL) return table;
  if (atomic_load_explicit(&key->uses, memory_order_relaxed) > USES_BEFORE_TABLE) return NULL;
  if (atomic_fetch_add(&key->uses, 1) == USES_BEFORE_TABLE) table_make(key, pkey);
  return atomic_load_explicit(&key->table, memory_order_acquire);
}

/* ---- signatures ------------------------------------------------------------------------------------------ */

/* A positive INTEGER of DER in as few bytes as it takes, at most 256 bits. Returns its length with its head; 0: anything else. */
static size_t read_integer(number out, const uint8_t *p, size_t left) {
  if (left < 3 || p[0] != 2 || p[1] == 0 || p[1] > BYTES + 1 || (size_t)p[1] + 2 > left || p[2] & 0x80) return 0;
  const size_t len = p[1];
  if (p[2] == 0 && len > 1 && !(p[3] & 0x80)) return 0;
  if (len > BYTES && p[2] != 0) return 0;
  from_bytes(out, len > BYTES ? p + 3 : p + 2, len > BYTES ? BYTES : len);
  return len + 2;
}

static bool read_signature(number r, number s, const uint8_t *bytes, size_t len, bool p1363) {
  if (p1363) {
    if (len != 2 * BYTES) return false;
    from_bytes(r, bytes, BYTES);
    from_bytes(s, bytes + BYTES, BYTES);
  } else {
    if (len < 2 || bytes[0] != 0x30 || bytes[1] & 0x80 || (size_t)bytes[1] + 2 != len) return false;
    const size_t first = read_integer(r, bytes + 2, len - 2);
    if (first == 0 || read_integer(s, bytes + 2 + first, len - 2 - first) != len - 2 - first) return false;
  }
  return !is_zero(r) && !is_zero(s) && is_less(r, order) && is_less(s, order);
}

/* 1/a = a^(n - 2), of and to the Montgomery form: its upper half is 32 ones, 32 zeros, 64 ones; the lower one goes by four bits. */
static void order_invert(number out, const number a) {
  static const uint8_t lower[] = {0xb, 0xc, 0xe, 0x6, 0xf, 0xa, 0xa, 0xd, 0xa, 0x7, 0x1, 0x7, 0x9, 0xe, 0x8, 0x4,
                                  0xf, 0x3, 0xb, 0x9, 0xc, 0xa, 0xc, 0x2, 0xf, 0xc, 0x6, 0x3, 0x2, 0x5, 0x4, 0xf};
  number power[16], ones, result;
  memcpy(power[1], a, sizeof(number));
  for (int i = 2; i < 16; i++) ecp_nistz256_ord_mul_mont(power[i], power[i - 1], a);
  memcpy(ones, power[15], sizeof ones);
  for (unsigned bits = 4; bits < 32; bits *= 2) { /* to 2^32 - 1 */
    ecp_nistz256_ord_sqr_mont(result, ones, bits);
    ecp_nistz256_ord_mul_mont(ones, ones, result);
  }
  ecp_nistz256_ord_sqr_mont(result, ones, 64);
  ecp_nistz256_ord_mul_mont(result, result, ones);
  ecp_nistz256_ord_sqr_mont(result, result, 32);
  ecp_nistz256_ord_mul_mont(result, result, ones);
  for (size_t i = 0; i < COUNTOF(lower); i++) {
    ecp_nistz256_ord_sqr_mont(result, result, 4);
    ecp_nistz256_ord_mul_mont(result, result, power[lower[i]]);
  }
  memcpy(out, result, sizeof result);
}

/* ---- u1·G + u2·Q ----------------------------------------------------------------------------------------- */

/* `k` as digits of either sign, odd or 0, of which at most one of `window` in a row is not 0. */
static void recode(int8_t digits[BITS + 1], const number k, int window) {
  int carry = 0;
  memset(digits, 0, BITS + 1);
  for (int i = 0; i <= BITS;) {
    const int limb = i / 64, shift = i % 64;
    BN_ULONG bits = limb < LIMBS ? k[limb] >> shift : 0;
    if ((int)(bits & 1) == carry) {
      i++;
      continue;
    }
    if (shift > 64 - window && limb + 1 < LIMBS) bits |= k[limb + 1] << (64 - shift);
    int digit = (int)(bits & ((1u << window) - 1)) + carry;
    carry = digit >> (window - 1) & 1;
    digits[i] = (int8_t)(digit - (carry << window));
    i += window;
  }
}

/* sum += digit · (the point that the row begins with); false: no ordinary sum. */
static bool add(struct point *sum, const struct affine *row, int digit) {
  struct affine p = row[(digit < 0 ? -digit : digit) / 2];
  if (digit < 0) ecp_nistz256_neg(p.y, p.y);
  if (is_zero(sum->z)) {
    memcpy(sum->x, p.x, sizeof(number));
    memcpy(sum->y, p.y, sizeof(number));
    memcpy(sum->z, field_one, sizeof(number));
    return true;
  }
  ecp_nistz256_point_add_affine(sum, sum, &p);
  return !is_zero(sum->z); /* it is for equal points as well, which this addition cannot do */
}

static bool multiply(struct point *sum, const number u1, const number u2, const struct p256_table *table) {
  int8_t base[BITS + 1], key[BITS + 1];
  recode(base, u1, BASE_WINDOW);
  recode(key, u2, KEY_WINDOW);
  memset(sum, 0, sizeof *sum);
  for (int bit = BLOCK_BITS; bit >= 0; bit--) {
    if (!is_zero(sum->z)) ecp_nistz256_point_double(sum, sum);
    for (int block = bit == BLOCK_BITS ? BLOCKS - 1 : 0; block < BLOCKS; block++) { /* the digit above all belongs to the last */
      const int i = block * BLOCK_BITS + bit;
      if (base[i] && !add(sum, &base_table[block * BASE_POINTS], base[i])) return false;
      if (key[i] && !add(sum, &table->points[block * KEY_POINTS], key[i])) return false;
    }
  }
  return !is_zero(sum->z);
}

int eddy_p256_verify(EVP_PKEY *pkey, const uint8_t *digest, size_t digest_len, const uint8_t *signature, size_t len, bool p1363) {
  number r, s, e, u1, u2;
  struct point sum;
  const struct p256_table *table = table_of(pkey);
  if (table == NULL || !read_signature(r, s, signature, len, p1363)) return -1;
  subtract(e, field, order);
  if (is_less(r, e)) return -1; /* x could be r + n as well */
  from_bytes(e, digest, digest_len < BYTES ? digest_len : BYTES);
  if (!is_less(e, order)) subtract(e, e, order);
  /* u1 = e/s, u2 = r/s modulo n: a product of a Montgomery form and a plain number is a plain one */
  ecp_nistz256_ord_mul_mont(s, s, order_rr);
  order_invert(s, s);
  ecp_nistz256_ord_mul_mont(u1, e, s);
  ecp_nistz256_ord_mul_mont(u2, r, s);
  if (!multiply(&sum, u1, u2, table)) return -1;
  /* x/z² = r, without the division */
  ecp_nistz256_mul_mont(r, r, field_rr);
  ecp_nistz256_sqr_mont(sum.z, sum.z);
  ecp_nistz256_mul_mont(r, r, sum.z);
  return memcmp(r, sum.x, sizeof r) == 0;
}

#else

void eddy_p256_prepare(EVP_PKEY *pkey) { (void)pkey; }

int eddy_p256_verify(EVP_PKEY *pkey, const uint8_t *digest, size_t digest_len, const uint8_t *signature, size_t len, bool p1363) {
  (void)pkey, (void)digest, (void)digest_len, (void)signature, (void)len, (void)p1363;
  return -1;
}

#endif
