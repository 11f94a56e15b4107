// A program's state, callbacks and main function survive in its snapshot; what belongs to a process is the new one's.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { build, dir, start } = require('./fixtures/lib.js');

fs.writeFileSync(path.join(dir, 'part.js'), 'exports.count = { n: 41 };');
const built = build(`
  const { count } = require('./part.js');
  const { startupSnapshot: s } = require('v8');
  count.n++;
  const hash = require('crypto').createHash('sha256').update('a');
  globalThis.bytes = Buffer.from('kept');
  setInterval(() => { ticks++; }, 1).unref();
  let ticks = 0;
  s.addSerializeCallback((d) => console.log('serialize', d), 1);
  s.addDeserializeCallback((d) => console.log('deserialize', d), 2);
  s.setDeserializeMainFunction((d) => {
    console.log('main', d, s.isBuildingSnapshot(), process.argv.slice(1), process.env.WHO, process.cwd());
    console.log(count.n, require('./part.js') === undefined, require.main === module, bytes.toString());
    console.log(require('crypto').createHash('sha256').update('a').digest('hex') === hash.digest('hex'));
    process.on('exit', () => console.log('ticks', ticks > 0));
    setTimeout(() => {}, 20);
  }, 3);
  console.log(s.isBuildingSnapshot(), typeof require('./part.js'));
  setTimeout(() => console.log('later'), 5);
  Promise.resolve().then(() => console.log('promise'));
`, [], { env: { ...process.env, WHO: 'builder' } });
assert.deepStrictEqual(built, { status: 0, stdout: 'true object\npromise\nlater\nserialize 1\n', stderr: '' });

const { status, stdout, stderr } = start(['a', 'b'], { cwd: path.dirname(dir), env: { ...process.env, WHO: 'other' },
                                                      argv0: 'x' });
assert.strictEqual(status, 14, stdout); // the path is relative to the working directory
assert.match(stderr, /^Cannot open snapshot\.blob: No such file/);

assert.deepStrictEqual(start(['a', 'b'], { env: { ...process.env, WHO: 'other' } }), {
  status: 0,
  stdout: `deserialize 2\nmain 3 false [ 'a', 'b' ] other ${dir}\n42 false true kept\ntrue\nticks true\n`,
  stderr: '',
});
