// SPDX-License-Identifier: MIT
// A first-in first-out queue of linked fixed-size rings: no array shifting, no growth by copying. The first ring
// is a small one: most queues never hold more, and two of them lie in the snapshot.
'use strict';

const { Array } = primordials;

const FIRST_SIZE = 64;
const SIZE = 2048;

class Ring {
  constructor(size) {
    this.head = 0;
    this.tail = 0;
    this.mask = size - 1;
    this.items = new Array(size);
    this.next = null;
  }
}

class FixedQueue {
  constructor() {
    this.first = this.last = new Ring(FIRST_SIZE);
  }

  isEmpty() {
    const ring = this.first;
    return ring.head === ring.tail;
  }

  push(item) {
    let ring = this.last;
    if (((ring.tail + 1) & ring.mask) === ring.head) {
      ring = this.last = ring.next = new Ring(SIZE);
    }
    ring.items[ring.tail] = item;
    ring.tail = (ring.tail + 1) & ring.mask;
  }

  /** The oldest item, which stays; undefined when there is none. */
  peek() {
    const ring = this.first;
    return ring.items[ring.head];
  }

  /** The newest item, which stays; undefined when there is none. */
  peekLast() {
    const ring = this.last;
    return ring.items[(ring.tail - 1) & ring.mask];
  }

  /** The oldest item, or null. */
  shift() {
    const ring = this.first;
    const { head } = ring;
    if (head === ring.tail) return null;
    const item = ring.items[head];
    ring.items[head] = undefined;
    ring.head = (head + 1) & ring.mask;
    if (ring.head === ring.tail && ring.next !== null) {
      this.first = ring.next;
      ring.next = null;
    }
    return item;
  }
}

module.exports = FixedQueue;
