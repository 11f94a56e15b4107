// SPDX-License-Identifier: MIT
// The setters of a URL: each parses its value by itself and replaces one slice of the href.
#include <string.h>

#include "internal.h"

static bool set_has_host(const struct eddy_url *url) {
  return url->username_end != url->protocol_end;
}

static size_t set_host_begin(const struct eddy_url *url) {
  return url->host_start + (url->host_start < url->host_end && url->href.data[url->host_start] == '@');
}

static bool set_has_credentials(const struct eddy_url *url) {
  return set_host_begin(url) != url->host_start;
}

static bool set_cannot_have_port(const struct eddy_url *url) {
  return url->scheme == URL_SCHEME_FILE || set_host_begin(url) == url->host_end;
}

static void set_move(uint32_t *offset, int64_t shift) {
  if (*offset != URL_NONE) *offset = (uint32_t)(*offset + shift);
}

// Replaces [from, to), and moves the path and what follows. The caller moves what lies before.
static int64_t set_replace(struct eddy_url *url, size_t from, size_t to, const char *p, size_t n) {
  url_buf_splice(&url->href, from, to, p, n);
  if (url->href.failed) return 0;
  int64_t shift = (int64_t)n - (int64_t)(to - from);
  set_move(&url->pathname_start, shift);
  set_move(&url->search_start, shift);
  set_move(&url->hash_start, shift);
  return shift;
}

// Adds or removes the "/." that a hostless path with two slashes needs.
static void set_guard_path(struct eddy_url *url) {
  size_t start = url->pathname_start;
  const char *p = url->href.data;
  bool guarded = !set_has_host(url) && start == url->protocol_end + (size_t)2;
  bool wanted = !set_has_host(url) && url->href.len >= start + 2 && p[start] == '/' &&
                p[start + 1] == '/';
  if (guarded && !wanted) set_replace(url, start - 2, start, NULL, 0);
  if (!guarded && wanted) set_replace(url, start, start, "/.", 2);
}

static void set_port_number(struct eddy_url *url, uint32_t port) {
  char memory[8];
  struct url_buf text;
  url_buf_init(&text, memory, sizeof memory);
  if (port != URL_NONE) {
    url_buf_putc(&text, ':');
    url_put_number(&text, port);
  }
  set_replace(url, url->host_end, url->pathname_start, text.data, text.len);
  url->port = port;
}

static bool set_protocol(struct eddy_url *url, struct url_span in) {
  size_t n = 0;
  if (!in.n || !url_is_alpha((unsigned char)in.p[0])) return false;
  while (n < in.n && url_is((unsigned char)in.p[n], CLASS_SCHEME)) n++;
  if (n < in.n && in.p[n] != ':') return false;
  struct url_buf text;
  char memory[32];
  url_buf_init(&text, memory, sizeof memory);
  url_buf_put(&text, in.p, n);
  url_buf_putc(&text, ':');
  for (size_t i = 0; i < text.len; i++) {
    if ((unsigned)(text.data[i] - 'A') < 26) text.data[i] |= 32;
  }
  enum url_scheme scheme = text.failed ? URL_SCHEME_OTHER : eddy_url_scheme(text.data, n);
  bool ok = !text.failed && url_special(scheme) == url_special(url->scheme);
  if (scheme == URL_SCHEME_FILE && (set_has_credentials(url) || url->port != URL_NONE)) ok = false;
  if (url->scheme == URL_SCHEME_FILE && set_host_begin(url) == url->host_end) ok = false;
  if (ok) {
    int64_t shift = set_replace(url, 0, url->protocol_end, text.data, text.len);
    set_move(&url->protocol_end, shift);
    set_move(&url->username_end, shift);
    set_move(&url->host_start, shift);
    set_move(&url->host_end, shift);
    url->scheme = scheme;
    char digits[8];
    struct url_buf port;
    url_buf_init(&port, digits, sizeof digits);
    if (url->port != URL_NONE) {
      url_put_number(&port, url->port);
      uint32_t kept = url->port;
      url_port_parse((struct url_span){port.data, port.len}, scheme, &kept);
      if (kept == URL_NONE) set_port_number(url, URL_NONE);
    }
  }
  url_buf_release(&text);
  return ok;
}

