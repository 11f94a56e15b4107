// SPDX-License-Identifier: MIT
/* options.h: the command line, parsed once by main. */
#ifndef EDDY_OPTIONS_H
#define EDDY_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#define EDDY_NODE_VERSION "24.12.0" /* what the library reports as process.version */

/* Parses eddy_process.argv (with NODE_OPTIONS and --env-file) into eddy_process.{exec_argv,script_argv}
 * and the option values. Returns 0, or the exit code after a message on stderr; -1 when information
 * is all that is wanted (--version, --help …), which eddy_options_print prints. */
int eddy_options_parse(void);
void eddy_options_init(void); /* all as by default */
void eddy_options_print(void);
/* V8's part of the options: argv for eddy_engine_init. */
int eddy_options_v8(char ***argv);
/* Value of a boolean option, e.g. "--permission". */
bool eddy_option_bool(const char *name);
/* Value of any other option; NULL when it has none. Lists: the last item. */
const char *eddy_option_text(const char *name);
/* Whether an option that takes a value (no list) was given one: its default does not count. */
bool eddy_option_given(const char *name);

/* The option that is spelled most like `arg`; NULL when none is near. */
const char *eddy_option_nearest(const char *arg);

/* options_help.c: prints --help; --completion-bash with the names that option(0), option(1) … give. */
void eddy_options_help(void);
void eddy_options_completion(const char *(*option)(size_t i));

/* process_setup.c: applies what must be so before the engine starts; the threads that V8 may have. */
void eddy_process_setup(void);
int eddy_process_pool_threads(void);

/* Applies what concerns OpenSSL as a whole (bindings/crypto_setup.c). 0, or the code to exit with. */
int eddy_crypto_setup(void);

/* dotenv.c: calls `pair` for each variable of a .env file's text. Key and value live during the call. */
void eddy_dotenv_parse(const char *text, size_t len,
                       void (*pair)(void *data, const char *key, const char *value), void *data);

#endif
