// SPDX-License-Identifier: MIT
// Unit test of src/multipart/parser.c: bodies cut at every place say the same.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/multipart/parser.c"

static int failures;

static void say(char *out, const void *p, size_t n) {
  const size_t len = strlen(out);
  memcpy(out + len, p, n);
  out[len + n] = 0;
}

static void run(const char *body, size_t n, size_t step, char *out) {
  struct multipart_parser p;
  out[0] = 0;
  if (!multipart_init(&p, "b", 1, 64)) abort();
  for (size_t at = 0; at < n; at += step) {
    const size_t len = step < n - at ? step : n - at;
    size_t off = 0, start, end;
    enum multipart_event e;
    do {
      e = multipart_next(&p, (const uint8_t *)body + at, len, &off, &start, &end);
      if (e == MULTIPART_HEAD) say(out, "<", 1), say(out, p.head, p.head_len), say(out, ">", 1);
      if (e == MULTIPART_DATA) say(out, body + at + start, end - start);
      if (e == MULTIPART_HELD) say(out, p.delimiter + start, end - start);
      if (e == MULTIPART_PART_END) say(out, "|", 1);
    } while (e != MULTIPART_MORE && e != MULTIPART_ERROR && e != MULTIPART_END);
  }
  say(out, multipart_finish(&p) ? "." : "!", 1);
  multipart_release(&p);
}

static void expect(const char *body, const char *want) {
  char got[1024];
  for (size_t step = 1; step <= strlen(body); step++) {
    run(body, strlen(body), step, got);
    if (strcmp(got, want) == 0) continue;
    failures++;
    fprintf(stderr, "in steps of %zu: expected %s, got %s\n", step, want, got);
  }
}

int main(void) {
  expect("--b\r\nA: 1\r\n\r\nhello\r\n--b--\r\n", "<A: 1\r\n>hello|.");
  expect("preamble\r\n--b\r\n\r\nx\r\n--b\r\n\r\ny\r\n--b--epilogue", "<>x|<>y|.");
  expect("--b\r\n\r\n\r\n--b--", "<>|.");
  expect("--b\r\n\r\n\r\n\r\n--b--", "<>\r\n|.");
  expect("--b\r\n\r\n\r\n-\r\n--\r\n--bx\r\r\n--b-x\r\n--b\rx\r\n--b--", "<>\r\n-\r\n--\r\n--bx\r\r\n--b-x\r\n--b\rx|.");
  expect("--b--", ".");
  expect("no boundary", "!");
  expect("--b\r\n\r\nunfinished", "<>unfinished!");
  expect("--b\r\nA: 0123456789012345678901234567890123456789012345678901234567890123456789\r\n\r\n", "!");
  struct multipart_parser p;
  if (multipart_init(&p, "", 0, 9) || multipart_init(&p, "a\n", 2, 9) || multipart_init(&p, "a ", 2, 9)) failures++;
  return failures != 0;
}
