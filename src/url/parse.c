// SPDX-License-Identifier: MIT
// The URL parser. The specification describes a state machine over code points; since '#' and '?'
// end every earlier part, and parts come in the order of their output, this splits the input at
// them first and then writes each part to the end of the href.
#include <string.h>

#include "internal.h"

struct url_input {
  struct url_span main;  // up to '?' or '#'
  struct url_span query;
  struct url_span fragment;
  bool has_query;
  bool has_fragment;
};

enum url_scheme eddy_url_scheme(const char *p, size_t n) {
  switch (n) {
    case 2:
      return memcmp(p, "ws", 2) == 0 ? URL_SCHEME_WS : URL_SCHEME_OTHER;
    case 3:
      if (memcmp(p, "wss", 3) == 0) return URL_SCHEME_WSS;
      return memcmp(p, "ftp", 3) == 0 ? URL_SCHEME_FTP : URL_SCHEME_OTHER;
    case 4:
      if (memcmp(p, "http", 4) == 0) return URL_SCHEME_HTTP;
      return memcmp(p, "file", 4) == 0 ? URL_SCHEME_FILE : URL_SCHEME_OTHER;
    case 5:
      return memcmp(p, "https", 5) == 0 ? URL_SCHEME_HTTPS : URL_SCHEME_OTHER;
    default:
      return URL_SCHEME_OTHER;
  }
}

static uint32_t url_default_port(enum url_scheme scheme) {
  switch (scheme) {
    case URL_SCHEME_HTTP:
    case URL_SCHEME_WS:
      return 80;
    case URL_SCHEME_HTTPS:
    case URL_SCHEME_WSS:
      return 443;
    case URL_SCHEME_FTP:
      return 21;
    default:
      return URL_NONE;
  }
}

int url_port_parse(struct url_span digits, enum url_scheme scheme, uint32_t *port) {
  uint32_t value = 0;
  for (size_t i = 0; i < digits.n; i++) {
    if (!url_is_digit((unsigned char)digits.p[i])) return -1;
    value = value * 10 + (uint32_t)(digits.p[i] - '0');
    if (value > 65535) return -1;
  }
  *port = digits.n == 0 || value == url_default_port(scheme) ? URL_NONE : value;
  return 0;
}

bool eddy_url_has_opaque_path(const struct eddy_url *url) {
  if (url->scheme != URL_SCHEME_OTHER || url->username_end != url->protocol_end) return false;
  return url->pathname_start >= url->href.len || url->href.data[url->pathname_start] != '/';
}

static struct url_span url_rest(struct url_span in, size_t from) {
  return (struct url_span){in.p + from, in.n - from};
}

static size_t url_path_end(const struct eddy_url *url) {
  if (url->search_start != URL_NONE) return url->search_start;
  return url->hash_start != URL_NONE ? url->hash_start : url->href.len;
}

static struct url_input url_split(struct url_span in) {
  struct url_input out = {.main = in};
  const char *hash = in.n ? memchr(in.p, '#', in.n) : NULL;
  if (hash) {
    out.has_fragment = true;
    out.main.n = (size_t)(hash - in.p);
    out.fragment = url_rest(in, out.main.n + 1);
  }
  const char *query = out.main.n ? memchr(in.p, '?', out.main.n) : NULL;
  if (query) {
    size_t at = (size_t)(query - in.p);
    out.has_query = true;
    out.query = (struct url_span){query + 1, out.main.n - at - 1};
    out.main.n = at;
  }
  return out;
}

static void url_put_query(struct eddy_url *url, struct url_span query) {
  url->search_start = (uint32_t)url->href.len;
  url_buf_putc(&url->href, '?');
  url_put_encoded(&url->href, query, url_special(url->scheme) ? CLASS_SPECIAL_QUERY : CLASS_QUERY);
}

static void url_put_fragment(struct eddy_url *url, struct url_span fragment) {
  url->hash_start = (uint32_t)url->href.len;
  url_buf_putc(&url->href, '#');
  url_put_encoded(&url->href, fragment, CLASS_FRAGMENT);
}

static void url_finish(struct eddy_url *url, const struct url_input *in) {
  if (in->has_query) url_put_query(url, in->query);
  if (in->has_fragment) url_put_fragment(url, in->fragment);
}

