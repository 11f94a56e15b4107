// SPDX-License-Identifier: MIT
// Chooses and runs the entry point of the program.
'use strict';

// A minimal CommonJS loader, until internal/modules/cjs/loader is there.
function runEntryPoint() {
  const fs = internalBinding('fs');
  const { BuiltinModule } = require('internal/boot/loader');
  const cache = { __proto__: null };
  const dir = (p) => p.slice(0, p.lastIndexOf('/')) || '/';
  function norm(p) {
    const out = [];
    for (const s of p.split('/')) {
      if (s === '..') out.pop();
      else if (s !== '.' && s !== '') out.push(s);
    }
    return `/${out.join('/')}`;
  }
  function file(p) {
    for (const c of [p, `${p}.js`, `${p}.json`, `${p}/index.js`]) if (fs.internalModuleStat(c) === 0) return c;
  }
  function load(path) {
    if (cache[path]) return cache[path].exports;
    const module = cache[path] = { exports: {}, id: path, filename: path };
    const source = fs.readFileUtf8(path, 0);
    if (path.endsWith('.json')) return module.exports = JSON.parse(source);
    const req = (id) => {
      const builtin = BuiltinModule.normalizeRequirableId(id);
      if (builtin) return BuiltinModule.get(builtin).compileForPublicLoader();
      let found = id[0] === '/' ? file(id) : id[0] === '.' ? file(norm(`${dir(path)}/${id}`)) : undefined;
      for (let d = dir(path); !found && d !== '/'; d = dir(d)) {
        const base = `${d}/node_modules/${id}`;
        if (fs.internalModuleStat(`${base}/package.json`) === 0) {
          found = file(norm(`${base}/${JSON.parse(fs.readFileUtf8(`${base}/package.json`, 0)).main ?? 'index.js'}`));
        }
        found ??= file(base);
      }
      if (!found) throw Object.assign(new Error(`Cannot find module '${id}'`), { code: 'MODULE_NOT_FOUND' });
      return load(found);
    };
    new Function('exports', 'require', 'module', '__filename', '__dirname', `${source}\n//# sourceURL=${path}`)(
      module.exports, req, module, path, dir(path));
    return module.exports;
  }
  const main = process.argv[1];
  load(file(main[0] === '/' ? main : norm(`${process.cwd()}/${main}`)));
}

module.exports = { runEntryPoint };
