// SPDX-License-Identifier: MIT
// What one player is told: only what it can see, and of that only what has changed since it was last told.
'use strict';

const {
  HAS_AIM, HAS_HEALTH, HAS_PLACE, IS_NEW, NEWS, SNAPSHOT, TOP, VIEW_X, VIEW_Y, WELCOME, packAim, packPlace,
} = require('./public/rules.js');

const MAX_BYTES = 16_000;       // of a snapshot; what does not go in comes with the next one
const MAX_UPDATE = 80;
const buffer = Buffer.alloc(MAX_BYTES + 4096);
let at = 0;

const u8 = (n) => { buffer[at++] = n; };
const u16 = (n) => { at = buffer.writeUInt16LE(n, at); };
const put = (bytes) => {
  u8(bytes.length);
  at += bytes.copy(buffer, at);
};

class Eyes {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.known = new Map(); // id -> what was told, and when it was last seen
  }

  /** @returns {Buffer} valid until the next call */
  look(world) {
    const { player, known } = this, { tick, grid } = world;
    at = 0;
    u8(SNAPSHOT);
    at = buffer.writeUInt32LE(tick, at);
    u16(player.ack);
    at = buffer.writeFloatLE(player.x, at);
    at = buffer.writeFloatLE(player.y, at);
    u8(player.health);
    u16(player.score);
    u8(Math.min(255, player.dead));
    const countAt = at;
    let count = 0;
    at += 2;
    const left = player.x - VIEW_X, right = player.x + VIEW_X, top = player.y - VIEW_Y, bottom = player.y + VIEW_Y;
    const visit = (write) => (thing) => {
      if (thing.x < left || thing.x > right || thing.y < top || thing.y > bottom || thing === player) return false;
      let told = known.get(thing.id);
      if (told === undefined) {
        if (at > MAX_BYTES - MAX_UPDATE) return false;
        known.set(thing.id, told = { seen: 0, x: -1, y: -1, aim: -1, health: -1 });
      }
      told.seen = tick;
      if (at <= MAX_BYTES - MAX_UPDATE && write(thing, told)) count++;
      return false;
    };
    grid.players.each(left, top, right, bottom, visit(writePlayer));
    grid.bullets.each(left, top, right, bottom, visit(writeBullet));
    grid.gems.each(left, top, right, bottom, visit(writeGem));
    buffer.writeUInt16LE(count, countAt);
    const removedAt = at;
    let removed = 0;
    at += 2;
    for (const [id, { seen }] of known) {
      if (seen === tick || at > buffer.length - 2) continue;
      known.delete(id);
      u16(id);
      removed++;
    }
    buffer.writeUInt16LE(removed, removedAt);
    return buffer.subarray(0, at);
  }
}

function writePlayer(player, told) {
  const x = packPlace(player.x), y = packPlace(player.y), aim = packAim(player.aim, 256);
  const fields = (x !== told.x || y !== told.y ? HAS_PLACE : 0) | (aim !== told.aim ? HAS_AIM : 0) |
    (player.health !== told.health ? HAS_HEALTH : 0) | (told.x === -1 ? IS_NEW : 0);
  if (fields === 0) return false;
  u16(player.id);
  u8(fields);
  if (fields & HAS_PLACE) {
    u16(x);
    u16(y);
  }
  if (fields & HAS_AIM) u8(aim);
  if (fields & HAS_HEALTH) u8(player.health);
  if (fields & IS_NEW) {
    u8(player.hue);
    put(player.nameBytes);
  }
  Object.assign(told, { x, y, aim, health: player.health });
  return true;
}

function writeBullet(bullet, told) { // flies straight: once is enough
  if (told.x !== -1) return false;
  told.x = 0;
  u16(bullet.id);
  u16(packPlace(bullet.x));
  u16(packPlace(bullet.y));
  u16(packAim(bullet.aim, 65536));
  u8(bullet.age);
  return true;
}

function writeGem(gem, told) {
  const x = packPlace(gem.x), y = packPlace(gem.y);
  if (told.x === x && told.y === y) return false;
  told.x = x;
  told.y = y;
  u16(gem.id);
  u16(x);
  u16(y);
  return true;
}

function welcome(player, tick) {
  at = 0;
  u8(WELCOME);
  u16(player.id);
  at = buffer.writeUInt32LE(tick, at);
  u8(player.hue);
  put(player.nameBytes);
  return buffer.subarray(0, at);
}

/** The best five, and how many there are. */
function top(players) {
  const best = [...players].sort((a, b) => b.score - a.score).slice(0, 5);
  at = 0;
  u8(TOP);
  u16(players.length);
  u8(best.length);
  for (const { id, score, nameBytes } of best) {
    u16(id);
    u16(score);
    put(nameBytes);
  }
  return buffer.subarray(0, at);
}

/** @param {0 | 1} kind 0: you were shot by, 1: you have shot @param {Player} other */
function news(kind, other) {
  at = 0;
  u8(NEWS);
  u8(kind);
  put(other.nameBytes);
  return buffer.subarray(0, at);
}

module.exports = { Eyes, news, top, welcome };
