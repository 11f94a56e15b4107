// SPDX-License-Identifier: MIT
/* options.h: the command line, parsed once by main. */
#ifndef EDDY_OPTIONS_H
#define EDDY_OPTIONS_H

/* Parses eddy_process.argv into eddy_process.{exec_argv,script_argv} and the option values.
 * Returns 0, or the exit code after a message on stderr. */
int eddy_options_parse(void);
/* V8's part of the options: argv for eddy_engine_init. */
int eddy_options_v8(char ***argv);

#endif
