// SPDX-License-Identifier: MIT
// Paints a scene on a canvas, our own player in the middle.
import { BULLET, GEM, RADIUS, SIZE, VIEW_X, VIEW_Y, rocks } from './rules.js';

export class Painter {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const colors = () => {
      const style = getComputedStyle(document.documentElement), of = (name) => style.getPropertyValue(`--${name}`).trim();
      this.colors = { ground: of('ground'), grid: of('grid'), rock: of('rock'), gem: of('gem'), shot: of('shot'), ink: of('ink'), line: of('soft'), bad: of('bad'), good: of('good'), light: dark.matches ? 62 : 45 };
    };
    colors();
    dark.addEventListener('change', colors);
    const size = () => {
      const ratio = Math.min(2, devicePixelRatio);
      canvas.width = innerWidth * ratio;
      canvas.height = innerHeight * ratio;
      // Nobody sees more than the server tells, and on a phone not too little.
      this.scale = ratio * Math.max(innerWidth / (2 * VIEW_X - 80), innerHeight / (2 * VIEW_Y - 80), 0.75);
    };
    size();
    addEventListener('resize', size);
  }

  paint(scene, aim) {
    const { context: c, canvas, colors, scale } = this, { self } = scene;
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = colors.ground;
    c.fillRect(0, 0, canvas.width, canvas.height);
    c.setTransform(scale, 0, 0, scale, canvas.width / 2 - self.shownX * scale, canvas.height / 2 - self.shownY * scale);
    const halfX = canvas.width / 2 / scale, halfY = canvas.height / 2 / scale;
    this.grid(self.shownX - halfX, self.shownY - halfY, self.shownX + halfX, self.shownY + halfY);
    c.fillStyle = colors.rock;
    for (const { x, y, r } of rocks) {
      if (Math.abs(x - self.shownX) < halfX + r && Math.abs(y - self.shownY) < halfY + r) this.disc(x, y, r);
    }
    c.fillStyle = colors.gem;
    for (const { x, y } of scene.gems.values()) {
      c.beginPath();
      c.moveTo(x, y - GEM);
      c.lineTo(x + GEM * 0.8, y);
      c.lineTo(x, y + GEM);
      c.lineTo(x - GEM * 0.8, y);
      c.fill();
    }
    c.fillStyle = colors.shot;
    for (const bullet of scene.bullets.values()) if (bullet.shown) this.disc(bullet.nowX, bullet.nowY, BULLET);
    c.font = '600 13px system-ui, "DejaVu Sans", sans-serif';
    c.textAlign = 'center';
    for (const player of scene.players.values()) {
      this.player(player.x, player.y, player.aim, player.hue, player.health);
      c.fillStyle = colors.ink;
      c.fillText(player.name, player.x, player.y - RADIUS - 12);
    }
    if (!self.dead) {
      this.player(self.shownX, self.shownY, aim, self.hue, self.health);
      c.strokeStyle = colors.ink;
      c.lineWidth = 2;
      c.beginPath();
      c.arc(self.shownX, self.shownY, RADIUS + 3, 0, 7);
      c.stroke();
    }
  }

  disc(x, y, r) {
    this.context.beginPath();
    this.context.arc(x, y, r, 0, 7);
    this.context.fill();
  }

  player(x, y, aim, hue, health) {
    const { context: c, colors } = this;
    c.strokeStyle = c.fillStyle = `hsl(${hue} 65% ${colors.light}%)`;
    c.lineWidth = 9;
    c.lineCap = 'round';
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x + Math.cos(aim) * (RADIUS + 9), y + Math.sin(aim) * (RADIUS + 9));
    c.stroke();
    this.disc(x, y, RADIUS);
    if (health >= 4) return;
    c.fillStyle = colors.grid;
    c.fillRect(x - 18, y + RADIUS + 6, 36, 5);
    c.fillStyle = health > 1 ? colors.good : colors.bad;
    c.fillRect(x - 18, y + RADIUS + 6, 9 * health, 5);
  }

  grid(left, top, right, bottom) {
    const { context: c, colors } = this, step = 128;
    c.strokeStyle = colors.grid;
    c.lineWidth = 1;
    c.beginPath();
    const y0 = Math.max(0, top), y1 = Math.min(SIZE, bottom), x0 = Math.max(0, left), x1 = Math.min(SIZE, right);
    for (let x = Math.ceil(x0 / step) * step; x <= x1; x += step) { c.moveTo(x, y0); c.lineTo(x, y1); }
    for (let y = Math.ceil(y0 / step) * step; y <= y1; y += step) { c.moveTo(x0, y); c.lineTo(x1, y); }
    c.stroke();
    c.strokeStyle = colors.line;
    c.lineWidth = 6;
    c.strokeRect(0, 0, SIZE, SIZE);
  }
}
