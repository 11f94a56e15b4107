// SPDX-License-Identifier: MIT
// Unit test of src/config_file.c: what is told of a file, and what is refused.
#include <stdio.h>

#include "../../src/config_file.c"

static char told[1024];
static int failures;

static int note(void *data, const char *space, const char *key, enum config_kind kind, const char *text) {
  (void)data;
  const size_t used = strlen(told);
  snprintf(told + used, sizeof told - used, "%s.%s=%d%s;", space, key ? key : "-", (int)kind, text);
  return strcmp(text, "stop") == 0 ? 7 : 0;
}

static void expect(const char *json, int result, const char *want) {
  told[0] = 0;
  const int got = config_parse(json, strlen(json), note, NULL);
  if (got == result && (!want || strcmp(told, want) == 0)) return;
  failures++;
  fprintf(stderr, "%s: got %d %s\n", json, got, told);
}

int main(void) {
  expect("{}", 0, "");
  expect(" { \"a\" : { \"b\":true, \"c\":false,\"d\":-1.5e3, \"e\":\"x\\ty\\u00e9\\ud83d\\ude00\" } } ", 0,
         "a.b=0;a.c=1;a.d=2-1.5e3;a.e=3x\ty\xc3\xa9\xf0\x9f\x98\x80;");
  expect("{\"a\":{\"l\":[\"p\",\"q\",1]}}", 0, "a.l=4p;a.l=4q;a.l=5;");
  expect("{\"a\":{\"l\":null,\"m\":{\"x\":[1,{\"y\":2}]}},\"z\":3}", 0, "a.l=5;a.m=5;z.-=5;");
  expect("{\"a\":{\"b\":\"stop\",\"c\":1}}", 7, "a.b=3stop;");
  expect("[]", CONFIG_ROOT, "");
  expect("3", CONFIG_ROOT, "");
  static const char *const bad[] = {"", "{", "{}x", "{\"a\"}", "{\"a\":{}", "{\"a\":{},}", "{\"a\":{\"b\":01}}", "{\"a\":{\"b\":1.}}",
                                    "{\"a\":{\"b\":tru}}", "{\"a\":{\"b\":\"\\x\"}}", "{\"a\":{\"b\":\"\\u0000\"}}", "{\"a\":{\"b\":\"\n\"}}",
                                    "{'a':1}", "[1,]", "// x\n{}"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) expect(bad[i], CONFIG_SYNTAX, NULL);
  char deep[400];
  memset(deep, '[', sizeof deep - 1);
  deep[sizeof deep - 1] = 0;
  expect(deep, CONFIG_SYNTAX, "");
  return failures != 0;
}
