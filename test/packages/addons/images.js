// sharp and @napi-rs/canvas: pictures made, changed and read back; many at a time; streams; broken input; in a worker.
'use strict';
const assert = require('node:assert');
const { Readable } = require('node:stream');
const { buffer } = require('node:stream/consumers');
const { Worker, isMainThread, workerData } = require('node:worker_threads');
const { once } = require('node:events');
const sharp = require('sharp');
const { createCanvas, loadImage } = require('@napi-rs/canvas');

async function withSharp() {
  const red = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#ff0000' } }).png().toBuffer();
  const meta = await sharp(red).metadata();
  assert.deepStrictEqual([meta.format, meta.width, meta.height, meta.channels], ['png', 64, 48, 3]);
  const { data, info } = await sharp(red).resize(8, 8, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
  assert.deepStrictEqual([info.width, info.height, data.length], [8, 8, 192]);
  assert.deepStrictEqual([...data.subarray(0, 3)], [255, 0, 0]);
  const made = await Promise.all(['jpeg', 'webp', 'avif', 'gif', 'tiff', 'png'].map(async (format) =>
    (await sharp(await sharp(red).toFormat(format).toBuffer()).metadata()).format));
  assert.deepStrictEqual(made, ['jpeg', 'webp', 'heif', 'gif', 'tiff', 'png']);
  const streamed = await buffer(Readable.from([red.subarray(0, 50), red.subarray(50)]).pipe(sharp().rotate(90)));
  const turned = await sharp(streamed).metadata();
  assert.deepStrictEqual([turned.width, turned.height], [48, 64]);
  const many = await Promise.all(Array.from({ length: 40 }, (_, i) => sharp(red).resize(i + 1).png().toBuffer({ resolveWithObject: true })));
  assert.deepStrictEqual(many.map((one) => one.info.width), Array.from({ length: 40 }, (_, i) => i + 1));
  await assert.rejects(sharp(Buffer.from('no picture')).toBuffer(), { message: /unsupported image format/ });
  await assert.rejects(sharp('/nowhere.png').toBuffer(), { message: /Input file is missing/ });
  assert.throws(() => sharp(red).resize(-1), { message: /Expected positive integer/ });
}

async function withCanvas() {
  const canvas = createCanvas(40, 30);
  const context = canvas.getContext('2d');
  context.fillStyle = '#00ff00';
  context.fillRect(10, 10, 20, 10);
  assert.deepStrictEqual([...context.getImageData(15, 15, 1, 1).data], [0, 255, 0, 255]);
  assert.deepStrictEqual([...context.getImageData(1, 1, 1, 1).data], [0, 0, 0, 0]);
  const png = await canvas.encode('png');
  const image = await loadImage(png);
  assert.deepStrictEqual([image.width, image.height], [40, 30]);
  assert.deepStrictEqual(await canvas.toDataURLAsync('image/png'), `data:image/png;base64,${png.toString('base64')}`);
  await assert.rejects(loadImage(Buffer.from('no picture')));
}

(async () => {
  await withCanvas();
  await withSharp();
  if (isMainThread) assert.deepStrictEqual(await once(new Worker(__filename, { workerData: 'in a worker' }), 'exit'), [0]);
  else assert.strictEqual(workerData, 'in a worker');
})();
