// SPDX-License-Identifier: MIT
// The world: players, bullets and gems; one step a tick. Knows nothing of connections.
'use strict';

const {
  BULLET, BULLET_LIFE, BULLET_SPEED, COOLDOWN, DEAD, FIRE, FIRST_BULLET, FIRST_GEM, GEM, HEALTH, RADIUS, SHIELD, SIZE, move, rocks, rocksAt,
} = require('./public/rules.js');

const MAX_PLAYERS = FIRST_GEM - 1, GEMS = 300;
const SQUARE = 256, ACROSS = SIZE / SQUARE; // cells of the grid
const CREDIT = 12;  // inputs that may come late together: a fifth of a second
const CATCH_UP = 3; // of them in one tick

class Player {
  constructor(id, name) {
    Object.assign(this, { id, name, nameBytes: Buffer.from(name), hue: id * 47 % 256, x: 0, y: 0, aim: 0, health: HEALTH, score: 0, dead: 0 });
    this.cooldown = this.shield = 0;
    this.inputs = [];   // { keys, seq, aim } that have not been applied
    this.credit = CREDIT;
    this.ack = 0;       // the last input that has been applied
  }
}

/** Things by place: lists of the cells, made anew every tick. */
class Grid {
  constructor() { this.cells = Array.from({ length: ACROSS * ACROSS }, () => []); }
  clear() { for (const cell of this.cells) cell.length = 0; }
  add(thing) { this.cells[cellOf(thing.y) * ACROSS + cellOf(thing.x)].push(thing); }

  /** Calls `visit` for all that may lie in the rectangle; stops when it returns true. */
  each(left, top, right, bottom, visit) {
    const x0 = cellOf(left), x1 = cellOf(right), y1 = cellOf(bottom);
    for (let y = cellOf(top); y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const cell = this.cells[y * ACROSS + x];
        for (let i = 0; i < cell.length; i++) if (visit(cell[i])) return;
      }
    }
  }
}

function cellOf(n) {
  const cell = Math.floor(n / SQUARE);
  return cell < 0 ? 0 : cell >= ACROSS ? ACROSS - 1 : cell;
}

const within = (a, b, distance) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2 < distance * distance;

class World {
  /** @param {{ random?: () => number, onHit?: (victim: Player, killer: Player) => void }} [options] */
  constructor({ random = Math.random, onHit = () => {} } = {}) {
    Object.assign(this, { random, onHit, tick: 0 });
    this.players = new Map();
    this.bullets = [];
    this.gems = Array.from({ length: GEMS }, (_, i) => ({ id: FIRST_GEM + i, x: 0, y: 0 }));
    for (const gem of this.gems) this.place(gem, GEM);
    this.nextBullet = FIRST_BULLET;
    this.grid = { players: new Grid(), bullets: new Grid(), gems: new Grid() };
  }

  /** Somewhere that is no rock. */
  place(thing, radius) {
    do {
      thing.x = radius + this.random() * (SIZE - 2 * radius);
      thing.y = radius + this.random() * (SIZE - 2 * radius);
    } while (rocks.some((rock) => within(rock, thing, rock.r + radius)));
  }

  /** @returns {Player | null} null: the world is full */
  join(name) {
    if (this.players.size >= MAX_PLAYERS) return null;
    let id = 1;
    while (this.players.has(id)) id++;
    const player = new Player(id, name);
    this.place(player, RADIUS);
    player.shield = SHIELD;
    this.players.set(id, player);
    return player;
  }

  leave(player) { this.players.delete(player.id); }

  /** What a player wants to do in one of its ticks. More of them than ticks have passed are dropped. */
  input(player, keys, seq, aim) {
    if (player.inputs.length < CREDIT) player.inputs.push({ keys, seq, aim });
    else player.ack = seq; // never applied: the browser will see itself set back
  }

