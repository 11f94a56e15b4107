// SPDX-License-Identifier: MIT
// module.register(): hooks in their own thread answer in order.
import assert from 'node:assert';
import { register } from 'node:module';

const hooks = `
  export async function resolve(specifier, context, next) {
    if (specifier === 'x:y') return { url: 'x:y', format: 'json', shortCircuit: true };
    return next(specifier, context);
  }
  export async function load(url, context, next) {
    if (url === 'x:y') return { format: 'json', source: '{"n":7}', shortCircuit: true };
    return next(url, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
const { default: value } = await import('x:y', { with: { type: 'json' } });
assert.deepStrictEqual(value, { n: 7 });
