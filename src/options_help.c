// SPDX-License-Identifier: MIT
/* options_help.c: --help and --completion-bash. The texts are in options_help.def, in groups. */
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "eddy.h"
#include "options.h"

struct help { const char *names, *text; };
#define GROUP(title) {NULL, title},
#define HELP(names, text) {names, text},
static const struct help helps[] = {
#include "options_help.def"
};
#undef GROUP
#undef HELP

#define TEXT_COLUMN 34
#define MIN_WIDTH 60
#define MAX_WIDTH 110

static int terminal_width(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
  return size.ws_col < MIN_WIDTH ? MIN_WIDTH : size.ws_col > MAX_WIDTH ? MAX_WIDTH : size.ws_col;
}

/* Columns of UTF-8 text without wide characters. */
static int columns(const char *s, size_t len) {
  int n = 0;
  for (size_t i = 0; i < len; i++) n += ((unsigned char)s[i] & 0xc0) != 0x80;
  return n;
}

/* Prints words from column `at`; lines that follow begin at `indent`. Returns the column behind. */
static int print_words(const char *text, int at, int indent, int width) {
  bool first = true;
  while (*text) {
    const size_t len = strcspn(text, " ");
    const int n = columns(text, len);
    if (!first && at + 1 + n > width) {
      printf("\n%*s", indent, "");
      at = indent;
      first = true;
    }
    at += printf("%s", first ? "" : " ") > 0;
    printf("%.*s", (int)len, text);
    at += n;
    first = false;
    text += len;
    while (*text == ' ') text++;
  }
  return at;
}

void eddy_options_help(void) {
  const int width = terminal_width();
  const bool bold = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
  printf("Usage: eddy [options] [ script.js ] [arguments]\n"
         "       eddy [options] -e code | -p code | --test [files] | --run script [-- arguments]\n"
         "       eddy serve [options] script.js [arguments]      (a worker per processor)\n"
         "       eddy status | reload | top [ PID | socket ] [ json ]      (of what runs)\n"
         "       eddy build script.js -o file      (one executable file)\n"
         "       eddy inspect [options] [ script.js | host:port ] [arguments]\n");
  for (size_t i = 0; i < COUNTOF(helps); i++) {
    const struct help *h = &helps[i];
    if (!h->names) {
      printf("\n%s%s%s\n", bold ? "\x1b[1m" : "", h->text, bold ? "\x1b[0m" : "");
      continue;
    }
    printf("  ");
    const int at = print_words(h->names, 2, 4, width);
    if (at + 2 > TEXT_COLUMN) printf("\n%*s", TEXT_COLUMN, "");
    else printf("%*s", TEXT_COLUMN - at, "");
    print_words(h->text, TEXT_COLUMN, TEXT_COLUMN, width);
    putchar('\n');
  }
  printf("\nEnvironment: NODE_OPTIONS, NODE_PATH, NODE_ENV, NODE_DEBUG, NODE_COMPILE_CACHE, NO_COLOR … as in Node.js;\n"
         "EDDY_TRANSFORM_CACHE: where transformed TypeScript is kept (0: nowhere).\n"
         "Documentation: man eddy; what Node.js 24 documents holds here, too.\n");
}

/* `option` is asked for every name, until it returns NULL. */
void eddy_options_completion(const char *(*option)(size_t i)) {
  printf("_eddy_complete() {\n"
         "  local word=\"${COMP_WORDS[COMP_CWORD]}\"\n"
         "  if [[ \"$word\" == -* ]]; then\n"
         "    COMPREPLY=( $(compgen -W '");
  for (size_t i = 0; option(i); i++) printf("%s%s", i ? " " : "", option(i));
  printf("' -- \"$word\") )\n"
         "  else\n"
         "    COMPREPLY=( $(compgen -f -- \"$word\") )\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -o nospace -o bashdefault -F _eddy_complete eddy node\n");
}
