// SPDX-License-Identifier: MIT
// needs_v8.c: registers as addons over V8's C++ interface do; must be refused (test/addons/refused.js).
void node_module_register(void *module);
static int module;
__attribute__((constructor)) static void register_module(void) { node_module_register(&module); }
