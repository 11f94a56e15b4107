{
  'targets': [
    {'target_name': 'plain', 'sources': ['plain.c']},
    {'target_name': 'loop', 'sources': ['loop.c']},
    {
      'target_name': 'wrapped', 'sources': ['wrapped.cc'],
      'dependencies': ["<!(node -p \"require('node-addon-api').targets\"):node_addon_api_except"],
    },
  ],
}
