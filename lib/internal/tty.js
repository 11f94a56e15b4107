// SPDX-License-Identifier: MIT
// How many colours a terminal has, from its environment: https://no-color.org, FORCE_COLOR, TERM, COLORTERM, CI.
'use strict';

const { validateInteger } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const C2 = 1, C16 = 4, C256 = 8, C16M = 24;

const terms = {
  __proto__: null,
  'eterm': C16, 'cons25': C16, 'console': C16, 'cygwin': C16, 'dtterm': C16, 'gnome': C16, 'hurd': C16, 'jfbterm': C16,
  'konsole': C16, 'kterm': C16, 'mlterm': C16, 'mosh': C16M, 'putty': C16, 'st': C16, 'rxvt-unicode-24bit': C16M,
  'terminator': C16M, 'xterm-kitty': C16M,
};
const ciWithTrueColor = ['CIRCLECI', 'GITEA_ACTIONS', 'GITHUB_ACTIONS'];
const ciWith256 = ['APPVEYOR', 'BUILDKITE', 'DRONE', 'GITLAB_CI', 'TRAVIS'];
const termPatterns = [/ansi/, /color/, /linux/, /direct/, /^con\d*x\d/, /^rxvt/, /^screen/, /^xterm/, /^vt100/, /^vt220/];

let warned = false;
function warnIgnored(env) {
  if (warned) return;
  warned = true;
  const name = env.NO_COLOR !== undefined ? 'NO_COLOR' : 'NODE_DISABLE_COLORS';
  process.emitWarning(`The '${name}' env is ignored due to the 'FORCE_COLOR' env being set.`, 'Warning');
}

/** @returns {1 | 4 | 8 | 24} bits per colour value */
function getColorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) {
    switch (env.FORCE_COLOR) {
      case '':
      case '1':
      case 'true': warnWhenOff(env); return C16;
      case '2': warnWhenOff(env); return C256;
      case '3': warnWhenOff(env); return C16M;
      default: return C2;
    }
  }
  if ((env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') ||
      (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb') return C2;
  if (env.TMUX) return C16M;
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) return C16;
  if ('CI' in env) {
    if (ciWithTrueColor.some((name) => name in env)) return C16M;
    if (ciWith256.some((name) => name in env) || env.CI_NAME === 'codeship') return C256;
    return C2;
  }
  if ('TEAMCITY_VERSION' in env) return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? C16 : C2;
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      if (!env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION)) return C256;
      return C16M;
    case 'HyperTerm':
    case 'MacTerm': return C16M;
    case 'Apple_Terminal': return C256;
  }
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return C16M;
  if (env.TERM) {
    if (/truecolor/.test(env.TERM)) return C16M;
    if (/^xterm-256/.test(env.TERM)) return C256;
    const term = env.TERM.toLowerCase();
    if (terms[term]) return terms[term];
    if (termPatterns.some((pattern) => pattern.test(term))) return C16;
  }
  if (env.COLORTERM) return C16;
  return C2;
}

function warnWhenOff(env) {
  if (env.NO_COLOR !== undefined || env.NODE_DISABLE_COLORS !== undefined) warnIgnored(env);
}

/** Can it show `count` colours (default 16)? */
function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    if (typeof count !== 'number') throw new ERR_INVALID_ARG_TYPE('count', 'number', count);
    validateInteger(count, 'count', 2);
  }
  return count <= 2 ** getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
