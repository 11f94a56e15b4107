# What node-gyp compiles every addon with. Read by gyp as a Python literal.
{
  'variables': {
    'asan%': 0,
    'clang%': 0,
    'component%': 'static_library',
    'library%': 'static_library',
    'node_shared%': 'false',
    'openssl_fips%': '',
    'standalone_static_library%': 0,
    'visibility%': 'default',
  },
  'target_defaults': {
    'default_configuration': 'Release',
    'configurations': {
      'Debug': {'defines': ['DEBUG', '_DEBUG'], 'cflags': ['-g', '-O0']},
      'Release': {'defines': ['NDEBUG'], 'cflags': ['-O3', '-fno-omit-frame-pointer']},
    },
    'defines': ['_GLIBCXX_USE_CXX11_ABI=1', '_FILE_OFFSET_BITS=64'],
    'cflags': ['-fPIC', '-pthread', '-Wall', '-Wextra', '-Wno-unused-parameter'],
    'cflags_cc': ['-fno-rtti', '-fno-exceptions', '-fno-strict-aliasing', '-std=gnu++20'],
    'ldflags': ['-pthread', '-rdynamic'],
  },
}
