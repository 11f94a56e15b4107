# SPDX-License-Identifier: MIT
# Verbs only; the build itself is described in CMakeLists.txt.
PRESET ?= release
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)

.PHONY: build run test asan tsan release debug bench lint fmt fuzz install clean help setup
build: setup ## build build/release/eddy (installs what is missing first)
	@[ -f build/$(PRESET)/build.ninja ] || cmake --preset $(PRESET) >/dev/null
	@ninja -C build/$(PRESET) -j $(JOBS) eddy

setup:
	@tools/setup

run: build ## start the example site on http://127.0.0.1:8080
	build/release/eddy examples/site/server.js

test: build ## run all tests; T=fs a part of them
	@test/run $(T)

# A report is a file, whichever process made it and whatever became of its exit code.
REPORTS := $(CURDIR)/build/asan/reports
asan: ## build with AddressSanitizer and UBSan, run the tests on it
	@$(MAKE) --no-print-directory build PRESET=asan
	@rm -rf $(REPORTS) && mkdir -p $(REPORTS)
	@EDDY=build/asan/eddy ASAN_OPTIONS=detect_leaks=0:log_path=$(REPORTS)/r \
	  UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1:log_path=$(REPORTS)/r test/run $(T); \
	  code=$$?; ! cat $(REPORTS)/* 2>/dev/null && exit $$code

# setarch: ThreadSanitizer knows fewer addresses than the kernel gives out.
RACES := $(CURDIR)/build/tsan/reports
tsan: ## build with ThreadSanitizer, run what concerns threads on it (T=fs: that part)
	@setarch -R $(MAKE) --no-print-directory build PRESET=tsan
	@rm -rf $(RACES) && mkdir -p $(RACES)
	@TSAN_OPTIONS=exitcode=0:log_path=$(RACES)/r TEST_TIMEOUT=180 EDDY=build/tsan/eddy EDDY_PREBUILT=1 \
	  setarch -R test/run '$(or $(T),\(worker_threads\|messaging\)/)'; \
	  code=$$?; TSAN_OPTIONS=exitcode=0 setarch -R build/tsan/eddy tools/tsan_reports.js $(RACES) && exit $$code

release: ## build build/release/eddy
	@$(MAKE) --no-print-directory build PRESET=release

debug: ## build build/debug/eddy
	@$(MAKE) --no-print-directory build PRESET=debug

fuzz: ## run the fuzz targets for 30 seconds each
	@tools/fuzz

bench: build ## quick benchmarks of this build
	@bench/run

lint: build ## sizes, bans and formats
	build/release/eddy tools/tidy.js

fmt: ## format C and C++
	clang-format -i $$(git ls-files '*.c' '*.h' '*.cc')

install: build ## install below PREFIX (NODE_ALIAS=1: also as `node`)
	cmake --install build/release --prefix $(PREFIX)
	@[ -z "$(NODE_ALIAS)" ] || ln -f $(PREFIX)/bin/eddy $(PREFIX)/bin/node # no symbolic link: process.execPath would end in eddy

clean: ## remove what was built
	rm -rf build

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12
