// SPDX-License-Identifier: MIT
/* x509.c: a certificate as the legacy object of tls.TLSSocket.getPeerCertificate(). */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include "bindings/tls.h"

#define X509_HASH_TEXT (3 * EVP_MAX_MD_SIZE + 1)

napi_value eddy_x509_der(napi_env env, X509 *cert) {
  unsigned char *der = NULL;
  int len = i2d_X509(cert, &der);
  if (len <= 0) return NULL;
  napi_value out = eddy_buffer_copy(env, der, (size_t)len);
  OPENSSL_free(der);
  return out;
}

static napi_value x509_bio_text(napi_env env, BIO *bio) {
  char *data;
  long len = BIO_get_mem_data(bio, &data);
  napi_value out = eddy_utf8(env, data, len > 0 ? (size_t)len : 0);
  BIO_free(bio);
  return out;
}

/* { CN: 'x', O: ['a', 'b'] } */
static napi_value x509_name(napi_env env, const X509_NAME *name) {
  napi_value out = eddy_object_null(env);
  for (int i = 0; i < X509_NAME_entry_count(name); i++) {
    X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
    const ASN1_OBJECT *object = X509_NAME_ENTRY_get_object(entry);
    int nid = OBJ_obj2nid(object);
    char key[128];
    unsigned char *text = NULL;
    if (nid != NID_undef) snprintf(key, sizeof key, "%s", OBJ_nid2sn(nid));
    else OBJ_obj2txt(key, sizeof key, object, 1);
    int len = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
    if (len < 0) continue;
    napi_value value = eddy_utf8(env, (char *)text, (size_t)len), before = eddy_get(env, out, key);
    OPENSSL_free(text);
    bool is_array = false;
    if (before && !eddy_is_undefined(before)) {
      napi_is_array(env, before, &is_array);
      if (!is_array) {
        before = eddy_array(env, &before, 1);
        eddy_set(env, out, key, before);
      }
      uint32_t n = 0;
      napi_get_array_length(env, before, &n);
      eddy_set_index(env, before, n, value);
    } else {
      eddy_set(env, out, key, value);
    }
  }
  return out;
}

/* AB:CD:…; "" if the digest is not there. */
static napi_value x509_fingerprint(napi_env env, X509 *cert, const EVP_MD *md) {
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned len = 0;
  char text[X509_HASH_TEXT] = "";
  if (X509_digest(cert, md, hash, &len) == 1)
    for (unsigned i = 0; i < len; i++)
      snprintf(text + 3 * i, 4, i + 1 < len ? "%02X:" : "%02X", hash[i]);
  return eddy_utf8(env, text, (size_t)-1);
}

/* ---- subjectAltName, authorityInfoAccess: as text, safe to parse ----------------------------------------- */

/* Text; with `quote` in JSON quotes if there is anything in it that could be taken for a separator. */
static void x509_put_text(BIO *out, const char *prefix, const char *data, size_t len, bool utf8, bool quote) {
  bool plain = true;
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)data[i];
    if (c < ' ' || c == 0x7f || (c > '~' && !utf8) || c == '"' || c == '\\' || c == ',' || c == '\'') plain = false;
  }
  quote = quote && !plain;
  BIO_printf(out, "%s%s", quote ? "\"" : "", prefix);
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)data[i];
    const bool special = c < ' ' || c == ',' || c == 0x7f || (c > '~' && !utf8);
    if (quote && (c == '"' || c == '\\')) BIO_printf(out, "\\%c", c);
    else if (quote && special) BIO_printf(out, "\\u%04x", c);
    else if (!utf8 && c > '~' + 1) BIO_printf(out, "%c%c", 0xc0 | c >> 6, 0x80 | (c & 0x3f)); /* Latin-1 */
    else BIO_write(out, &c, 1);
  }
  if (quote) BIO_puts(out, "\"");
}

