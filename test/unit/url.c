// SPDX-License-Identifier: MIT
// Unit test of src/url: parsing, resolving, setters. ICU is replaced by a stub.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/url/buf.c"
#include "../../src/url/host.c"
#include "../../src/url/ipv6.c"
#include "../../src/url/parse.c"
#include "../../src/url/path.c"
#include "../../src/url/set.c"

bool url_idna_to_ascii(struct url_buf *out, struct url_span in) {
  (void)in;
  url_buf_put(out, "xn--stub", 8);
  return true;
}

static int failures;

static void expect(const struct eddy_url *url, bool ok, const char *want, const char *what) {
  size_t n = want ? strlen(want) : 0;
  if (ok == (want != NULL) && (!ok || (url->href.len == n && memcmp(url->href.data, want, n) == 0))) {
    return;
  }
  failures++;
  fprintf(stderr, "%s: expected %s, got %.*s\n", what, want ? want : "failure",
          ok ? (int)url->href.len : 7, ok ? url->href.data : "failure");
}

struct parse_case {
  const char *input, *base, *want;
};

static const struct parse_case parse_cases[] = {
    {"http://example.com", NULL, "http://example.com/"},
    {"  HTTP://EXAMPLE.com:80/a/../b?q#f\n", NULL, "http://example.com/b?q#f"},
    {"https://u:p@h:8443/x y", NULL, "https://u:p@h:8443/x%20y"},
    {"http://:@h/", NULL, "http://h/"},
    {"http://u@/", NULL, NULL},
    {"http://h:65536/", NULL, NULL},
    {"http://0x7f.1/", NULL, "http://127.0.0.1/"},
    {"http://1.2.3.4.5/", NULL, NULL},
    {"http://256.256.256.256/", NULL, NULL},
    {"http://[1:0:0:2::1.2.3.4]/", NULL, "http://[1::2:0:0:102:304]/"},
    {"http://[::1", NULL, NULL},
    {"http://b\xc3\xbc""cher/", NULL, "http://xn--stub/"},
    {"http://a%41b/", NULL, "http://aab/"},
    {"http://a%00b/", NULL, NULL},
    {"foo:bar  ?q", NULL, "foo:bar %20?q"},
    {"foo:/.//p", NULL, "foo:/.//p"},
    {"file:c|/x/..", NULL, "file:///c:/"},
    {"file://localhost/x", NULL, "file:///x"},
    {"../x?y", "http://h/a/b/c?q#f", "http://h/a/x?y"},
    {"", "http://h/a?q#f", "http://h/a?q"},
    {"#g", "foo:opaque", "foo:opaque#g"},
    {"g", "foo:opaque", NULL},
    {"//x", "foo://h/p", "foo://x"},
    {"/y", "file:///C:/x", "file:///C:/y"},
    {"..//", "foo:/a/b", "foo:/.//"},
};

struct set_case {
  const char *url;
  enum url_part part;
  const char *value, *want;
};

static const struct set_case set_cases[] = {
    {"http://h/", URL_PROTOCOL, "https", "https://h/"},
    {"http://h:443/", URL_PROTOCOL, "https:x", "https://h/"},
    {"http://h/", URL_PROTOCOL, "foo", "http://h/"},
    {"http://h/p", URL_HOST, "x:81", "http://x:81/p"},
    {"http://h/p", URL_HOST, "", "http://h/p"},
    {"foo:/.//p", URL_HOST, "x", "foo://x//p"},
    {"http://h/p", URL_HOSTNAME, "x:81", "http://h/p"},
    {"http://h:81/p", URL_PORT, "", "http://h/p"},
    {"http://h/p", URL_PORT, "82x", "http://h:82/p"},
    {"http://h/p?q#f", URL_USERNAME, "a b", "http://a%20b@h/p?q#f"},
    {"http://u:p@h/p", URL_USERNAME, "", "http://:p@h/p"},
    {"http://u:p@h/p", URL_PASSWORD, "", "http://u@h/p"},
    {"http://h/p?q#f", URL_PATHNAME, "a/../b?", "http://h/b%3F?q#f"},
    {"foo:/p", URL_PATHNAME, "//x", "foo:/.//x"},
    {"http://h/p#f", URL_SEARCH, "?a b", "http://h/p?a%20b#f"},
    {"http://h/p?q#f", URL_SEARCH, "", "http://h/p#f"},
    {"http://h/p?q", URL_HASH, "x", "http://h/p?q#x"},
};

int main(void) {
  for (size_t i = 0; i < sizeof parse_cases / sizeof *parse_cases; i++) {
    const struct parse_case *c = &parse_cases[i];
    struct eddy_url url, base;
    url_buf_init(&url.href, NULL, 0);
    url_buf_init(&base.href, NULL, 0);
    bool ok = !c->base || eddy_url_parse(&base, c->base, strlen(c->base), NULL);
    ok = ok && eddy_url_parse(&url, c->input, strlen(c->input), c->base ? &base : NULL);
    expect(&url, ok, c->want, c->input);
    url_buf_release(&url.href);
    url_buf_release(&base.href);
  }
  for (size_t i = 0; i < sizeof set_cases / sizeof *set_cases; i++) {
    const struct set_case *c = &set_cases[i];
    char memory[16];
    struct eddy_url url;
    url_buf_init(&url.href, memory, sizeof memory);
    bool ok = eddy_url_parse(&url, c->url, strlen(c->url), NULL);
    eddy_url_set(&url, c->part, c->value, strlen(c->value));
    expect(&url, ok, c->want, c->value);
    url_buf_release(&url.href);
  }
  return failures ? 1 : 0;
}
