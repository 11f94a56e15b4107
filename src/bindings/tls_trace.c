// SPDX-License-Identifier: MIT
/* tls_trace.c: enableTrace and --trace-tls: records and handshake messages, on stderr. */
#include "bindings/tls.h"

struct trace_row { int number; const char *name; };
static const struct trace_row trace_types[] = {
  { SSL3_RT_CHANGE_CIPHER_SPEC, "ChangeCipherSpec" }, { SSL3_RT_ALERT, "Alert" },
  { SSL3_RT_HANDSHAKE, "Handshake" }, { SSL3_RT_APPLICATION_DATA, "ApplicationData" },
};
static const struct trace_row trace_messages[] = {
  { SSL3_MT_HELLO_REQUEST, "HelloRequest" }, { SSL3_MT_CLIENT_HELLO, "ClientHello" },
  { SSL3_MT_SERVER_HELLO, "ServerHello" }, { SSL3_MT_NEWSESSION_TICKET, "NewSessionTicket" },
  { SSL3_MT_END_OF_EARLY_DATA, "EndOfEarlyData" }, { SSL3_MT_ENCRYPTED_EXTENSIONS, "EncryptedExtensions" },
  { SSL3_MT_CERTIFICATE, "Certificate" }, { SSL3_MT_SERVER_KEY_EXCHANGE, "ServerKeyExchange" },
  { SSL3_MT_CERTIFICATE_REQUEST, "CertificateRequest" }, { SSL3_MT_SERVER_DONE, "ServerHelloDone" },
  { SSL3_MT_CERTIFICATE_VERIFY, "CertificateVerify" }, { SSL3_MT_CLIENT_KEY_EXCHANGE, "ClientKeyExchange" },
  { SSL3_MT_FINISHED, "Finished" }, { SSL3_MT_CERTIFICATE_STATUS, "CertificateStatus" },
  { SSL3_MT_KEY_UPDATE, "KeyUpdate" },
};
static const struct trace_row trace_versions[] = {
  { 0x300, "SSL 3.0" }, { TLS1_VERSION, "TLS 1.0" }, { TLS1_1_VERSION, "TLS 1.1" },
  { TLS1_2_VERSION, "TLS 1.2" }, { TLS1_3_VERSION, "TLS 1.3" },
};

#define TRACE_NAME(table, n) trace_name(table, COUNTOF(table), n)
static const char *trace_name(const struct trace_row *rows, size_t count, int number) {
  for (size_t i = 0; i < count; i++)
    if (rows[i].number == number) return rows[i].name;
  return "UNKNOWN";
}

static void trace_message(int sent, int version, int type, const void *buf, size_t len, SSL *ssl, void *arg) {
  const uint8_t *p = buf;
  (void)ssl;
  (void)version;
  (void)arg;
  if (type == SSL3_RT_HEADER && len >= 5) {
    int v = p[1] << 8 | p[2];
    fprintf(stderr, "%s Record\nHeader:\n  Version = %s (0x%x)\n  Content Type = %s (%d)\n  Length = %d\n",
            sent ? "Sent" : "Received", TRACE_NAME(trace_versions, v), (unsigned)v,
            TRACE_NAME(trace_types, p[0]), p[0], p[3] << 8 | p[4]);
  } else if (type == SSL3_RT_INNER_CONTENT_TYPE && len == 1) {
    fprintf(stderr, "  Inner Content Type = %s (%d)\n", TRACE_NAME(trace_types, p[0]), p[0]);
  } else if (type == SSL3_RT_HANDSHAKE && len >= 4) {
    fprintf(stderr, "    %s, Length=%d\n", TRACE_NAME(trace_messages, p[0]), p[1] << 16 | p[2] << 8 | p[3]);
  } else if (type == SSL3_RT_ALERT && len >= 2) {
    fprintf(stderr, "    Level=%s(%d), description=%s(%d)\n", SSL_alert_type_string_long(p[0] << 8), p[0],
            SSL_alert_desc_string_long(p[1]), p[1]);
  } else if (type == SSL3_RT_CHANGE_CIPHER_SPEC) {
    fprintf(stderr, "    change_cipher_spec (1)\n");
  }
}

/* enableTrace() */
napi_value eddy_tls_enable_trace(napi_env env, napi_callback_info info) {
  (void)env;
  SSL *ssl = eddy_tls_ssl_this(info);
  if (ssl) SSL_set_msg_callback(ssl, trace_message);
  return NULL;
}
