// SPDX-License-Identifier: MIT
/* config_file.h: node.config.json (--experimental-config-file). */
#ifndef EDDY_CONFIG_FILE_H
#define EDDY_CONFIG_FILE_H

#include <stddef.h>

enum config_kind { CONFIG_TRUE, CONFIG_FALSE, CONFIG_NUMBER, CONFIG_STRING, CONFIG_ITEM, CONFIG_OTHER };

/* One setting: `text` is the number or string, without quotes; CONFIG_ITEM is a string in an array. Returns 0 to
 * go on. The texts live during the call. */
typedef int config_setting(void *data, const char *space, const char *key, enum config_kind kind,
                           const char *text);

/* Reads `len` bytes of JSON. Calls `setting` for each value in an object of the root, and with key NULL for a root
 * value that is no object. Returns 0, what `setting` returned, CONFIG_SYNTAX or CONFIG_ROOT. */
enum { CONFIG_SYNTAX = -1, CONFIG_ROOT = -2 };
int config_parse(const char *json, size_t len, config_setting *setting, void *data);

#endif
