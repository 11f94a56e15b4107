// A directory with the group's node_modules, and with `node` in PATH that is Eddy: what the tools start is Eddy too.
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** @returns {{dir: string, file: Function, options: object, remove: Function}} file(name, text) writes; options are for run() */
function project(name) {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `eddy-${name}-`)));
  const bin = path.join(dir, '.bin');
  fs.mkdirSync(bin);
  fs.symlinkSync(process.execPath, path.join(bin, 'node'));
  fs.symlinkSync(path.join(__dirname, '../node_modules'), path.join(dir, 'node_modules'));
  return {
    dir,
    file(file, text) {
      fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      fs.writeFileSync(path.join(dir, file), text);
    },
    options: { cwd: dir, env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, CI: '1', NO_COLOR: '1' } },
    remove: () => fs.rmSync(dir, { recursive: true, maxRetries: 3 }),
  };
}

module.exports = { project };