// There is no host: all its offsets lie behind the scheme.
static void url_no_host(struct eddy_url *url) {
  url->username_end = url->host_start = url->host_end = (uint32_t)url->href.len;
  url->port = URL_NONE;
  url->pathname_start = (uint32_t)url->href.len;
}

static void url_empty_host(struct eddy_url *url) {
  url_buf_put(&url->href, "//", 2);
  url_no_host(url);
}

static void url_copy_authority(struct eddy_url *url, const struct eddy_url *base) {
  const struct url_buf *from = &base->href;
  size_t end = base->pathname_start;
  if (base->username_end == base->protocol_end) end = base->protocol_end;  // leaves out "/."
  url_buf_put(&url->href, from->data + base->protocol_end, end - base->protocol_end);
  uint32_t shift = url->protocol_end - base->protocol_end;
  url->username_end = base->username_end + shift;
  url->host_start = base->host_start + shift;
  url->host_end = base->host_end + shift;
  url->port = base->port;
  url->pathname_start = (uint32_t)url->href.len;
}

static void url_copy_path(struct eddy_url *url, const struct eddy_url *base) {
  size_t start = base->pathname_start;
  url_buf_put(&url->href, base->href.data + start, url_path_end(base) - start);
}

static void url_copy_query(struct eddy_url *url, const struct eddy_url *base) {
  if (base->search_start == URL_NONE) return;
  size_t end = base->hash_start != URL_NONE ? base->hash_start : base->href.len;
  url->search_start = (uint32_t)url->href.len;
  url_buf_put(&url->href, base->href.data + base->search_start, end - base->search_start);
}

// A path that begins with "//" must not look like a host.
static void url_guard_path(struct eddy_url *url) {
  struct url_buf *href = &url->href;
  size_t at = url->pathname_start;
  if (url->username_end != url->protocol_end || href->failed || href->len < at + 2 ||
      href->data[at] != '/' || href->data[at + 1] != '/') {
    return;
  }
  url_buf_splice(href, at, at, "/.", 2);
  url->pathname_start += 2;
}

// Path state: onto what is there of the path already.
static void url_put_path(struct eddy_url *url, struct url_span path) {
  url_path_append(&url->href, url->pathname_start, path, url->scheme);
  url_guard_path(url);
}

static void url_put_credentials(struct eddy_url *url, struct url_span in) {
  const char *colon = in.n ? memchr(in.p, ':', in.n) : NULL;
  struct url_span username = {in.p, colon ? (size_t)(colon - in.p) : in.n};
  url_put_encoded(&url->href, username, CLASS_USERINFO);
  url->username_end = (uint32_t)url->href.len;
  if (colon && username.n + 1 < in.n) {
    url_buf_putc(&url->href, ':');
    url_put_encoded(&url->href, url_rest(in, username.n + 1), CLASS_USERINFO);
  }
  url->host_start = (uint32_t)url->href.len;
  if (url->host_start > url->protocol_end + 2) url_buf_putc(&url->href, '@');
}

// Index of the colon before the port (not one of an IPv6 address), or in.n.
static size_t url_port_colon(struct url_span in) {
  bool inside = false;
  for (size_t i = 0; i < in.n; i++) {
    if (in.p[i] == ':' && !inside) return i;
    if (in.p[i] == '[') inside = true;
    if (in.p[i] == ']') inside = false;
  }
  return in.n;
}

static bool url_put_host_port(struct eddy_url *url, struct url_span in) {
  bool special = url_special(url->scheme);
  size_t colon = url_port_colon(in);
  if (colon == 0 && (colon < in.n || special)) return false;
  if (!url_host_parse(&url->href, (struct url_span){in.p, colon}, special)) return false;
  url->host_end = (uint32_t)url->href.len;
  url->port = URL_NONE;
  if (colon < in.n && url_port_parse(url_rest(in, colon + 1), url->scheme, &url->port) < 0) {
    return false;
  }
  if (url->port != URL_NONE) {
    url_buf_putc(&url->href, ':');
    url_put_number(&url->href, url->port);
  }
  url->pathname_start = (uint32_t)url->href.len;
  return true;
}