static void x509_put_string(BIO *out, const char *prefix, const ASN1_STRING *s, bool quote) {
  BIO_printf(out, "%s:", prefix);
  x509_put_text(out, "", (const char *)ASN1_STRING_get0_data(s), (size_t)ASN1_STRING_length(s), false, quote);
}

/* Eight groups, nothing left out, in capitals: as OpenSSL prints it. */
static void x509_ipv6_text(const unsigned char *ip, char *out, size_t size) {
  size_t n = 0;
  for (int i = 0; i < 16; i += 2) n += (size_t)snprintf(out + n, size - n, i ? ":%X" : "%X", ip[i] << 8 | ip[i + 1]);
}

static void x509_put_other_name(BIO *out, const OTHERNAME *name, bool quote) {
  static const struct { int nid, type; const char *prefix; } known[] = {
    {NID_id_on_SmtpUTF8Mailbox, V_ASN1_UTF8STRING, "SmtpUTF8Mailbox:"}, {NID_XmppAddr, V_ASN1_UTF8STRING, "XmppAddr:"},
    {NID_SRVName, V_ASN1_IA5STRING, "SRVName:"}, {NID_ms_upn, V_ASN1_UTF8STRING, "UPN:"},
    {NID_NAIRealm, V_ASN1_UTF8STRING, "NAIRealm:"},
  };
  const int nid = OBJ_obj2nid(name->type_id);
  BIO_printf(out, "othername:");
  for (size_t i = 0; i < COUNTOF(known); i++) {
    if (known[i].nid != nid || !name->value || name->value->type != known[i].type) continue;
    const ASN1_STRING *s = name->value->value.asn1_string;
    x509_put_text(out, known[i].prefix, (const char *)ASN1_STRING_get0_data(s), (size_t)ASN1_STRING_length(s),
                  known[i].type == V_ASN1_UTF8STRING, quote);
    return;
  }
  BIO_printf(out, "<unsupported>");
}

static void x509_put_general_name(BIO *out, const GENERAL_NAME *name, bool quote) {
  switch (name->type) {
    case GEN_DNS: x509_put_string(out, "DNS", name->d.dNSName, quote); break;
    case GEN_EMAIL: x509_put_string(out, "email", name->d.rfc822Name, quote); break;
    case GEN_URI: x509_put_string(out, "URI", name->d.uniformResourceIdentifier, quote); break;
    case GEN_IPADD: {
      char text[64];
      int n = name->d.ip->length;
      if (n == 4) uv_inet_ntop(AF_INET, name->d.ip->data, text, sizeof text);
      else if (n == 16) x509_ipv6_text(name->d.ip->data, text, sizeof text);
      else snprintf(text, sizeof text, "<invalid length=%d>", n);
      BIO_printf(out, "IP Address:%s", text);
      break;
    }
    case GEN_RID: {
      char oid[128];
      OBJ_obj2txt(oid, sizeof oid, name->d.rid, 1);
      BIO_printf(out, "Registered ID:%s", oid);
      break;
    }
    case GEN_DIRNAME: {
      BIO *inner = BIO_new(BIO_s_mem());
      char *data;
      X509_NAME_print_ex(inner, name->d.dirn, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB & ~ASN1_STRFLGS_ESC_CTRL);
      long len = BIO_get_mem_data(inner, &data);
      BIO_printf(out, "DirName:");
      x509_put_text(out, "", data, len > 0 ? (size_t)len : 0, true, quote);
      BIO_free(inner);
      break;
    }
    case GEN_OTHERNAME: x509_put_other_name(out, name->d.otherName, quote); break;
    default: BIO_printf(out, "othername:<unsupported>");
  }
}

static napi_value x509_alt_names(napi_env env, X509 *cert) {
  GENERAL_NAMES *names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
  if (!names) return NULL;
  BIO *out = BIO_new(BIO_s_mem());
  for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
    if (i) BIO_printf(out, ", ");
    x509_put_general_name(out, sk_GENERAL_NAME_value(names, i), true);
  }
  GENERAL_NAMES_free(names);
  return x509_bio_text(env, out);
}

