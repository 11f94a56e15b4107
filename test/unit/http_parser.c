// SPDX-License-Identifier: MIT
// Unit test of src/http/parser.c: what it understands, and what it must refuse (request smuggling). Every case
// is fed whole and byte by byte.
#include "../fuzz/http_driver.h"

enum { MAX_HEAD = 512 };
static int failures;

static void run_case(enum http_type type, uint8_t leniency, const char *in, size_t n, const char *want) {
  for (int bytewise = 0; bytewise < 2; bytewise++) {
    struct drive d;
    drive_init(&d, type, MAX_HEAD, leniency);
    for (size_t i = 0; i < n; i += bytewise ? 1 : n) drive_feed(&d, in + i, bytewise ? 1 : n);
    drive_end(&d);
    if (strcmp(d.said.data, want) != 0) {
      failures++;
      fprintf(stderr, "%s\n  expected: %s\n  got:      %s\n", in, want, d.said.data);
    }
    drive_free(&d);
  }
}

struct parser_case {
  const char *in, *want;
};

#define R "POST / HTTP/1.1\r\nHost: a\r\n"
#define RW "POST / 1.1 keep Host=a;"
#define CH R "Transfer-Encoding: chunked\r\n\r\n"
#define CHW RW "Transfer-Encoding=chunked;"