// Puts `text` as the host (without port), giving the URL a host if it had none.
static void set_host_text(struct eddy_url *url, const struct url_buf *text) {
  if (!set_has_host(url)) {
    size_t at = url->protocol_end;
    set_replace(url, at, url->pathname_start, "//", 2);
    url->username_end = url->host_start = url->host_end = url->protocol_end + 2;
  }
  int64_t shift = set_replace(url, set_host_begin(url), url->host_end, text->data, text->len);
  set_move(&url->host_end, shift);
}

static bool set_file_host(struct eddy_url *url, struct url_span in) {
  struct url_buf text;
  char memory[256];
  url_buf_init(&text, memory, sizeof memory);
  bool ok = in.n == 0 || url_host_parse(&text, in, true);
  if (ok) {
    if (text.len == 9 && memcmp(text.data, "localhost", 9) == 0) text.len = 0;
    set_host_text(url, &text);
  }
  url_buf_release(&text);
  return ok;
}

static size_t set_host_colon(struct url_span in) {
  bool inside = false;
  size_t i = 0;
  for (; i < in.n && (in.p[i] != ':' || inside); i++) {
    if (in.p[i] == '[') inside = true;
    if (in.p[i] == ']') inside = false;
  }
  return i;
}

// Leading digits of `in` as the port; nothing changes when there are none, or too many.
static bool set_port_digits(struct eddy_url *url, struct url_span in) {
  size_t n = 0;
  uint32_t port;
  while (n < in.n && url_is_digit((unsigned char)in.p[n])) n++;
  if (n == 0 || url_port_parse((struct url_span){in.p, n}, url->scheme, &port) < 0) return false;
  set_port_number(url, port);
  return true;
}

static bool set_host(struct eddy_url *url, struct url_span in, bool with_port) {
  if (eddy_url_has_opaque_path(url)) return false;
  bool special = url_special(url->scheme);
  size_t end = 0;
  while (end < in.n && !url_is_slash(in.p[end], special) && in.p[end] != '?' && in.p[end] != '#') {
    end++;
  }
  in.n = end;
  if (url->scheme == URL_SCHEME_FILE) return set_file_host(url, in);
  size_t colon = set_host_colon(in);
  if (colon < in.n && (colon == 0 || !with_port)) return false;
  if (colon == 0 && (special || set_has_credentials(url) || url->port != URL_NONE)) return false;
  struct url_buf text;
  char memory[256];
  url_buf_init(&text, memory, sizeof memory);
  bool ok = url_host_parse(&text, (struct url_span){in.p, colon}, special);
  if (ok) {
    set_host_text(url, &text);
    if (colon < in.n) {
      set_port_digits(url, (struct url_span){in.p + colon + 1, in.n - colon - 1});
    }
  }
  url_buf_release(&text);
  return ok;
}

static bool set_port(struct eddy_url *url, struct url_span in, bool empty) {
  if (set_cannot_have_port(url)) return false;
  if (!empty) return set_port_digits(url, in);
  set_port_number(url, URL_NONE);
  return true;
}

// Writes "username[:password][@]" anew from its two parts, which are encoded already.
static bool set_credentials(struct eddy_url *url, struct url_span username,
                            struct url_span password) {
  struct url_buf text;
  char memory[256];
  url_buf_init(&text, memory, sizeof memory);
  url_buf_put(&text, username.p, username.n);
  if (password.n) {
    url_buf_putc(&text, ':');
    url_buf_put(&text, password.p, password.n);
  }
  size_t host_start = text.len;
  if (text.len) url_buf_putc(&text, '@');
  size_t from = (size_t)url->protocol_end + 2;
  bool ok = !text.failed;
  if (ok) {
    int64_t shift = set_replace(url, from, set_host_begin(url), text.data, text.len);
    url->username_end = (uint32_t)(from + username.n);
    url->host_start = (uint32_t)(from + host_start);
    set_move(&url->host_end, shift);
  }
  url_buf_release(&text);
  return ok;
}