/* "CA Issuers - " and the like, or the method's numbers. */
static void x509_put_method(BIO *out, const ACCESS_DESCRIPTION *d) {
  char method[128];
  OBJ_obj2txt(method, sizeof method, d->method, 0);
  BIO_printf(out, "%s - ", method);
}

/* { 'CA Issuers - URI': ['http://…'] } */
static napi_value x509_info_access(napi_env env, X509 *cert) {
  AUTHORITY_INFO_ACCESS *list = X509_get_ext_d2i(cert, NID_info_access, NULL, NULL);
  if (!list) return NULL;
  napi_value out = eddy_object_null(env);
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(list); i++) {
    const ACCESS_DESCRIPTION *d = sk_ACCESS_DESCRIPTION_value(list, i);
    BIO *bio = BIO_new(BIO_s_mem());
    x509_put_method(bio, d);
    x509_put_general_name(bio, d->location, false);
    char *text;
    const size_t len = (size_t)BIO_get_mem_data(bio, &text);
    char *colon = memchr(text, ':', len);
    if (colon) {
      *colon++ = '\0';
      napi_value value = eddy_utf8(env, colon, len - (size_t)(colon - text));
      napi_value values = eddy_get(env, out, text);
      uint32_t n = 0;
      if (!values || eddy_is_undefined(values)) {
        values = eddy_array(env, NULL, 0);
        eddy_set(env, out, text, values);
      }
      napi_get_array_length(env, values, &n);
      eddy_set_index(env, values, n, value);
    }
    BIO_free(bio);
  }
  AUTHORITY_INFO_ACCESS_free(list);
  return out;
}

napi_value eddy_x509_info_access_text(napi_env env, X509 *cert) {
  AUTHORITY_INFO_ACCESS *list = X509_get_ext_d2i(cert, NID_info_access, NULL, NULL);
  if (!list) return NULL;
  BIO *bio = BIO_new(BIO_s_mem());
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(list); i++) {
    const ACCESS_DESCRIPTION *d = sk_ACCESS_DESCRIPTION_value(list, i);
    if (i) BIO_puts(bio, "\n");
    x509_put_method(bio, d);
    x509_put_general_name(bio, d->location, true);
  }
  AUTHORITY_INFO_ACCESS_free(list);
  return x509_bio_text(env, bio);
}

/* ---- keys ------------------------------------------------------------------------------------------------------ */

static void x509_set_der_key(napi_env env, napi_value out, EVP_PKEY *key) {
  unsigned char *der = NULL;
  int len = i2d_PUBKEY(key, &der);
  if (len > 0) eddy_set(env, out, "pubkey", eddy_buffer_copy(env, der, (size_t)len));
  OPENSSL_free(der);
}

static void x509_set_rsa(napi_env env, napi_value out, EVP_PKEY *key) {
  BIGNUM *n = NULL, *e = NULL;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n) == 1 &&
      EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &e) == 1) {
    char *hex = BN_bn2hex(n), text[32];
    eddy_set_str(env, out, "modulus", hex);
    OPENSSL_free(hex);
    eddy_set_i32(env, out, "bits", BN_num_bits(n));
    snprintf(text, sizeof text, "0x%llx", (unsigned long long)BN_get_word(e));
    eddy_set_str(env, out, "exponent", text);
    x509_set_der_key(env, out, key);
  }
  BN_free(n);
  BN_free(e);
}

