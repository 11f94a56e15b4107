// SPDX-License-Identifier: MIT
'use strict';
// Patterns of rows: objects without prototype. An object literal of that kind is a dictionary: slow to make, to read and to
// collect. Only setPrototypeOf() makes one with a hidden class, at the price of ten rows. So when a list of columns has given
// some rows, one such object is made for it, and the binding (src/bindings/sqlite_rows.c) copies that.

const { compile, patterns } = internalBinding('sqlite');

const { setPrototypeOf } = Object;
const { stringify } = JSON;

/** Whether a property of that name lies among the others, wherever it is set. */
const isPlain = (name) => name !== '__proto__' && !/^\d+$/.test(name);

/**
 * @param {string[]} names Of the columns.
 * @returns {object|null} With the values 1, 2, 3 …; null: rows of these columns cannot have a pattern.
 */
function makePattern(names) {
  if (new Set(names).size !== names.length || !names.every(isPlain)) return null;
  const keys = names.map((name) => stringify(name));
  const [object, fill] = compile(`'use strict';
    return [{ ${keys.map((key) => `${key}: undefined`).join()} },
      (row, values) => { ${keys.map((key, i) => `row[${key}] = values[${i}];`).join('')} }];`)();
  setPrototypeOf(object, null);
  // Its fields take what comes from now on: the class stays.
  for (const value of [1, 'text', 1.5, undefined]) fill(object, names.map(() => value));
  fill(object, names.map((_, i) => i + 1));
  return object;
}

/** @param {any[][]} lists */
function join(lists) {
  const all = lists[0];
  for (let i = 1, n = all.length; i < lists.length; i++) {
    const list = lists[i];
    for (let k = 0; k < list.length; k++) all[n++] = list[k];
  }
  return all;
}

patterns(makePattern, join);
