// SPDX-License-Identifier: MIT
'use strict';

// util.parseArgs(): command lines as options and positionals. First into tokens, by the shape of the
// arguments; then the tokens are checked and put together.

const { codes } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const {
  validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray,
  validateUnion,
} = require('internal/validators');

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

/** The program's own arguments. */
function mainArguments() {
  const { execArgv } = process;
  // With --eval or --print there is no script among them.
  if (execArgv.some((argument) => /^(-e|-p|-pe|--eval|--print)(=|$)/.test(argument))) return process.argv.slice(1);
  return process.argv.slice(2);
}

function findByShort(short, options) {
  for (const name of Object.keys(options)) if (options[name].short === short) return name;
  return short;
}

function typeOf(name, options) {
  return has(options, name) ? options[name].type : undefined;
}

function tokenize(args, options) {
  const tokens = [];
  // -abc becomes -a -b -c, with the index of the group.
  const queue = args.map((text, index) => ({ text, index }));
  let grouped = 0;
  for (let i = 0; i < queue.length; i++) {
    const { text, index } = queue[i];
    const nextText = grouped > 0 ? undefined : queue[i + 1]?.text;
    if (grouped > 0) grouped--;
    if (text === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (let j = i + 1; j < queue.length; j++) {
        tokens.push({ kind: 'positional', index: queue[j].index, value: queue[j].text });
      }
      break;
    }
    if (text.length < 2 || text[0] !== '-') {
      tokens.push({ kind: 'positional', index, value: text });
    } else if (text.startsWith('--')) {
      i += longOption(tokens, text, index, nextText, options);
    } else if (text.length === 2) {
      i += takeValue(tokens, findByShort(text[1], options), text, index, grouped > 0 ? undefined : nextText, options);
    } else if (typeOf(findByShort(text[1], options), options) === 'string') {
      // -fVALUE
      tokens.push({ kind: 'option', name: findByShort(text[1], options), rawName: text.slice(0, 2), index,
                    value: text.slice(2), inlineValue: true });
    } else {
      const expanded = expandGroup(text, index, options);
      queue.splice(i + 1, 0, ...expanded);
      grouped = expanded.length - 1;
    }
  }
  return tokens;
}

/** -abc: each a flag, up to one that takes the rest as its value. */
function expandGroup(text, index, options) {
  const expanded = [];
  for (let at = 1; at < text.length; at++) {
    const isLast = at === text.length - 1;
    if (typeOf(findByShort(text[at], options), options) !== 'string' || isLast) {
      expanded.push({ text: `-${text[at]}`, index });
    } else {
      expanded.push({ text: `-${text.slice(at)}`, index });
      break;
    }
  }
  return expanded;
}

function longOption(tokens, text, index, nextText, options) {
  const equals = text.indexOf('=', 3);
  if (equals !== -1) {
    tokens.push({ kind: 'option', name: text.slice(2, equals), rawName: text.slice(0, equals), index,
                  value: text.slice(equals + 1), inlineValue: true });
    return 0;
  }
  return takeValue(tokens, text.slice(2), text, index, nextText, options);
}

/** An option without "=": its value, if it takes one, is the next argument. */
function takeValue(tokens, name, rawName, index, nextText, options) {
  const takes = typeOf(name, options) === 'string' && nextText !== undefined;
  const token = { kind: 'option', name, rawName, index, value: undefined, inlineValue: undefined };
  if (takes) {
    token.value = nextText;
    token.inlineValue = false;
  }
  tokens.push(token);
  return takes ? 1 : 0;
}

// Checks

function checkKnown(token, { options, allowPositionals, allowNegative }) {
  let { name } = token;
  if (!has(options, name)) {
    if (allowNegative && name.startsWith('no-')) name = name.slice(3);
    if (name === token.name || typeOf(name, options) !== 'boolean') {
      throw new codes.ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
  }
  const { short, type } = options[name];
  const shown = short ? `-${short}, --${name}` : `--${name}`;
  if (type === 'string' && typeof token.value !== 'string') {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
}

/** `--foo -x`: the value looks like an option, was it forgotten? */
function checkAmbiguous(token) {
  if (token.inlineValue || typeof token.value !== 'string' || token.value.length < 2 || token.value[0] !== '-') return;
  const example = token.rawName.startsWith('--') ?
    `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
  throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    `Option '${token.rawName}' argument is ambiguous.\n` +
    `Did you forget to specify the option argument for '${token.rawName}'?\n` +
    `To specify an option argument starting with a dash use ${example}.`);
}

function checkOptions(options) {
  for (const name of Object.keys(options)) {
    const option = options[name];
    validateObject(option, `options.${name}`);
    validateUnion(option.type, `options.${name}.type`, ['string', 'boolean']);
    if (has(option, 'short')) {
      validateString(option.short, `options.${name}.short`);
      if (option.short.length !== 1) {
        throw new codes.ERR_INVALID_ARG_VALUE(`options.${name}.short`, option.short, 'must be a single character');
      }
    }
    const multiple = has(option, 'multiple') ? option.multiple : false;
    if (has(option, 'multiple')) validateBoolean(multiple, `options.${name}.multiple`);
    if (option.default === undefined) continue;
    const isString = option.type === 'string';
    const check = multiple ? (isString ? validateStringArray : validateBooleanArray) :
      (isString ? validateString : validateBoolean);
    check(option.default, `options.${name}.default`);
  }
}

function store(values, name, value, options) {
  if (name === '__proto__') return;
  if (!options[name]?.multiple) values[name] = value;
  else if (values[name] === undefined) values[name] = [value];
  else values[name].push(value);
}

/**
 * @param {object} [config] args, options, strict, allowPositionals, allowNegative, tokens
 * @returns {{values: object, positionals: string[], tokens?: object[]}}
 */
function parseArgs(config = kEmptyObject) {
  const own = (name) => (has(config, name) ? config[name] : undefined);
  const args = own('args') ?? mainArguments();
  const strict = own('strict') ?? true;
  const allowPositionals = own('allowPositionals') ?? !strict;
  const returnTokens = own('tokens') ?? false;
  const allowNegative = own('allowNegative') ?? false;
  const options = own('options') ?? { __proto__: null };
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(returnTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  checkOptions(options);
  const checked = { options, strict, allowPositionals, allowNegative };
  const result = { values: { __proto__: null }, positionals: [] };
  const tokens = tokenize(args.map(String), options);
  if (returnTokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) {
        checkKnown(token, checked);
        checkAmbiguous(token);
      }
      const negated = allowNegative && token.value === undefined && token.name.startsWith('no-');
      if (negated) token.name = token.name.slice(3);
      store(result.values, token.name, negated ? false : token.value ?? true, options);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new codes.ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      result.positionals.push(token.value);
    }
  }
  for (const name of Object.keys(options)) {
    if (options[name].default !== undefined && result.values[name] === undefined && name !== '__proto__') {
      result.values[name] = options[name].default;
    }
  }
  return result;
}

module.exports = { parseArgs };
