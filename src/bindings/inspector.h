// SPDX-License-Identifier: MIT
/* inspector.h: functions of the binding `inspector` that are not about one session (inspector_control.c). */
#ifndef EDDY_BINDINGS_INSPECTOR_H
#define EDDY_BINDINGS_INSPECTOR_H

#include "eddy.h"

napi_value eddy_inspector_open(napi_env env, napi_callback_info info);
napi_value eddy_inspector_close(napi_env env, napi_callback_info info);
napi_value eddy_inspector_url(napi_env env, napi_callback_info info);
napi_value eddy_inspector_is_waiting(napi_env env, napi_callback_info info);
napi_value eddy_inspector_setup(napi_env env, napi_callback_info info);
napi_value eddy_inspector_is_enabled(napi_env env, napi_callback_info info);
napi_value eddy_inspector_js_context_made(napi_env env, napi_callback_info info);
napi_value eddy_inspector_wait(napi_env env, napi_callback_info info);
napi_value eddy_inspector_pause(napi_env env, napi_callback_info info);
napi_value eddy_inspector_handlers(napi_env env, napi_callback_info info);
napi_value eddy_inspector_send(napi_env env, napi_callback_info info);
napi_value eddy_inspector_threads(napi_env env, napi_callback_info info);
napi_value eddy_inspector_remote_connect(napi_env env, napi_callback_info info);
napi_value eddy_inspector_take_replies(napi_env env, napi_callback_info info);
napi_value eddy_inspector_remote_post(napi_env env, napi_callback_info info);
napi_value eddy_inspector_remote_close(napi_env env, napi_callback_info info);
napi_value eddy_inspector_js_scheduled(napi_env env, napi_callback_info info);
napi_value eddy_inspector_js_task(napi_env env, napi_callback_info info);
napi_value eddy_inspector_console_call(napi_env env, napi_callback_info info);

#endif
