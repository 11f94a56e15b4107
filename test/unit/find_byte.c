// SPDX-License-Identifier: MIT
// Unit test of src/find_byte.c: the byte in every place, at every distance from a line of the cache, and nowhere.
#include <stdio.h>
#include <stdlib.h>

#include "../../src/find_byte.c"

static int failures;

static void expect(int good, const char *what, size_t from, size_t n) {
  if (good) return;
  failures++;
  fprintf(stderr, "%s, from %zu, length %zu\n", what, from, n);
}

/* The memory ends where the bytes do: a look behind it is seen by the sanitizer. */
static void try_all(size_t from, size_t n, size_t step) {
  uint8_t *memory = aligned_alloc(64, 64 * ((from + n) / 64 + 2));
  uint8_t *p = memory + from;
  memset(memory, 'n', 64 * ((from + n) / 64 + 2)); /* before and behind it lie what is looked for */
  memset(p, 'x', n);
  expect(eddy_find_byte(p, 'n', n) == NULL, "nowhere", from, n);
  for (size_t at = 0; at < n; at += step) {
    p[at] = 0xff;
    expect(eddy_find_byte(p, 0xff, n) == p + at, "one", from, at);
    if (at + 1 < n) p[n - 1] = 0xff;
    expect(eddy_find_byte(p, 0xff, n) == p + at, "the first of two", from, at);
    p[at] = p[n - 1] = 'x';
  }
  free(memory);
}

static void at_the_end(size_t n) {
  uint8_t *exact = malloc(n ? n : 1);
  memset(exact, 1, n);
  expect(eddy_find_byte(exact, 0, n) == NULL, "nothing is read behind the end", 0, n);
  free(exact);
}

int main(void) {
  for (size_t from = 0; from < 64; from++) try_all(from, 4096 + 7 * from, 13);
  for (size_t n = 0; n < 5000; n += n < 4000 ? 97 : 1) at_the_end(n);
  try_all(1, 4096 + 300, 1);
  try_all(63, 5000, 1);
  try_all(5, 4095, 1);
  expect(eddy_find_byte(NULL, 1, 0) == NULL, "no memory", 0, 0);
  if (failures) fprintf(stderr, "%d failed\n", failures);
  return failures != 0;
}
