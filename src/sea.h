// SPDX-License-Identifier: MIT
/* sea.h: the application that is appended to this executable, if there is one. */
#ifndef EDDY_SEA_H
#define EDDY_SEA_H

#include <stdbool.h>

/* Looks for the application. False in the plain program; exits with a message when it is damaged. */
bool eddy_sea_open(const char *exec_path);
bool eddy_sea_present(void);
/* Who may add options to those of the application: "none", "env" (NODE_OPTIONS), "cli" (--node-options). */
const char *eddy_sea_extension(void);
/* The options the application was built with; returns their number. */
int eddy_sea_exec_argv(char ***args);

#endif
