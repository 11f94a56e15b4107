// SPDX-License-Identifier: MIT
// Work for many processes in a Redis stream, each piece counted exactly once whoever dies when. A piece is delivered at
// least once: one that a process took and did not finish goes to another after a while. Its result is added at most
// once: result and "done" are one transaction in Redis.
'use strict';

const GROUP = 'workers';

// KEYS: done, totals, stream. ARGV: piece, message id, then name ('=' and a key, or a counter) and amount, alternating.
const FINISH = `
redis.call('XACK', KEYS[3], '${GROUP}', ARGV[2])
if redis.call('SADD', KEYS[1], ARGV[1]) == 0 then return 0 end
for i = 3, #ARGV, 2 do redis.call('HINCRBY', KEYS[2], ARGV[i], ARGV[i + 1]) end
return 1`;

class Jobs {
  /** @param {Redis} redis @param {string} name @param {{ abandoned?: number }} [options] ms after which a piece is given away */
  constructor(redis, name, { abandoned = 5000 } = {}) {
    this.redis = redis;
    this.stream = `${name}:pieces`;
    this.done = `${name}:done`;
    this.totals = `${name}:totals`;
    this.abandoned = abandoned;
  }

  /** @param {string[]} pieces */
  async create(pieces) {
    const { redis, stream } = this;
    await redis.send('DEL', stream, this.done, this.totals);
    await redis.send('XGROUP', 'CREATE', stream, GROUP, '0', 'MKSTREAM');
    await Promise.all(pieces.map((piece) => redis.send('XADD', stream, '*', 'piece', piece)));
  }

  /** A piece for this process: a new one, or one that another has abandoned. @returns {Promise<{ id, piece } | null>} */
  async take(consumer) {
    const { redis, stream } = this;
    const fresh = await redis.send('XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', 1, 'STREAMS', stream, '>');
    let entry = fresh?.[0][1][0];
    if (entry === undefined) {
      const claimed = await redis.send('XAUTOCLAIM', stream, GROUP, consumer, this.abandoned, '0', 'COUNT', 1);
      [entry] = claimed[1];
    }
    return entry ? { id: entry[0], piece: entry[1][1] } : null;
  }

  /** @param {Map<string, number>} counts @returns {Promise<boolean>} false: somebody else was faster, nothing was added */
  async finish({ id, piece }, counts) {
    const amounts = [...counts].flat();
    return await this.redis.send('EVAL', FINISH, 3, this.done, this.totals, this.stream, piece, id, ...amounts) === 1;
  }

  /** How many pieces there are. */
  size() {
    return this.redis.send('XLEN', this.stream);
  }

  finished() {
    return this.redis.send('SCARD', this.done);
  }

  async results() {
    const flat = await this.redis.send('HGETALL', this.totals), results = { records: 0, rejected: 0, sums: {} };
    for (let i = 0; i < flat.length; i += 2) {
      const name = flat[i], sum = +flat[i + 1];
      if (name.startsWith('=')) results.sums[name.slice(1)] = sum;
      else results[name] = sum;
    }
    return results;
  }

  /** What a process that was asleep may still add to goes by itself. */
  async forget(seconds) {
    for (const key of [this.stream, this.done, this.totals]) await this.redis.send('EXPIRE', key, seconds);
  }
}

module.exports = { Jobs };