  step() {
    this.tick++;
    const { players, bullets, gems } = this.grid;
    for (const player of this.players.values()) this.stepPlayer(player);
    players.clear();
    for (const player of this.players.values()) if (player.dead === 0) players.add(player);
    this.push();
    this.bullets = this.bullets.filter((bullet) => this.stepBullet(bullet));
    gems.clear();
    for (const gem of this.gems) gems.add(gem);
    for (const player of this.players.values()) if (player.dead === 0) this.collect(player);
    bullets.clear();
    for (const bullet of this.bullets) bullets.add(bullet);
  }

  stepPlayer(player) {
    if (player.cooldown > 0) player.cooldown--;
    if (player.shield > 0) player.shield--;
    if (player.credit < CREDIT) player.credit++;
    for (let n = 0; n < CATCH_UP && player.credit > 0 && player.inputs.length > 0; n++) {
      const { keys, seq, aim } = player.inputs.shift();
      player.credit--;
      player.ack = seq;
      if (player.dead > 0) continue;
      player.aim = aim;
      move(player, keys);
      if (keys & FIRE && player.cooldown === 0) this.fire(player);
    }
    if (player.dead === 0 || --player.dead > 0) return;
    player.health = HEALTH;
    player.shield = SHIELD;
    this.place(player, RADIUS);
  }

  fire(player) {
    player.cooldown = COOLDOWN;
    player.shield = 0;
    const vx = Math.cos(player.aim) * BULLET_SPEED, vy = Math.sin(player.aim) * BULLET_SPEED;
    const reach = RADIUS / BULLET_SPEED;
    this.bullets.push({ id: this.nextBullet, owner: player, aim: player.aim, x: player.x + vx * reach, y: player.y + vy * reach, vx, vy, age: 0 });
    if (++this.nextBullet > 65535) this.nextBullet = FIRST_BULLET;
  }

  /** Players do not stand in one another. */
  push() {
    for (const a of this.players.values()) {
      if (a.dead > 0) continue;
      this.grid.players.each(a.x - 2 * RADIUS, a.y - 2 * RADIUS, a.x + 2 * RADIUS, a.y + 2 * RADIUS, (b) => {
        if (b.id <= a.id || !within(a, b, 2 * RADIUS)) return;
        const dx = a.x - b.x, dy = a.y - b.y, distance = Math.hypot(dx, dy);
        const half = (2 * RADIUS - distance) / 2, ux = distance > 0 ? dx / distance : 1, uy = distance > 0 ? dy / distance : 0;
        for (const [player, sign] of [[a, 1], [b, -1]]) {
          player.x += sign * ux * half;
          player.y += sign * uy * half;
          move(player, 0); // not into a rock, nor out of the world
        }
      });
    }
  }

  /** @returns {boolean} whether it flies on */
  stepBullet(bullet) {
    bullet.x += bullet.vx;
    bullet.y += bullet.vy;
    if (++bullet.age > BULLET_LIFE || !(bullet.x > 0 && bullet.x < SIZE && bullet.y > 0 && bullet.y < SIZE)) return false;
    if (rocksAt(bullet.x, bullet.y).some((rock) => within(rock, bullet, rock.r))) return false;
    const reach = RADIUS + BULLET;
    let hit = null;
    this.grid.players.each(bullet.x - reach, bullet.y - reach, bullet.x + reach, bullet.y + reach, (player) => {
      if (player === bullet.owner || player.dead > 0 || player.shield > 0 || !within(player, bullet, reach)) return false;
      hit = player;
      return true;
    });
    if (hit === null) return true;
    if (--hit.health > 0) return false;
    hit.dead = DEAD;
    hit.score >>= 1;
    bullet.owner.score = Math.min(65535, bullet.owner.score + 10);
    this.onHit(hit, bullet.owner);
    return false;
  }

  collect(player) {
    const reach = RADIUS + GEM;
    this.grid.gems.each(player.x - reach, player.y - reach, player.x + reach, player.y + reach, (gem) => {
      if (!within(player, gem, reach)) return;
      player.score = Math.min(65535, player.score + 1);
      this.place(gem, GEM); // its cell is right again in the next tick
    });
  }
}

module.exports = { MAX_PLAYERS, World };
