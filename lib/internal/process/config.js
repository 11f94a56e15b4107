// SPDX-License-Identifier: MIT
// What this build is: process.version(s), release, features, config. Eddy answers as the Node.js release
// that it follows.
'use strict';

const { NODE_VERSION } = require('internal/process/version');

function versions() {
  const found = internalBinding('process_methods').versions();
  const out = {
    node: NODE_VERSION,
    acorn: '8.15.0',
    ada: '3.3.0',
    amaro: '1.1.5',
    ares: found.ares ?? '1.18.1',
    brotli: found.brotli ?? '1.0.9',
    cjs_module_lexer: '2.1.0',
    cldr: '47.0',
    eddy: found.eddy ?? '0.2.0',
    icu: '77.1',
    ...found.ipsec_mb && { ipsec_mb: found.ipsec_mb },
    libdeflate: found.libdeflate ?? '1.14',
    llhttp: '9.3.0',
    modules: '137',
    napi: '10',
    nbytes: '0.1.1',
    ncrypto: '0.0.1',
    nghttp2: found.nghttp2 ?? '1.52.0',
    openssl: found.openssl ?? '3.0.0',
    simdjson: '4.1.0',
    simdutf: '6.4.0',
    sqlite: found.sqlite ?? '3.40.1',
    tz: '2025b',
    undici: '7.16.0',
    unicode: '16.0',
    uv: found.uv ?? '1.44.2',
    uvwasi: '0.0.23',
    v8: found.v8 ?? '13.6.233.17-node.37',
    zlib: found.zlib ?? '1.2.13',
    zstd: found.zstd ?? '1.5.4',
  };
  // Names that Node does not know are there, but not in lists.
  const own = { __proto__: null, eddy: true, ipsec_mb: true, libdeflate: true };
  for (const key in out) Object.defineProperty(out, key, { __proto__: null, writable: false, enumerable: own[key] === undefined });
  return out;
}

function release() {
  const base = `https://nodejs.org/download/release/v${NODE_VERSION}/node-v${NODE_VERSION}`;
  const out = { name: 'node', lts: 'Krypton', sourceUrl: `${base}.tar.gz`, headersUrl: `${base}-headers.tar.gz` };
  for (const key in out) Object.defineProperty(out, key, { __proto__: null, writable: false });
  return out;
}

function features() {
  const { getOptionValue } = require('internal/options');
  return {
    inspector: true,
    debug: false,
    uv: true,
    ipv6: true, // deprecated, always true
    tls_alpn: true,
    tls_sni: true,
    tls_ocsp: true,
    tls: true,
    openssl_is_boringssl: false,
    get cached_builtins() { return true; },
    get require_module() {
      return getOptionValue('--require-module') !== false && getOptionValue('--experimental-require-module') !== false;
    },
    get quic() { return false; },
    get typescript() {
      if (getOptionValue('--strip-types') === false) return false;
      return getOptionValue('[erasable_types_only]') ? 'strip' : 'transform';
    },
  };
}

/** The build's configuration as node-gyp and tests read it. */
function config() {
  return Object.freeze({
    target_defaults: freezeAll({
      cflags: [], default_configuration: 'Release', defines: [], include_dirs: [], libraries: [],
      configurations: { Release: { variables: {} }, Debug: { variables: {} } },
    }),
    variables: freezeAll({
      asan: 0, coverage: false, dcheck_always_on: 0, debug_nghttp2: false, debug_node: false, enable_lto: false,
      host_arch: process.arch, target_arch: process.arch, icu_small: false, is_debug: 0, napi_build_version: '10',
      node_builtin_shareable_builtins: [], node_byteorder: 'little', node_debug_lib: false,
      node_enable_d8: false, node_install_npm: true, node_module_version: 137, node_no_browser_globals: false,
      node_prefix: '/usr/local', node_shared: false, node_shared_openssl: false, node_shared_zlib: false,
      node_tag: '', node_target_type: 'executable', node_use_amaro: true, node_use_bundled_v8: true,
      node_use_node_code_cache: true, node_use_node_snapshot: true, node_use_openssl: true, node_use_quic: false,
      node_use_sqlite: true, node_use_v8_platform: true, node_with_ltcg: false, node_without_node_options: false,
      openssl_is_fips: false, openssl_quic: false, shlib_suffix: 'so.137', single_executable_application: true,
      ubsan: 0, v8_enable_i18n_support: 1, v8_enable_inspector: 1, v8_enable_pointer_compression: 0,
      v8_enable_sandbox: 0, v8_enable_webassembly: 1, v8_promise_internal_field_count: 1, v8_use_siphash: 1,
      want_separate_host_toolset: 0,
    }),
  });
}

function freezeAll(value) {
  if (value !== null && typeof value === 'object') {
    for (const key of Object.keys(value)) freezeAll(value[key]);
    Object.freeze(value);
  }
  return value;
}

module.exports = { versions, release, features, config };