// Authority state up to the end of the path; `in` is what follows the slashes.
static bool url_put_authority(struct eddy_url *url, struct url_span in) {
  bool special = url_special(url->scheme);
  url_buf_put(&url->href, "//", 2);
  size_t end = 0;
  size_t at = URL_NONE;
  for (; end < in.n && !url_is_slash(in.p[end], special); end++) {
    if (in.p[end] == '@') at = end;
  }
  url->username_end = url->host_start = (uint32_t)url->href.len;
  size_t host = 0;
  if (at != URL_NONE) {
    if (at + 1 == end) return false;
    url_put_credentials(url, (struct url_span){in.p, at});
    host = at + 1;
  }
  if (!url_put_host_port(url, (struct url_span){in.p + host, end - host})) return false;
  if (special || end < in.n) url_put_path(url, url_rest(in, end));
  return true;
}

static struct url_span url_skip_slashes(struct url_span in) {
  size_t n = 0;
  while (n < in.n && url_is_slash(in.p[n], true)) n++;
  return url_rest(in, n);
}

static void url_put_scheme(struct eddy_url *url, const char *p, size_t n) {
  if (!url_buf_reserve(&url->href, n + 1)) return;
  for (size_t i = 0; i < n; i++) {
    char c = p[i];
    url->href.data[i] = (unsigned)(c - 'A') < 26 ? (char)(c | 32) : c;
  }
  url->href.data[n] = ':';
  url->href.len = n + 1;
  url->protocol_end = (uint32_t)n + 1;
  url->scheme = eddy_url_scheme(url->href.data, n);
}

// What the base lends when the input has no path of its own: path, and query if there is none.
static void url_resolve(struct eddy_url *url, const struct eddy_url *base,
                        const struct url_input *in) {
  url_copy_path(url, base);
  if (in->main.n) {
    url_path_shorten(&url->href, url->pathname_start, url->scheme);
    url_put_path(url, in->main);
    return;
  }
  url_guard_path(url);
  if (!in->has_query) url_copy_query(url, base);
}

// Relative state: `in` has no scheme, or that of the (special) base.
static bool url_relative(struct eddy_url *url, const struct eddy_url *base,
                         const struct url_input *in) {
  bool special = url_special(url->scheme);
  struct url_span rest = in->main;
  if (rest.n && url_is_slash(rest.p[0], special)) {
    if (rest.n > 1 && url_is_slash(rest.p[1], special)) {
      rest = url_rest(rest, 2);
      return url_put_authority(url, special ? url_skip_slashes(rest) : rest);
    }
    url_copy_authority(url, base);
    url_put_path(url, rest);
    return true;
  }
  url_copy_authority(url, base);
  url_resolve(url, base, in);
  return true;
}

// File host state; `in` follows the two slashes.
static bool url_file_host(struct eddy_url *url, struct url_span in) {
  size_t end = 0;
  while (end < in.n && !url_is_slash(in.p[end], true)) end++;
  if (end == 2 && url_starts_with_drive(in)) {
    url_empty_host(url);
    url_put_path(url, in);
    return true;
  }
  url_empty_host(url);
  if (end > 0) {
    size_t start = url->href.len;
    if (!url_host_parse(&url->href, (struct url_span){in.p, end}, true)) return false;
    if (url->href.len - start == 9 && memcmp(url->href.data + start, "localhost", 9) == 0) {
      url->href.len = start;
    }
    url->host_end = url->pathname_start = (uint32_t)url->href.len;
  }
  url_put_path(url, url_rest(in, end));
  return true;
}

// File state; `base` is a file URL or NULL.
static bool url_file(struct eddy_url *url, const struct eddy_url *base,
                     const struct url_input *in) {
  struct url_span rest = in->main;
  bool slash = rest.n && url_is_slash(rest.p[0], true);
  if (slash && rest.n > 1 && url_is_slash(rest.p[1], true)) {
    return url_file_host(url, url_rest(rest, 2));
  }
  if (!base) {
    url_empty_host(url);
    url_put_path(url, rest);
    return true;
  }
  url_copy_authority(url, base);
  if (slash) {
    const char *path = base->href.data + base->pathname_start;
    struct url_span base_path = {path, url_path_end(base) - base->pathname_start};
    if (!url_starts_with_drive(url_rest(rest, 1)) && base_path.n >= 3 && path[2] == ':' &&
        url_starts_with_drive(url_rest(base_path, 1))) {
      url_buf_put(&url->href, path, 3);
    }
    url_put_path(url, rest);
  } else if (rest.n && url_starts_with_drive(rest)) {
    url_put_path(url, rest);
  } else {
    url_resolve(url, base, in);
  }
  return true;
}