static void x509_set_ec(napi_env env, napi_value out, EVP_PKEY *key) {
  char name[80];
  size_t len = 0;
  unsigned char *point = NULL;
  eddy_set_i32(env, out, "bits", EVP_PKEY_get_bits(key));
  size_t n = EVP_PKEY_get1_encoded_public_key(key, &point);
  if (n > 0) eddy_set(env, out, "pubkey", eddy_buffer_copy(env, point, n));
  OPENSSL_free(point);
  if (EVP_PKEY_get_group_name(key, name, sizeof name, &len) != 1) return;
  int nid = OBJ_sn2nid(name);
  const char *nist = nid != NID_undef ? EC_curve_nid2nist(nid) : NULL;
  eddy_set_str(env, out, "asn1Curve", name);
  if (nist) eddy_set_str(env, out, "nistCurve", nist);
}

static napi_value x509_time(napi_env env, const ASN1_TIME *time) {
  BIO *bio = BIO_new(BIO_s_mem());
  ASN1_TIME_print(bio, time);
  return x509_bio_text(env, bio);
}

static void x509_set_usage(napi_env env, napi_value out, X509 *cert) {
  EXTENDED_KEY_USAGE *usage = X509_get_ext_d2i(cert, NID_ext_key_usage, NULL, NULL);
  if (!usage) return;
  napi_value list = eddy_array(env, NULL, 0);
  for (int i = 0; i < sk_ASN1_OBJECT_num(usage); i++) {
    char oid[128];
    OBJ_obj2txt(oid, sizeof oid, sk_ASN1_OBJECT_value(usage, i), 1);
    eddy_set_index(env, list, (uint32_t)i, eddy_utf8(env, oid, (size_t)-1));
  }
  EXTENDED_KEY_USAGE_free(usage);
  eddy_set(env, out, "ext_key_usage", list);
}

static void x509_set_serial(napi_env env, napi_value out, X509 *cert) {
  BIGNUM *bn = ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
  char *hex = bn ? BN_bn2hex(bn) : NULL;
  if (hex) eddy_set_str(env, out, "serialNumber", hex);
  OPENSSL_free(hex);
  BN_free(bn);
}

/* All that there may be, in Node's order: what a certificate does not have is undefined. */
static const char *const x509_members[] = {
  "subject",     "issuer",     "subjectaltname",  "infoAccess",      "ca",            "modulus",      "exponent", "pubkey",    "bits",
  "valid_from",  "valid_to",   "fingerprint",     "fingerprint256",  "fingerprint512", "ext_key_usage", "serialNumber", "raw", "asn1Curve",
  "nistCurve",
};

napi_value eddy_x509_object(napi_env env, X509 *cert) {
  napi_value out = eddy_object(env), value;
  for (size_t i = 0; i < COUNTOF(x509_members); i++) eddy_set(env, out, x509_members[i], eddy_undefined(env));
  eddy_set(env, out, "subject", x509_name(env, X509_get_subject_name(cert)));
  eddy_set(env, out, "issuer", x509_name(env, X509_get_issuer_name(cert)));
  if ((value = x509_alt_names(env, cert))) eddy_set(env, out, "subjectaltname", value);
  if ((value = x509_info_access(env, cert))) eddy_set(env, out, "infoAccess", value);
  eddy_set(env, out, "ca", eddy_bool(env, X509_check_ca(cert) == 1));
  EVP_PKEY *key = X509_get0_pubkey(cert);
  if (key && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) x509_set_rsa(env, out, key);
  else if (key && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC) x509_set_ec(env, out, key);
  eddy_set(env, out, "valid_from", x509_time(env, X509_get0_notBefore(cert)));
  eddy_set(env, out, "valid_to", x509_time(env, X509_get0_notAfter(cert)));
  eddy_set(env, out, "fingerprint", x509_fingerprint(env, cert, EVP_sha1()));
  eddy_set(env, out, "fingerprint256", x509_fingerprint(env, cert, EVP_sha256()));
  eddy_set(env, out, "fingerprint512", x509_fingerprint(env, cert, EVP_sha512()));
  x509_set_usage(env, out, cert);
  x509_set_serial(env, out, cert);
  if ((value = eddy_x509_der(env, cert))) eddy_set(env, out, "raw", value);
  ERR_clear_error();
  return out;
}
