// SPDX-License-Identifier: MIT
/* config_file.c: reads node.config.json, which comes before V8 and its JSON.parse. Strict JSON; only the two
 * outer levels mean something. Called by options.c. */
#include "config_file.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 64 /* of arrays and objects in each other */

struct reader {
  const char *at, *end;
  int depth;
  bool failed;
};

static void skip_space(struct reader *r) {
  while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')) r->at++;
}
static int peek(struct reader *r) {
  skip_space(r);
  return r->at < r->end ? (unsigned char)*r->at : -1;
}
static bool take(struct reader *r, char c) {
  if (peek(r) != (unsigned char)c) return false;
  r->at++;
  return true;
}
static bool fail(struct reader *r) {
  r->failed = true;
  return false;
}

static int hex4(const char *s) {
  int value = 0;
  for (int i = 0; i < 4; i++) {
    const char c = s[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

static char *put_utf8(char *to, uint32_t c) {
  if (c < 0x80) {
    *to++ = (char)c;
  } else if (c < 0x800) {
    *to++ = (char)(0xc0 | c >> 6);
    *to++ = (char)(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *to++ = (char)(0xe0 | c >> 12);
    *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    *to++ = (char)(0x80 | (c & 0x3f));
  } else {
    *to++ = (char)(0xf0 | c >> 18);
    *to++ = (char)(0x80 | (c >> 12 & 0x3f));
    *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    *to++ = (char)(0x80 | (c & 0x3f));
  }
  return to;
}

/* \uXXXX, with the second half of a surrogate pair if it follows; r->at is behind the 'u'. NUL is no text. */
static char *unescape_unicode(struct reader *r, char *to) {
  if (r->end - r->at < 4) return NULL;
  const int first = hex4(r->at);
  if (first <= 0) return NULL;
  r->at += 4;
  uint32_t c = (uint32_t)first;
  if (c >= 0xd800 && c < 0xdc00 && r->end - r->at >= 6 && r->at[0] == '\\' && r->at[1] == 'u') {
    const int second = hex4(r->at + 2);
    if (second >= 0xdc00 && second < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + ((uint32_t)second - 0xdc00);
      r->at += 6;
    }
  }
  return put_utf8(to, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
}

/* A string as malloc'ed text; NULL when there is none. */
static char *read_string(struct reader *r) {
  if (!take(r, '"')) return fail(r), NULL;
  char *text = malloc((size_t)(r->end - r->at) + 1), *to = text;
  if (!text) return fail(r), NULL;
  bool good = true;
  while (good && r->at < r->end && *r->at != '"') {
    const char c = *r->at++;
    if (c != '\\') {
      good = (unsigned char)c >= 0x20;
      *to++ = c;
      continue;
    }
    if (r->at == r->end) break;
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    const char *known = memchr(from, *r->at, sizeof from - 1);
    if (known) {
      *to++ = into[known - from];
      r->at++;
    } else {
      char *next = *r->at++ == 'u' ? unescape_unicode(r, to) : NULL;
      good = next != NULL;
      if (next) to = next;
    }
  }
  if (!good || r->at == r->end || *r->at != '"') {
    free(text);
    return fail(r), NULL;
  }
  r->at++;
  *to = 0;
  return text;
}

static char *read_number(struct reader *r) {
  const char *start = r->at;
  if (r->at < r->end && *r->at == '-') r->at++;
  const char *digits = r->at;
  while (r->at < r->end && *r->at >= '0' && *r->at <= '9') r->at++;
  bool good = r->at > digits && (*digits != '0' || r->at == digits + 1);
  while (r->at < r->end && strchr("0123456789.eE+-", *r->at) && *r->at) r->at++;
  const size_t len = (size_t)(r->at - start);
  char *text = malloc(len + 1);
  if (!text) return fail(r), NULL;
  memcpy(text, start, len);
  text[len] = 0;
  char *end;
  strtod(text, &end);
  good = good && *end == 0 && end > text && end[-1] != '.';
  if (good) return text;
  free(text);
  return fail(r), NULL;
}

static bool take_word(struct reader *r, const char *word) {
  const size_t len = strlen(word);
  if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0) return false;
  r->at += len;
  return true;
}

typedef int on_value(struct reader *r, const char *key, void *data);

/* { "key": value, … }: `each` reads one value. */
static int read_object(struct reader *r, on_value *each, void *data) {
  if (!take(r, '{') || ++r->depth > MAX_DEPTH) return fail(r), 0;
  int result = 0;
  if (!take(r, '}')) {
    do {
      char *key = peek(r) == '"' ? read_string(r) : NULL;
      if (!key || !take(r, ':')) fail(r);
      else result = each(r, key, data);
      free(key);
    } while (!r->failed && result == 0 && take(r, ','));
    if (!r->failed && result == 0 && !take(r, '}')) fail(r);
  }
  r->depth--;
  return result;
}

struct target {
  config_setting *setting;
  void *data;
  const char *space;
};

static int read_any(struct reader *r, const char *key, void *data);
static int skip_value(struct reader *r, const char *key, void *data) {
  (void)data;
  return read_any(r, key, NULL);
}

static int tell(const struct target *t, const char *key, enum config_kind kind, const char *text) {
  return t && t->setting ? t->setting(t->data, t->space, key, kind, text) : 0;
}

static int read_array(struct reader *r, const char *key, struct target *t) {
  int result = 0;
  if (!take(r, '[') || ++r->depth > MAX_DEPTH) return fail(r), 0;
  if (!take(r, ']')) {
    do {
      if (peek(r) == '"') {
        char *text = read_string(r);
        if (text) result = tell(t, key, CONFIG_ITEM, text);
        free(text);
      } else {
        result = read_any(r, key, NULL);
        if (!r->failed && result == 0) result = tell(t, key, CONFIG_OTHER, "");
      }
    } while (!r->failed && result == 0 && take(r, ','));
    if (!r->failed && result == 0 && !take(r, ']')) fail(r);
  }
  r->depth--;
  return result;
}

/* Any value; with a target, that hears of it. */
static int read_any(struct reader *r, const char *key, void *data) {
  struct target *t = data;
  char *text = NULL;
  int result = 0;
  switch (peek(r)) {
    case '{':
      result = read_object(r, skip_value, NULL);
      return r->failed || result ? result : tell(t, key, CONFIG_OTHER, "");
    case '[': return read_array(r, key, t);
    case '"':
      text = read_string(r);
      if (text) result = tell(t, key, CONFIG_STRING, text);
      break;
    case 't': return take_word(r, "true") ? tell(t, key, CONFIG_TRUE, "") : (fail(r), 0);
    case 'f': return take_word(r, "false") ? tell(t, key, CONFIG_FALSE, "") : (fail(r), 0);
    case 'n': return take_word(r, "null") ? tell(t, key, CONFIG_OTHER, "") : (fail(r), 0);
    default:
      text = read_number(r);
      if (text) result = tell(t, key, CONFIG_NUMBER, text);
  }
  free(text);
  return result;
}

static int read_space(struct reader *r, const char *key, void *data) {
  struct target *t = data;
  t->space = key;
  if (peek(r) == '{') return read_object(r, read_any, t);
  const int result = read_any(r, key, NULL);
  return r->failed || result ? result : tell(t, NULL, CONFIG_OTHER, "");
}

int config_parse(const char *json, size_t len, config_setting *setting, void *data) {
  struct reader r = {json, json + len, 0, false};
  struct target t = {setting, data, NULL};
  if (peek(&r) == '{') {
    const int result = read_object(&r, read_space, &t);
    if (result != 0) return result;
    return r.failed || peek(&r) != -1 ? CONFIG_SYNTAX : 0;
  }
  read_any(&r, NULL, NULL);
  return r.failed || peek(&r) != -1 ? CONFIG_SYNTAX : CONFIG_ROOT;
}
