// SPDX-License-Identifier: MIT
'use strict';
// Rows as objects without prototype. An object literal of that kind is a dictionary: slow to make, to read and to collect.
// Only setPrototypeOf() makes one with a hidden class, at the price of ten rows. So once a statement has given some rows,
// one such object is made for its columns; the binding gives a copy of it with each row, and a function made for the
// columns sets its properties.

const ArrayIsArray = Array.isArray;
const { setPrototypeOf } = Object;
const { stringify } = JSON;

const SHAPE_AFTER = 64;  // rows of a statement
const COLUMNS_MAX = 64;
const SHAPES_MAX = 256;  // lists of columns that are remembered
const shapes = new Map();

/** Whether a property of that name lies among the others, wherever it is set. */
const isPlain = (name) => name !== '__proto__' && !/^\d+$/.test(name);

function makeShape(handle, names) {
  if (names.length > COLUMNS_MAX || !names.every(isPlain)) return null;
  const keys = names.map((name) => stringify(name));
  const [object, fill] = handle.compile(`'use strict';
    return [{ ${keys.map((key) => `${key}: undefined`).join()} },
      (row, values, at) => { ${keys.map((key, i) => `row[${key}] = values[at + ${i}];`).join('')} return row; }];`)();
  setPrototypeOf(object, null);
  // Its fields take what comes from now on: the class stays.
  for (const value of [1, 'text', 1.5, undefined]) fill(object, names.map(() => value), 0);
  return { object, fill };
}

function shapeOf(handle, names) {
  const key = stringify(names);
  let shape = shapes.get(key);
  if (shape !== undefined) return shape;
  if (shapes.size >= SHAPES_MAX) return null;
  shape = makeShape(handle, names);
  shapes.set(key, shape);
  return shape;
}

/** Makes the rows of one statement. `arrays`: they are wanted as they come. */
class Rows {
  constructor(handle, arrays) {
    this.handle = handle;
    this.arrays = arrays;
    this.seen = 0;
    this.fill = null;
    this.width = 0;
  }

  /** @param {any[]} values The binding's row: after the names, or after a copy of the shape. */
  one(values) {
    if (this.arrays) return values;
    const head = values[0];
    if (!ArrayIsArray(head)) return this.fill(head, values, 1);
    if (++this.seen === SHAPE_AFTER) this.shape(head);
    return rowOf(head, values, 1);
  }

  /** @param {any[]} list What the binding's all() returns. */
  all(list) {
    if (list[0] !== null) return list;
    const names = list[1], rows = [], { fill, width } = this;
    let n = 0;
    for (let i = 2; i < list.length; i++) {
      const values = list[i];
      if (names === true) {
        for (let at = 0; at < values.length; at += width + 1) rows[n++] = fill(values[at], values, at + 1);
      } else {
        for (let at = 0; at < values.length; at += names.length) rows[n++] = rowOf(names, values, at);
      }
    }
    if (names !== true && this.seen < SHAPE_AFTER && (this.seen += n) >= SHAPE_AFTER) this.shape(names);
    return rows;
  }

  shape(names) {
    this.seen = 0; // the names may change, and then this begins again
    const shape = shapeOf(this.handle, names);
    if (shape === null) return;
    this.fill = shape.fill;
    this.width = names.length;
    this.handle.shape(shape.object);
  }
}

function rowOf(names, values, at) {
  const row = { __proto__: null };
  for (let i = 0; i < names.length; i++) row[names[i]] = values[at + i];
  return row;
}

module.exports = { Rows };
