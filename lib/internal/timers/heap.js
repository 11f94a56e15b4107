// SPDX-License-Identifier: MIT
// A binary min-heap of timer lists, ordered by (expiry, id). Each list knows its place (`position`),
// so that it can be moved or removed in O(log n). Used by internal/timers only.
'use strict';

class ListHeap {
  constructor() {
    this.items = [null]; // 1-based
    this.size = 0;
  }

  peek() {
    return this.size === 0 ? null : this.items[1];
  }

  insert(list) {
    const at = ++this.size;
    this.items[at] = list;
    list.position = at;
    this.#up(at);
  }

  remove(list) {
    const { items } = this, at = list.position, last = items[this.size];
    items[this.size--] = null;
    list.position = 0;
    if (last === list) return;
    items[at] = last;
    last.position = at;
    if (at > 1 && before(last, items[at >> 1])) this.#up(at);
    else this.#down(at);
  }

  /** The list's expiry has grown. */
  later(list) {
    this.#down(list.position);
  }

  #up(at) {
    const { items } = this, list = items[at];
    while (at > 1) {
      const parent = at >> 1, other = items[parent];
      if (!before(list, other)) break;
      items[at] = other;
      other.position = at;
      at = parent;
    }
    items[at] = list;
    list.position = at;
  }

  #down(at) {
    const { items, size } = this, list = items[at];
    for (let child = at * 2; child <= size; child = at * 2) {
      if (child < size && before(items[child + 1], items[child])) child++;
      const other = items[child];
      if (!before(other, list)) break;
      items[at] = other;
      other.position = at;
      at = child;
    }
    items[at] = list;
    list.position = at;
  }
}

function before(a, b) {
  return a.expiry < b.expiry || (a.expiry === b.expiry && a.id < b.id);
}

module.exports = { ListHeap };
