// SPDX-License-Identifier: MIT
/* dns.h: what dns.c and dns_channel.c share. */
#ifndef EDDY_DNS_H
#define EDDY_DNS_H

#include "eddy.h"

extern const struct eddy_class eddy_dns_channel_class;
napi_value eddy_dns_strerror(napi_env env, napi_callback_info info);

#endif
