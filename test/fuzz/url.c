// SPDX-License-Identifier: MIT
// Fuzz target for src/url: the first byte chooses a setter and whether there is a base. Whatever
// comes out must parse to itself, and its offsets must be in order.
#include <stdlib.h>
#include <string.h>

#include "../../src/url/buf.c"
#include "../../src/url/host.c"
#include "../../src/url/ipv6.c"
#include "../../src/url/parse.c"
#include "../../src/url/path.c"
#include "../../src/url/set.c"

bool url_idna_to_ascii(struct url_buf *out, struct url_span in) {
  url_put_encoded(out, in, CLASS_C0);
  return in.n % 7 != 0;
}

static void fuzz_check(const struct eddy_url *url) {
  size_t end = url->href.len;
  if (url->hash_start != URL_NONE && url->hash_start > end) abort();
  if (url->search_start != URL_NONE && url->search_start > end) abort();
  if (url->pathname_start > end || url->host_end > url->pathname_start) abort();
  if (url->host_start > url->host_end || url->username_end > url->host_start) abort();
  if (url->protocol_end > url->username_end) abort();
  struct eddy_url again;
  url_buf_init(&again.href, NULL, 0);
  if (!eddy_url_parse(&again, url->href.data, url->href.len, NULL)) abort();
  if (again.href.len != end || memcmp(again.href.data, url->href.data, end) != 0) abort();
  url_buf_release(&again.href);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  const char *text = (const char *)data + 1;
  const char *zero = memchr(text, 0, size - 1);
  size_t first = zero ? (size_t)(zero - text) : size - 1;
  size_t rest = zero ? size - 2 - first : 0;
  struct eddy_url url, base;
  char memory[32];
  url_buf_init(&url.href, memory, sizeof memory);
  url_buf_init(&base.href, NULL, 0);
  bool based = (data[0] & 1) && eddy_url_parse(&base, zero ? zero + 1 : "", rest, NULL);
  if (eddy_url_parse(&url, text, first, based ? &base : NULL)) {
    fuzz_check(&url);
    if (zero && !(data[0] & 1)) {
      eddy_url_set(&url, (enum url_part)((data[0] >> 1) % 9), zero + 1, rest);
      fuzz_check(&url);
    }
  }
  url_buf_release(&url.href);
  url_buf_release(&base.href);
  return 0;
}
