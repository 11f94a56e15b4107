// SPDX-License-Identifier: MIT
// A first-in first-out queue of linked fixed-size rings: no array shifting, no growth by copying.
'use strict';

const { Array } = primordials;

const SIZE = 2048;
const MASK = SIZE - 1;

class Ring {
  constructor() {
    this.head = 0;
    this.tail = 0;
    this.items = new Array(SIZE);
    this.next = null;
  }
}

class FixedQueue {
  constructor() {
    this.first = this.last = new Ring();
  }

  isEmpty() {
    const ring = this.first;
    return ring.head === ring.tail;
  }

  push(item) {
    let ring = this.last;
    if (((ring.tail + 1) & MASK) === ring.head) {
      ring = this.last = ring.next = new Ring();
    }
    ring.items[ring.tail] = item;
    ring.tail = (ring.tail + 1) & MASK;
  }

  /** The oldest item, or null. */
  shift() {
    const ring = this.first;
    const { head } = ring;
    if (head === ring.tail) return null;
    const item = ring.items[head];
    ring.items[head] = undefined;
    ring.head = (head + 1) & MASK;
    if (ring.head === ring.tail && ring.next !== null) {
      this.first = ring.next;
      ring.next = null;
    }
    return item;
  }
}

module.exports = FixedQueue;
