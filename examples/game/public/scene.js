// SPDX-License-Identifier: MIT
// What the browser knows of the world. Others are shown a tenth of a second late, between two places that are known;
// our own player is moved at once, and put right when the server has answered.
import { BULLET_LIFE, BULLET_SPEED, FIRST_BULLET, FIRST_GEM, move } from './rules.js';

const LATE = 6; // ticks

export class Scene {
  constructor(id) {
    this.id = id;
    this.self = { x: 0, y: 0, shownX: NaN, shownY: NaN, health: 0, score: 0, dead: 0 };
    this.pending = [];          // inputs that the server has not answered
    this.players = new Map();
    this.gems = new Map();
    this.bullets = new Map();
    this.tick = 0;              // of the last snapshot
    this.offset = null;         // performance.now() of tick 0, as the fastest snapshots tell
  }

  /** @param {object} snapshot of Reader.snapshot() */
  take(snapshot, now) {
    const { tick, ack } = snapshot, offset = now - tick * 1000 / 60;
    // The least delay is the true one; it may drift a little.
    this.offset = this.offset === null || offset < this.offset ? offset : this.offset + Math.min(0.5, offset - this.offset);
    for (const update of snapshot.updates) {
      if (update.id >= FIRST_BULLET) this.bullets.set(update.id, { ...update, born: tick - update.age });
      else if (update.id >= FIRST_GEM) this.gems.set(update.id, update);
      else this.updatePlayer(update, tick);
    }
    for (const id of snapshot.removed) {
      this.players.delete(id);
      this.gems.delete(id);
      const bullet = this.bullets.get(id);
      if (bullet) bullet.gone = tick;
    }
    this.tick = tick;
    const { self } = this;
    this.pending = this.pending.filter(({ seq }) => (seq - ack & 0xffff) < 0x8000 && seq !== ack);
    Object.assign(self, { x: snapshot.x, y: snapshot.y, health: snapshot.health, score: snapshot.score, dead: snapshot.dead });
    if (!self.dead) for (const { keys } of this.pending) move(self, keys);
  }

  updatePlayer(update, tick) {
    let player = this.players.get(update.id);
    if (player === undefined) this.players.set(update.id, player = { id: update.id, samples: [], aim: 0, health: 4, name: '', hue: 0 });
    if (update.x !== undefined) {
      const { samples } = player, last = samples.at(-1);
      // It has stood still until the snapshot before this one.
      if (last && last.tick < this.tick) samples.push({ ...last, tick: this.tick });
      samples.push({ tick, x: update.x, y: update.y });
      while (samples.length > 2 && samples[1].tick < tick - 30) samples.shift();
    }
    const { id, x, y, ...rest } = update;
    Object.assign(player, rest);
  }

  /** Our own input, at once. */
  act(seq, keys) {
    this.pending.push({ seq, keys });
    if (this.pending.length > 120) this.pending.shift();
    if (!this.self.dead) move(this.self, keys);
  }

  /** Places for this moment. */
  arrange(now) {
    const time = (now - this.offset) * 60 / 1000 - LATE;
    for (const player of this.players.values()) {
      const { samples } = player;
      let i = samples.length - 1;
      while (i > 0 && samples[i].tick > time) i--;
      const a = samples[i], b = samples[i + 1] ?? a;
      const part = b.tick > a.tick ? Math.min(1, Math.max(0, (time - a.tick) / (b.tick - a.tick))) : 0;
      player.x = a.x + (b.x - a.x) * part;
      player.y = a.y + (b.y - a.y) * part;
    }
    for (const [id, bullet] of this.bullets) {
      const age = time - bullet.born, from = age - bullet.age;
      if (age > BULLET_LIFE || (bullet.gone !== undefined && time > bullet.gone)) {
        this.bullets.delete(id);
        continue;
      }
      bullet.shown = from >= -3;
      bullet.nowX = bullet.x + Math.cos(bullet.aim) * BULLET_SPEED * from;
      bullet.nowY = bullet.y + Math.sin(bullet.aim) * BULLET_SPEED * from;
    }
    const { self } = this; // what had to be put right is put right softly
    const far = !(Math.hypot(self.x - self.shownX, self.y - self.shownY) < 150);
    self.shownX = far ? self.x : self.shownX + (self.x - self.shownX) * 0.5;
    self.shownY = far ? self.y : self.shownY + (self.y - self.shownY) * 0.5;
  }
}
