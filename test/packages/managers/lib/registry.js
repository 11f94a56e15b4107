// Where the packages come from: the registry that this machine's npm is set to. Without one that answers, a test is skipped.
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('../../lib.js');

const kSkip = 77;

/** A directory with a project in it, `node` = Eddy in PATH, caches of its own. */
async function project(name) {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  await run('curl', ['-sSf', '--max-time', '20', '-o', '/dev/null', new URL('ms', registry.replace(/\/?$/, '/')).href]).catch(() => {
    console.log('the npm registry does not answer');
    process.exit(kSkip);
  });
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `eddy-${name}-`)));
  const bin = path.join(dir, '.bin');
  fs.mkdirSync(bin);
  fs.symlinkSync(process.execPath, path.join(bin, 'node'));
  const { hostname } = new URL(registry);
  const env = {
    ...process.env, PATH: `${bin}:${process.env.PATH}`, NO_COLOR: '1', CI: '', npm_config_registry: registry, npm_config_cache: path.join(dir, '.cache'),
    npm_config_fund: 'false', npm_config_audit: 'false', npm_config_update_notifier: 'false', npm_config_store_dir: path.join(dir, '.store'),
    YARN_REGISTRY: registry, YARN_CACHE_FOLDER: path.join(dir, '.yarn-cache'), YARN_NPM_REGISTRY_SERVER: registry.replace(/\/$/, ''),
    YARN_UNSAFE_HTTP_WHITELIST: hostname, YARN_ENABLE_TELEMETRY: '0', YARN_ENABLE_GLOBAL_CACHE: 'false', YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    YARN_IGNORE_PATH: '1', COREPACK_ENABLE_STRICT: '0',
  };
  const file = (relative, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, relative)), { recursive: true });
    fs.writeFileSync(path.join(dir, relative), text);
  };
  return {
    dir,
    file,
    read: (relative) => fs.readFileSync(path.join(dir, relative), 'utf8'),
    /** Runs a manager's program, by default on Eddy. */
    tool: (script, where, args, node = process.execPath) =>
      run(node, [path.join(__dirname, '../node_modules', script), ...args], { cwd: path.join(dir, where), env, maxBuffer: 1 << 24 }),
    env,
    remove: () => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** An application with a test that asks an express server. */
function writeApp({ file }, where, workspaces = {}) {
  file(`${where}/package.json`, JSON.stringify({
    name: 'app', version: '1.0.0', private: true, scripts: { test: 'node test.js', where: 'node -p process.execPath' }, ...workspaces,
  }, null, 2));
  file(`${where}/test.js`, `
    const app = require('express')();
    app.get('/', (req, res) => res.json({ ok: true }));
    const server = app.listen(0, async () => {
      const res = await fetch('http://127.0.0.1:' + server.address().port);
      console.log('answer', JSON.stringify(await res.json()), process.versions.eddy !== undefined );
      server.close();
    });`);
}

module.exports = { project, writeApp };
