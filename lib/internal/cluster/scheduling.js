// SPDX-License-Identifier: MIT
// Who gets the next connection of a cluster. A worker takes one connection at a time: it is `busy` until it
// has said that it has it, and is waited for; `slow` is one for which nobody waits any more.
'use strict';

const names = ['round-robin', 'least-loaded', 'sticky'];

/** FNV-1a with a final mix: spreads addresses that differ in one character. */
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The one that has waited for longest. `seats` is kept in that order. */
function roundRobin(seats) {
  for (const seat of seats.values()) if (!seat.slow) return seat;
}

/** The one with the fewest open connections, as far as they have told. */
function leastLoaded(seats) {
  let best;
  for (const seat of seats.values()) {
    if (!seat.slow && (best === undefined || seat.load < best.load)) best = seat;
  }
  return best;
}

/**
 * The same client address, the same place: each address ranks all places (rendezvous hashing), so that one
 * that comes or goes moves only its own clients. A place outlives its worker; of two workers in one place
 * (one is about to leave) the newer counts.
 */
function sticky(seats, handle) {
  const peer = {};
  if (typeof handle.getpeername !== 'function' || handle.getpeername(peer) !== 0) return leastLoaded(seats);
  let best, most = -1;
  for (const seat of seats.values()) {
    const rank = hash(`${peer.address} ${seat.place}`);
    if (rank > most || (rank === most && seat.worker.id > best.worker.id)) {
      best = seat;
      most = rank;
    }
  }
  return best;
}

const pickers = { '__proto__': null, 'round-robin': roundRobin, 'least-loaded': leastLoaded, sticky };

module.exports = { names, pickers };