static const struct parser_case requests[] = {
  {"GET / HTTP/1.1\r\n\r\n", "GET / 1.1 keep  end\n"},
  {"\r\n\r\nGET /a?b HTTP/1.1\r\nHost: x \t\r\nA:\r\n\r\n", "GET /a?b 1.1 keep Host=x;A=; end\n"},
  {"GET / HTTP/1.1\r\n\r\nHEAD /2 HTTP/1.1\r\n\r\n", "GET / 1.1 keep  end\nHEAD /2 1.1 keep  end\n"},
  {"GET / HTTP/1.0\r\n\r\n", "GET / 1.0  end\n"},
  {"GET / HTTP/1.0\r\nConnection: x, Keep-Alive\r\n\r\n", "GET / 1.0 keep Connection=x, Keep-Alive; end\n"},
  {"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "GET / 1.1 Connection=close; end\n"},
  {R "Content-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n\r\n", RW "Content-Length=3;| abc end\nGET / 1.1 keep  end\n"},
  {R "Content-Length: 5\r\n\r\nabc", RW "Content-Length=5;| abc!HPE_INVALID_EOF_STATE"},
  {CH "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", CHW "| abc0123456789 trailers  end\n"},
  {CH "1\r\na\r\n0\r\nT: v\r\n\r\n", CHW "| a trailers T=v; end\n"},
  {R "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", RW "Transfer-Encoding=gzip, chunked; trailers  end\n"},
  {"CONNECT a:1 HTTP/1.1\r\n\r\nraw", "CONNECT a:1 1.1 keep  upgrade raw"},
  {"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nraw",
   "GET / 1.1 keep Connection=upgrade;Upgrade=x; upgrade raw"},
  {"GET / HTTP/1.1\r\nUpgrade: x\r\n\r\n", "GET / 1.1 keep Upgrade=x; end\n"},
  // Framing that two parsers may read differently.
  {R "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", "!HPE_UNEXPECTED_CONTENT_LENGTH"},
  {R "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "!HPE_INVALID_TRANSFER_ENCODING"},
  {R "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", "!HPE_INVALID_CONTENT_LENGTH"},
  {R "Transfer-Encoding: gzip\r\n\r\n",
   "POST / 1.1 keep Host=a;Transfer-Encoding=gzip;!HPE_INVALID_TRANSFER_ENCODING"},
  {R "Transfer-Encoding: chunked, gzip\r\n\r\n", "!HPE_INVALID_TRANSFER_ENCODING"},
  {R "Transfer-Encoding: chunked, chunked\r\n\r\n", "!HPE_INVALID_TRANSFER_ENCODING"},
  {R "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", "!HPE_INVALID_TRANSFER_ENCODING"},
  {R "Transfer-Encoding: xchunked\r\n\r\n",
   "POST / 1.1 keep Host=a;Transfer-Encoding=xchunked;!HPE_INVALID_TRANSFER_ENCODING"},
  {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "!HPE_INVALID_TRANSFER_ENCODING"},
  {R "Content-Length: +1\r\n\r\n", "!HPE_INVALID_CONTENT_LENGTH"},
  {R "Content-Length: -1\r\n\r\n", "!HPE_INVALID_CONTENT_LENGTH"},
  {R "Content-Length: 1, 1\r\n\r\n", "!HPE_INVALID_CONTENT_LENGTH"},
  {R "Content-Length: 1 1\r\n\r\n", "!HPE_INVALID_CONTENT_LENGTH"},
  {R "Content-Length: 0x1\r\n\r\n", "!HPE_INVALID_CONTENT_LENGTH"},
  {R "Content-Length:\r\n\r\n", "!HPE_INVALID_CONTENT_LENGTH"},
  {R "Content-Length: 18446744073709551616\r\n\r\n", "!HPE_INVALID_CONTENT_LENGTH"},
  {"GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
  {"GET / HTTP/1.1\r\n A: b\r\n\r\n", "!HPE_UNEXPECTED_SPACE"},
  {"GET / HTTP/1.1\r\nA : b\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
  {"GET / HTTP/1.1\r\n: b\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
  {"GET / HTTP/1.1\r\nA\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
  {"GET / HTTP/1.1\r\nA: b\rX: y\r\n\r\n", "!HPE_LF_EXPECTED"},
  {"GET / HTTP/1.1\r\nA: b\x01\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
  {"GET / HTTP/1.1\r\nA: b\nX: y\r\n\r\n", "!HPE_CR_EXPECTED"},
  {"GET / HTTP/1.1\r\nA: b\r\n\n", "!HPE_CR_EXPECTED"},
  {"GET / HTTP/1.1\nA: b\r\n\r\n", "!HPE_INVALID_VERSION"},
  {"G\xc3\xa9T / HTTP/1.1\r\n\r\n", "!HPE_INVALID_METHOD"},
  {"get / HTTP/1.1\r\n\r\n", "!HPE_INVALID_METHOD"},
  {"FOO / HTTP/1.1\r\n\r\n", "!HPE_INVALID_METHOD"},
  {"\x16\x03\x01", "!HPE_INVALID_METHOD"},
  {"GET  HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"GET /a\tb HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"GET / HTTP/1.1 \r\n\r\n", "!HPE_INVALID_VERSION"},
  {"GET / HTP/1.1\r\n\r\n", "!HPE_INVALID_CONSTANT"},
  {"GET /\r\n\r\n", "!HPE_INVALID_CONSTANT"},
  {CH "\r\n", CHW "!HPE_INVALID_CHUNK_SIZE"},
  {CH "g\r\n", CHW "!HPE_INVALID_CHUNK_SIZE"},
  {CH "0x1\r\n", CHW "!HPE_INVALID_CHUNK_SIZE"},
  {CH "+1\r\n", CHW "!HPE_INVALID_CHUNK_SIZE"},
  {CH "1 \r\n", CHW "!HPE_INVALID_CHUNK_SIZE"},
  {CH "10000000000000000\r\n", CHW "!HPE_INVALID_CHUNK_SIZE"},
  {CH "1\n", CHW "!HPE_CR_EXPECTED"},
  {CH "1\r\na\n", CHW "| a!HPE_CR_EXPECTED"},
  {CH "1\r\nax", CHW "| a!HPE_STRICT"},
  {CH "1;a=\"\r\n\r\n", CHW "!HPE_STRICT"},
  {CH "0\r\nContent-Length: 1\r\n\r\n", CHW "!HPE_INVALID_CONTENT_LENGTH"},
  {"GET  /x HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"GET /x  HTTP/1.1\r\n\r\n", "!HPE_INVALID_CONSTANT"},
  {"GET http://a:1/b?c HTTP/1.1\r\n\r\n", "GET http://a:1/b?c 1.1 keep  end\n"},
  {"GET / HTTP/2.0\r\n\r\n", "!HPE_INVALID_VERSION"},
  {"GET a HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"GET h1://a HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"GET http://a{b HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"GET /\xe9 HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"GET ?a HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"CONNECT \xe9 HTTP/1.1\r\n\r\n", "!HPE_INVALID_URL"},
  {"GET / HTTP/3.0\r\n\r\n", "!HPE_INVALID_VERSION"},
  {"PRI * HTTP/2.0\r\n\r\n", "!HPE_INVALID_VERSION"},
  {"PRI\r\n", "!HPE_INVALID_METHOD"},
  {CH "1\r\nab", CHW "| a!HPE_STRICT"},
  {CH "1;a\nb\r\n", CHW "!HPE_STRICT"},
  {CH "0\r\nA : b\r\n\r\n", CHW "!HPE_INVALID_HEADER_TOKEN"},
};

static const struct parser_case responses[] = {
  {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "200 OK 1.1 keep Content-Length=2;| ok end\n"},
  {"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "200  1.1 keep Content-Length=0; end\n"},
  {"HTTP/1.1 200 OK\r\n\r\nto the end", "200 OK 1.1 | to the end end"},
  {"HTTP/1.1 204 No\r\n\r\nHTTP/1.1 304 Not\r\nContent-Length: 9\r\n\r\n",
   "204 No 1.1 keep  end\n304 Not 1.1 keep Content-Length=9; end\n"},
  {"HTTP/1.1 100 Go\r\n\r\nHTTP/1.0 200 K\r\nContent-Length: 0\r\n\r\n",
   "100 Go 1.1 keep  end\n200 K 1.0 Content-Length=0; end\n"},
  {"HTTP/1.1 101 Sw\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nraw",
   "101 Sw 1.1 keep Connection=upgrade;Upgrade=x; upgrade raw"},
  {"HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nContent-Length: 0\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, x\r\n\r\na", "200 OK 1.1 Transfer-Encoding=chunked, x;| a end"},
  {"HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n", "200 OK 2.0 Content-Length=0; end\n"},
  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx", "200 OK 1.1 Transfer-Encoding=gzip;| x end"},
  {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "!HPE_INVALID_TRANSFER_ENCODING"},
  {"HTTP/0.9 200 OK\r\n\r\nx", "200 OK 0.9 | x end"},
  {"HTTP/1.1 20 OK\r\n\r\n", "!HPE_INVALID_STATUS"},
  {"HTTP/1.1 2000 OK\r\n\r\n", "!HPE_INVALID_STATUS"},
  {"HTTP/1.1 200 a\rb\r\n\r\n", "!HPE_STRICT"},
  {"HTPP/1.1 200 OK\r\n\r\n", "!HPE_INVALID_CONSTANT"},
};

/* What is longer than the limit, wherever it is. */
static void too_large(const char *before, char fill, const char *want) {
  char in[4 * MAX_HEAD];
  const size_t n = strlen(before);
  memcpy(in, before, n);
  memset(in + n, fill, sizeof in - n);
  in[sizeof in - 1] = 0;
  run_case(HTTP_REQUEST, 0, in, sizeof in - 1, want);
}

int main(void) {
  for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
    run_case(HTTP_REQUEST, 0, requests[i].in, strlen(requests[i].in), requests[i].want);
  }
  for (size_t i = 0; i < sizeof responses / sizeof *responses; i++) {
    run_case(HTTP_RESPONSE, 0, responses[i].in, strlen(responses[i].in), responses[i].want);
  }
  const char nul[] = "GET / HTTP/1.1\r\nA: b\0c\r\n\r\n";
  run_case(HTTP_REQUEST, 0, nul, sizeof nul - 1, "!HPE_INVALID_HEADER_TOKEN");
  run_case(HTTP_REQUEST, HTTP_LENIENT_HEADERS, nul, sizeof nul - 1, "!HPE_INVALID_HEADER_TOKEN");
  const char control[] = "GET / HTTP/1.1\r\nA: b\x01\r\n\r\n";
  run_case(HTTP_REQUEST, HTTP_LENIENT_HEADERS, control, sizeof control - 1, "GET / 1.1 keep A=b\x01; end\n");
  const char fold[] = "HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nContent-Length: 0\r\n\r\n";
  run_case(HTTP_RESPONSE, HTTP_LENIENT_HEADERS, fold, sizeof fold - 1, "200 OK 1.1 keep A=b\r\n  c;Content-Length=0; end\n");
  too_large("GET /", 'a', "!HPE_HEADER_OVERFLOW");
  too_large("GET / HTTP/1.1\r\nA: ", 'a', "!HPE_HEADER_OVERFLOW");
  too_large("", 'A', "!HPE_INVALID_METHOD");
  too_large(CH "1;", 'x', CHW "!HPE_CHUNK_EXTENSIONS_OVERFLOW");
  too_large(CH "0\r\nT: ", 'x', CHW "!HPE_HEADER_OVERFLOW");
  if (failures == 0) puts("ok");
  return failures != 0;
}
