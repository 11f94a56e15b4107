// SPDX-License-Identifier: MIT
// flags.cc: V8's flags: the program's own, and those of the command line. V8 looks a flag up in an index that it makes first, of names
// that lie in all corners of the program's constants, and then goes through all that one flag says about others: a thirtieth of
// a start, with always the same result. So the snapshot builder notes which bytes of V8's table all that changes, and a start without
// flags of the command line writes them.
#include <cstring>

#include "internal.h"

// Where V8 keeps the values of its flags: one page.
extern "C" uint8_t v8_flag_values[4096] __asm__("_ZN2v88internal8v8_flagsE");
// v8::internal::FlagList::EnforceFlagImplications(), called by V8::Initialize (--wrap, CMakeLists.txt).
extern "C" void __real__ZN2v88internal8FlagList23EnforceFlagImplicationsEv(void);
extern "C" void __wrap__ZN2v88internal8FlagList23EnforceFlagImplicationsEv(void);

namespace eddy {

static const char* const own_flags[] = {
    "--rehash-snapshot",  // off in this build of V8: without it all processes would share the hash seed of the snapshot
    "--experimental-wasm-jspi",   // as Node 24 has it: WebAssembly.promising()
    "--js-source-phase-imports",  // import source, for WebAssembly
    // A regular expression's bytecode runs once: the second time there is machine code. Polishing the bytecode took a
    // tenth of the time in which a tool with many patterns starts.
    "--no-regexp-peephole-optimization",
    "--no-freeze-flags-after-init",  // v8.setFlagsFromString
};

static bool complete;                              // nothing is left to be enforced
static uint8_t initial[sizeof v8_flag_values];     // in the snapshot builder: what V8 was linked with,
static eddy_flag_byte learned[EDDY_MAX_FLAG_BYTES];  // and what has become of it
static size_t learned_count;
static size_t sweeping_offset;

// Where the flag is that young.cc turns off for a moment.
static const char sweeping_flag[] = "--concurrent-array-buffer-sweeping", no_sweeping_flag[] = "--no-concurrent-array-buffer-sweeping";
static void LearnSweepingFlag() {
  v8::V8::SetFlagsFromString(no_sweeping_flag);
  while (sweeping_offset < sizeof initial && v8_flag_values[sweeping_offset] == initial[sweeping_offset]) sweeping_offset++;
  ENGINE_CHECK(sweeping_offset < sizeof initial && initial[sweeping_offset] == 1);
  v8::V8::SetFlagsFromString(sweeping_flag);
}
uint8_t* ConcurrentSweepingFlag() { return v8_flag_values + (eddy_flag_byte_count ? eddy_flag_sweeping : sweeping_offset); }

// Takes what it knows out of argv, but not argv[0].
void SetFlags(int* argc, char** argv) {
  if (eddy_flag_byte_count > 0 && *argc <= 1) {
    for (size_t i = 0; i < eddy_flag_byte_count; i++) v8_flag_values[eddy_flag_bytes[i].offset] = eddy_flag_bytes[i].value;
    complete = true;
    return;
  }
  memcpy(initial, v8_flag_values, sizeof initial);
  if (eddy_flag_byte_count == 0) LearnSweepingFlag();
  for (const char* flag : own_flags) v8::V8::SetFlagsFromString(flag);
  if (*argc > 1) v8::V8::SetFlagsFromCommandLine(argc, argv, true);
}

}  // namespace eddy

extern "C" {

void __wrap__ZN2v88internal8FlagList23EnforceFlagImplicationsEv(void) {
  if (eddy::complete) return;
  __real__ZN2v88internal8FlagList23EnforceFlagImplicationsEv();
  if (eddy_flag_byte_count > 0) return;
  for (size_t i = 0; i < sizeof v8_flag_values; i++) {
    if (v8_flag_values[i] == eddy::initial[i]) continue;
    ENGINE_CHECK(eddy::learned_count < EDDY_MAX_FLAG_BYTES);
    eddy::learned[eddy::learned_count++] = {static_cast<uint16_t>(i), v8_flag_values[i]};
  }
}

size_t eddy_engine_learned_sweeping(void) { return eddy::sweeping_offset; }
const struct eddy_flag_byte* eddy_engine_learned_flags(size_t* count) {
  *count = eddy::learned_count;
  return eddy::learned;
}

void eddy_engine_set_flags(const char* flags) { v8::V8::SetFlagsFromString(flags); }

}  // extern "C"