static bool set_userinfo(struct eddy_url *url, struct url_span in, bool is_password) {
  if (set_cannot_have_port(url)) return false;
  struct url_buf encoded;
  char memory[256];
  url_buf_init(&encoded, memory, sizeof memory);
  url_put_encoded(&encoded, in, CLASS_USERINFO);
  const char *href = url->href.data;
  struct url_span value = {encoded.data, encoded.len};
  struct url_span username = {href + url->protocol_end + 2,
                              url->username_end - url->protocol_end - 2};
  struct url_span password = {href + url->username_end, url->host_start - url->username_end};
  if (password.n) {
    password.p++;
    password.n--;
  }
  bool ok = !encoded.failed && (is_password ? set_credentials(url, username, value)
                                            : set_credentials(url, value, password));
  url_buf_release(&encoded);
  return ok;
}

static bool set_pathname(struct eddy_url *url, struct url_span in) {
  if (eddy_url_has_opaque_path(url)) return false;
  struct url_buf text;
  char memory[512];
  url_buf_init(&text, memory, sizeof memory);
  bool special = url_special(url->scheme);
  if (special || in.n || !set_has_host(url)) url_path_append(&text, 0, in, url->scheme);
  bool ok = !text.failed;
  if (ok) {
    size_t end = url->search_start != URL_NONE ? url->search_start
                 : url->hash_start != URL_NONE ? url->hash_start
                                               : url->href.len;
    uint32_t start = url->pathname_start;
    set_replace(url, start, end, text.data, text.len);
    url->pathname_start = start;
    if (!url->href.failed) set_guard_path(url);
  }
  url_buf_release(&text);
  return ok;
}

static bool set_tail(struct eddy_url *url, struct url_span in, bool is_hash, bool empty) {
  struct url_buf text;
  char memory[512];
  url_buf_init(&text, memory, sizeof memory);
  char mark = is_hash ? '#' : '?';
  uint32_t *offset = is_hash ? &url->hash_start : &url->search_start;
  size_t end = is_hash || url->hash_start == URL_NONE ? url->href.len : url->hash_start;
  size_t from = *offset == URL_NONE ? end : *offset;
  if (!empty) {
    url_buf_putc(&text, mark);
    url_put_encoded(&text, in, is_hash                    ? CLASS_FRAGMENT
                               : url_special(url->scheme) ? CLASS_SPECIAL_QUERY
                                                          : CLASS_QUERY);
  }
  bool ok = !text.failed;
  if (ok) {
    url_buf_splice(&url->href, from, end, text.data, text.len);
    int64_t shift = (int64_t)text.len - (int64_t)(end - from);
    if (!is_hash) set_move(&url->hash_start, shift);
    *offset = empty ? URL_NONE : (uint32_t)from;
  }
  url_buf_release(&text);
  return ok;
}

bool eddy_url_set(struct eddy_url *url, enum url_part part, const char *value, size_t len) {
  if (len > URL_INPUT_MAX) return false;
  struct url_buf scratch;
  url_buf_init(&scratch, NULL, 0);
  struct url_span in = {value, len};
  bool userinfo = part == URL_USERNAME || part == URL_PASSWORD;
  if (len && ((part == URL_SEARCH && *value == '?') || (part == URL_HASH && *value == '#'))) {
    in = (struct url_span){value + 1, len - 1};
  }
  if (!userinfo) in = url_strip_newlines(in, &scratch);
  bool ok = false;
  switch (part) {
    case URL_PROTOCOL: ok = set_protocol(url, in); break;
    case URL_HOST: ok = set_host(url, in, true); break;
    case URL_HOSTNAME: ok = set_host(url, in, false); break;
    case URL_PORT: ok = set_port(url, in, len == 0); break;
    case URL_USERNAME: ok = set_userinfo(url, in, false); break;
    case URL_PASSWORD: ok = set_userinfo(url, in, true); break;
    case URL_PATHNAME: ok = set_pathname(url, in); break;
    case URL_SEARCH: ok = set_tail(url, in, false, len == 0); break;
    case URL_HASH: ok = set_tail(url, in, true, len == 0); break;
  }
  if (scratch.failed) url->href.failed = true;
  url_buf_release(&scratch);
  return ok && !url->href.failed;
}
