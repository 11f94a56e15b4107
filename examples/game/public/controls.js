// SPDX-License-Identifier: MIT
// Keyboard, mouse and two sticks under the thumbs become what a player wants: keys and an aim.
import { DOWN, FIRE, LEFT, RIGHT, UP } from './rules.js';

const codes = {
  KeyW: UP, ArrowUp: UP, KeyS: DOWN, ArrowDown: DOWN, KeyA: LEFT, ArrowLeft: LEFT, KeyD: RIGHT, ArrowRight: RIGHT, Space: FIRE,
};
const TURN = 0.06; // of Q and E, a tick

export class Controls {
  /** @param {HTMLCanvasElement} field @param {HTMLElement} sticks */
  constructor(field, sticks) {
    Object.assign(this, { field, sticks, held: 0, mouse: 0, touch: 0, turning: 0, aim: 0, touches: new Map() });
    field.addEventListener('keydown', (event) => this.key(event, true));
    field.addEventListener('keyup', (event) => this.key(event, false));
    field.addEventListener('blur', () => { this.held = this.mouse = this.turning = 0; });
    field.addEventListener('pointerdown', (event) => this.pointer(event, true));
    field.addEventListener('pointermove', (event) => this.pointer(event));
    for (const type of ['pointerup', 'pointercancel']) field.addEventListener(type, (event) => this.pointer(event, false));
    field.addEventListener('contextmenu', (event) => event.preventDefault());
  }

  key(event, down) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const bit = codes[event.code], turn = { KeyQ: -1, KeyE: 1 }[event.code];
    if (bit === undefined && turn === undefined) return;
    event.preventDefault();
    if (bit !== undefined) this.held = down ? this.held | bit : this.held & ~bit;
    else if (down) this.turning = turn;
    else if (this.turning === turn) this.turning = 0;
  }

  pointer(event, down) {
    const { clientX: x, clientY: y, pointerId: id, pointerType } = event;
    if (down) {
      this.field.focus();
      this.field.setPointerCapture(id);
    }
    if (pointerType === 'mouse') {
      this.aim = Math.atan2(y - innerHeight / 2, x - innerWidth / 2);
      if (down !== undefined) this.mouse = down ? FIRE : 0;
      return;
    }
    event.preventDefault();
    this.sticks.hidden = false;
    if (down) this.touches.set(id, { side: x < innerWidth / 2 ? 0 : 1, x, y, dx: 0, dy: 0 });
    const touch = this.touches.get(id);
    if (touch === undefined) return;
    touch.dx = x - touch.x;
    touch.dy = y - touch.y;
    if (down === false) this.touches.delete(id);
    this.stick(touch.side, down === false ? { dx: 0, dy: 0 } : touch);
    this.touch = 0;
    for (const { side, dx, dy } of this.touches.values()) {
      if (Math.hypot(dx, dy) < 12) continue;
      const angle = Math.atan2(dy, dx);
      if (side === 1) {
        this.aim = angle;
        this.touch |= FIRE;
      } else { // eight directions
        const eighth = Math.round(angle / (Math.PI / 4)) + 8 & 7;
        this.touch |= [RIGHT, RIGHT | DOWN, DOWN, DOWN | LEFT, LEFT, LEFT | UP, UP, UP | RIGHT][eighth];
      }
    }
  }

  stick(side, { dx, dy }) {
    const length = Math.hypot(dx, dy), part = length > 40 ? 40 / length : 1;
    this.sticks.children[side].firstElementChild.style.transform = `translate(${dx * part}px, ${dy * part}px)`;
  }

  /** What is wanted in this tick. */
  read() {
    this.aim = (this.aim + this.turning * TURN) % (Math.PI * 2);
    return { keys: this.held | this.mouse | this.touch, aim: this.aim };
  }
}
