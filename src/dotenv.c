// SPDX-License-Identifier: MIT
/* dotenv.c: the syntax of .env files. Used by --env-file (options.c), process.loadEnvFile() and
 * util.parseEnv() (the binding options). */
#include "eddy.h"
#include "options.h"

struct cursor { const char *at, *end; };

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

static char *copy_trimmed(const char *from, const char *to) {
  while (from < to && (is_space(*from) || *from == '\n')) from++;
  while (to > from && (is_space(to[-1]) || to[-1] == '\n')) to--;
  char *s = eddy_alloc((size_t)(to - from) + 1);
  memcpy(s, from, (size_t)(to - from));
  s[to - from] = 0;
  return s;
}

static void skip_line(struct cursor *c) {
  while (c->at < c->end && *c->at != '\n') c->at++;
  if (c->at < c->end) c->at++;
}

/* \n in double quotes means a line break. */
static void expand_newlines(char *s) {
  char *to = s;
  for (; *s; s++) {
    if (s[0] == '\\' && s[1] == 'n') {
      *to++ = '\n';
      s++;
    } else {
      *to++ = *s;
    }
  }
  *to = 0;
}

/* The cursor stands behind '='. */
static char *value_at(struct cursor *c) {
  while (c->at < c->end && is_space(*c->at)) c->at++;
  if (c->at >= c->end) return copy_trimmed(c->end, c->end);
  const char quote = *c->at;
  if (quote == '"' || quote == '\'' || quote == '`') {
    const char *close = memchr(c->at + 1, quote, (size_t)(c->end - c->at - 1));
    if (close) {
      const size_t len = (size_t)(close - c->at - 1);
      char *s = eddy_alloc(len + 1);
      memcpy(s, c->at + 1, len);
      s[len] = 0;
      if (quote == '"') expand_newlines(s);
      c->at = close + 1;
      skip_line(c);
      return s;
    }
  }
  const char *from = c->at, *to = from;
  while (to < c->end && *to != '\n') to++;
  c->at = to < c->end ? to + 1 : to;
  const char *hash = memchr(from, '#', (size_t)(to - from));
  return copy_trimmed(from, hash ? hash : to);
}

void eddy_dotenv_parse(const char *text, size_t len,
                       void (*pair)(void *data, const char *key, const char *value), void *data) {
  struct cursor c = {text, text + len};
  while (c.at < c.end) {
    while (c.at < c.end && (is_space(*c.at) || *c.at == '\n')) c.at++;
    if (c.at >= c.end) break;
    if (*c.at == '#') {
      skip_line(&c);
      continue;
    }
    const char *key = c.at;
    while (c.at < c.end && *c.at != '=' && *c.at != '\n') c.at++;
    if (c.at >= c.end || *c.at == '\n') continue; /* no assignment */
    const char *key_end = c.at++;
    if (key_end - key > 7 && memcmp(key, "export ", 7) == 0) key += 7;
    char *name = copy_trimmed(key, key_end);
    char *value = value_at(&c);
    if (*name) pair(data, name, value);
    free(name);
    free(value);
  }
}
