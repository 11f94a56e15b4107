// SPDX-License-Identifier: MIT
// What server and browser agree on: sizes, speeds, how a player moves in one tick, and the bytes on the wire. The
// browser moves its own player by the same rules before the server has answered.

export const RATE = 60;             // ticks a second
export const SIZE = 4096;           // of the square world
export const RADIUS = 18, BULLET = 5, GEM = 9;
export const SPEED = 4.2, BULLET_SPEED = 11; // a tick
export const BULLET_LIFE = 48;      // ticks
export const COOLDOWN = 14, DEAD = 120, SHIELD = 90; // ticks
export const HEALTH = 4;
export const VIEW_X = 900, VIEW_Y = 620; // how far a player sees, to each side
export const UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, FIRE = 16, KEYS = 31;
export const FIRST_GEM = 1024, FIRST_BULLET = 2048; // ids: players, gems, bullets

/** Rocks: the same for everybody, from a fixed seed. */
export const rocks = (() => {
  const list = [];
  let seed = 7;
  const random = () => (seed = seed * 16807 % 2147483647) / 2147483647;
  for (let i = 0; i < 90; i++) list.push({ x: 120 + random() * (SIZE - 240), y: 120 + random() * (SIZE - 240), r: 30 + random() * 60 });
  return list;
})();

// The rocks near each square of 256: most steps look at none.
const SQUARE = 256, ACROSS = SIZE / SQUARE;
const near = Array.from({ length: ACROSS * ACROSS }, (_, i) => {
  const x = (i % ACROSS) * SQUARE, y = Math.floor(i / ACROSS) * SQUARE, reach = 120;
  return rocks.filter((rock) => rock.x > x - reach && rock.x < x + SQUARE + reach && rock.y > y - reach && rock.y < y + SQUARE + reach);
});
export function rocksAt(x, y) {
  const cell = (n) => Math.min(ACROSS - 1, Math.max(0, Math.floor(n / SQUARE)));
  return near[cell(y) * ACROSS + cell(x)];
}

const clamp = (n, low, high) => Math.min(high, Math.max(low, n));

/** Moves `state` ({ x, y }) by one tick. */
export function move(state, keys) {
  let dx = (keys & RIGHT ? 1 : 0) - (keys & LEFT ? 1 : 0), dy = (keys & DOWN ? 1 : 0) - (keys & UP ? 1 : 0);
  if (dx !== 0 && dy !== 0) {
    dx *= Math.SQRT1_2;
    dy *= Math.SQRT1_2;
  }
  let x = state.x + dx * SPEED, y = state.y + dy * SPEED;
  for (const rock of rocksAt(x, y)) {
    const ox = x - rock.x, oy = y - rock.y, least = rock.r + RADIUS, square = ox * ox + oy * oy;
    if (square >= least * least) continue;
    const distance = Math.sqrt(square) || 1;
    x = rock.x + ox * least / distance;
    y = rock.y + oy * least / distance;
  }
  state.x = clamp(x, RADIUS, SIZE - RADIUS);
  state.y = clamp(y, RADIUS, SIZE - RADIUS);
}

// ---- the wire: little-endian -----------------------------------------------------------------------------------
// to the server: JOIN version name, INPUT keys seq aim. From it: WELCOME, SNAPSHOT, TOP, NEWS.
export const VERSION = 1;
export const JOIN = 0, INPUT = 1, SNAPSHOT = 2, WELCOME = 3, TOP = 4, NEWS = 5;
export const INPUT_BYTES = 8, MAX_NAME = 16; // characters
export const HAS_PLACE = 1, HAS_AIM = 2, HAS_HEALTH = 4, IS_NEW = 8; // what an update of a player brings
const SCALE = 65535 / SIZE, TURN = Math.PI * 2;

export const packPlace = (n) => Math.round(n * SCALE);
export const packAim = (angle, steps) => Math.round((angle / TURN % 1 + 1) % 1 * steps) % steps;

export function join(name) {
  const text = new TextEncoder().encode(name), bytes = new Uint8Array(2 + text.length);
  bytes.set([JOIN, VERSION]);
  bytes.set(text, 2);
  return bytes;
}

export function input(keys, seq, aim) {
  const view = new DataView(new ArrayBuffer(INPUT_BYTES));
  view.setUint8(0, INPUT);
  view.setUint8(1, keys);
  view.setUint16(2, seq, true);
  view.setFloat32(4, aim, true);
  return view.buffer;
}

/** Reads a message of the server. */
export class Reader {
  constructor(buffer) {
    this.view = new DataView(buffer);
    this.bytes = new Uint8Array(buffer);
    this.at = 0;
  }

  u8() { return this.view.getUint8(this.at++); }
  u16() { return this.view.getUint16((this.at += 2) - 2, true); }
  u32() { return this.view.getUint32((this.at += 4) - 4, true); }
  f32() { return this.view.getFloat32((this.at += 4) - 4, true); }
  place() { return this.u16() / SCALE; }
  text() {
    const length = this.u8();
    return new TextDecoder().decode(this.bytes.subarray(this.at, this.at += length));
  }

  /** A snapshot, after its type. @returns {{ tick, ack, x, y, health, score, dead, updates, removed }} */
  snapshot() {
    const head = { tick: this.u32(), ack: this.u16(), x: this.f32(), y: this.f32(), health: this.u8(), score: this.u16(), dead: this.u8() };
    const updates = [], removed = [];
    for (let n = this.u16(); n > 0; n--) {
      const id = this.u16();
      if (id >= FIRST_BULLET) {
        updates.push({ id, x: this.place(), y: this.place(), aim: this.u16() / 65536 * TURN, age: this.u8() });
      } else if (id >= FIRST_GEM) {
        updates.push({ id, x: this.place(), y: this.place() });
      } else {
        const fields = this.u8(), update = { id };
        if (fields & HAS_PLACE) Object.assign(update, { x: this.place(), y: this.place() });
        if (fields & HAS_AIM) update.aim = this.u8() / 256 * TURN;
        if (fields & HAS_HEALTH) update.health = this.u8();
        if (fields & IS_NEW) Object.assign(update, { hue: this.u8() / 256 * 360, name: this.text() });
        updates.push(update);
      }
    }
    for (let n = this.u16(); n > 0; n--) removed.push(this.u16());
    return { ...head, updates, removed };
  }
}