// A trailing space is encoded, because what follows it may be removed later.
static void url_put_opaque_path(struct eddy_url *url, const struct url_input *in) {
  struct url_span path = in->main;
  bool space = path.n && path.p[path.n - 1] == ' ' && (in->has_query || in->has_fragment);
  if (space) path.n--;
  url_put_encoded(&url->href, path, CLASS_C0);
  if (space) url_buf_put(&url->href, "%20", 3);
}

// The input had a scheme, which is written; `in->main` is what follows its colon.
static bool url_absolute(struct eddy_url *url, const struct eddy_url *base,
                         const struct url_input *in) {
  struct url_span rest = in->main;
  if (base && base->scheme != url->scheme) base = NULL;
  if (url->scheme == URL_SCHEME_FILE) return url_file(url, base, in);
  if (url_special(url->scheme)) {
    bool slashes = rest.n > 1 && rest.p[0] == '/' && rest.p[1] == '/';
    if (base && !slashes) return url_relative(url, base, in);
    return url_put_authority(url, url_skip_slashes(rest));
  }
  if (rest.n && rest.p[0] == '/') {
    if (rest.n > 1 && rest.p[1] == '/') return url_put_authority(url, url_rest(rest, 2));
    url_no_host(url);
    url_put_path(url, rest);
    return true;
  }
  url_no_host(url);
  url_put_opaque_path(url, in);
  return true;
}

static bool url_without_scheme(struct eddy_url *url, const struct eddy_url *base,
                               const struct url_input *in) {
  if (!base) return false;
  bool opaque = eddy_url_has_opaque_path(base);
  if (opaque && (in->main.n || in->has_query || !in->has_fragment)) return false;
  url_buf_put(&url->href, base->href.data, base->protocol_end);
  url->protocol_end = base->protocol_end;
  url->scheme = base->scheme;
  if (opaque) {
    url_no_host(url);
    url_copy_path(url, base);
    url_copy_query(url, base);
    return true;
  }
  return url->scheme == URL_SCHEME_FILE ? url_file(url, base, in) : url_relative(url, base, in);
}

// Length of the scheme at the beginning without its colon, or 0.
static size_t url_find_scheme(struct url_span in) {
  if (!in.n || !url_is_alpha((unsigned char)in.p[0])) return 0;
  size_t n = 1;
  while (n < in.n && url_is((unsigned char)in.p[n], CLASS_SCHEME)) n++;
  return n < in.n && in.p[n] == ':' ? n : 0;
}

bool eddy_url_parse(struct eddy_url *url, const char *input, size_t len,
                    const struct eddy_url *base) {
  if (len > URL_INPUT_MAX) return false;
  struct url_span span = {input, len};
  while (span.n && (unsigned char)span.p[0] <= ' ') span = url_rest(span, 1);
  while (span.n && (unsigned char)span.p[span.n - 1] <= ' ') span.n--;
  struct url_buf scratch;
  url_buf_init(&scratch, NULL, 0);
  span = url_strip_newlines(span, &scratch);

  url->href.len = 0;
  url->search_start = url->hash_start = URL_NONE;
  url_buf_reserve(&url->href, span.n + (base ? base->href.len : 0) + 16);
  struct url_input in = url_split(span);
  size_t scheme = url_find_scheme(in.main);
  bool ok;
  if (scheme) {
    url_put_scheme(url, in.main.p, scheme);
    in.main = url_rest(in.main, scheme + 1);
    ok = !url->href.failed && url_absolute(url, base, &in);
  } else {
    ok = url_without_scheme(url, base, &in);
  }
  if (ok) url_finish(url, &in);
  if (scratch.failed) url->href.failed = true;
  url_buf_release(&scratch);
  return ok && !url->href.failed;
}
