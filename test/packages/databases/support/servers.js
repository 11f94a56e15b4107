// Real servers on loopback, one function each: started in a temporary folder on free ports, as an unprivileged user when
// the test runs as root, and ended with the test however it ends (their parent's death is a signal to them).
'use strict';
const { spawn, execFileSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { freePort } = require('../../free_port.js');

const NOBODY = 65534;
const user = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const START_LIMIT = 90_000; // milliseconds, on a busy machine
const folders = new Set();
const running = new Set();

process.on('exit', (code) => {
  for (const server of running) server.end(code !== 0);
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1));

/** A temporary folder that belongs to the servers' user. */
function folder() {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-db-'));
  folders.add(made);
  if (user.uid) fs.chownSync(made, user.uid, user.gid);
  return made;
}

function file(where, name, text) {
  const made = path.join(where, name);
  fs.writeFileSync(made, text);
  if (user.uid) fs.chownSync(made, user.uid, user.gid);
  return made;
}

async function connectable(port) {
  const socket = net.connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** One process that serves `port`; start() again after stop() keeps the port and the folder. */
class Server {
  #child;
  #log = '';

  /** `ready` is what the process prints when it serves, for those that listen before. */
  constructor(port, cwd, command, { env = {}, ready = /^/ } = {}) {
    Object.assign(this, { port, cwd, command, env, ready });
  }

  get pid() { return this.#child.pid; }

  async start() {
    await this.helper?.start();
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...this.command], {
      cwd: this.cwd, env: { PATH: process.env.PATH, HOME: this.cwd, LC_ALL: 'C', ...this.env }, detached: true,
      stdio: ['ignore', 'pipe', 'pipe'], ...user,
    });
    this.#child = child;
    this.#log = '';
    running.add(this);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { this.#log += data; });
    const until = Date.now() + START_LIMIT;
    while (!this.ready.test(this.#log) || !await connectable(this.port)) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
        throw new Error(`${this.command[0]} did not start:\n${this.#log.slice(-2000)}`);
      }
      await sleep(50);
    }
    return this;
  }

  kill(signal) {
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }

  /** The last moment: what the server said is shown when the test has failed. */
  end(failed) {
    if (failed) console.error(`${this.command[0]}: ${this.#log.slice(-2000)}`);
    this.kill('SIGKILL');
  }

  /** Ends the process and resolves when it is gone. */
  async stop(signal = 'SIGKILL') {
    if (!running.delete(this)) return;
    const gone = once(this.#child, 'exit');
    this.kill(signal);
    await gone;
    await this.helper?.stop();
    while (await connectable(this.port)) await sleep(20); // its own children may hold the port a little longer
  }
}

const run = (command, args, cwd, env) => execFileSync(command, args,
  { cwd, env: { PATH: process.env.PATH, HOME: cwd, LC_ALL: 'C', ...env }, stdio: ['ignore', 'ignore', 'pipe'], ...user });

/** A self-signed certificate for localhost: { cert, key } paths and the PEM text `ca`. */
function certificate(where) {
  const key = path.join(where, 'tls.key'), cert = path.join(where, 'tls.crt');
  run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj',
    '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert], where);
  return { key, cert, ca: fs.readFileSync(cert, 'utf8') };
}

async function postgres() {
  const bin = `/usr/lib/postgresql/${fs.readdirSync('/usr/lib/postgresql').sort().at(-1)}/bin`;
  const where = folder(), data = path.join(where, 'data'), port = await freePort(), tls = certificate(where);
  const secret = file(where, 'password', 's3cret pass\n');
  run(`${bin}/initdb`, ['-D', data, '-U', 'eddy', '--no-sync', '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', '--pwfile',
    secret], where);
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: where, fsync: 'off', ssl: 'on',
    ssl_cert_file: tls.cert, ssl_key_file: tls.key };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = await new Server(port, where, [`${bin}/postgres`, '-D', data, ...options],
    { ready: /ready to accept connections/ }).start();
  const config = { host: '127.0.0.1', port, user: 'eddy', password: 's3cret pass', database: 'postgres' };
  return Object.assign(server, { config, tls });
}

async function mariadb() {
  const where = folder(), data = path.join(where, 'data'), port = await freePort();
  run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal',
    '--skip-test-db'], where);
  const first = file(where, 'first.sql', "CREATE DATABASE IF NOT EXISTS eddy;\nCREATE USER IF NOT EXISTS 'eddy'@'%' IDENTIFIED BY 's3cret';\n" +
    "GRANT ALL ON *.* TO 'eddy'@'%';\n");
  const server = await new Server(port, where, ['mariadbd', '--no-defaults', `--datadir=${data}`, `--port=${port}`,
    '--bind-address=127.0.0.1', `--socket=${where}/sock`, `--init-file=${first}`, `--pid-file=${where}/pid`,
    '--innodb-flush-log-at-trx-commit=2', '--skip-name-resolve', '--max-allowed-packet=64M']).start();
  const config = { host: '127.0.0.1', port, user: 'eddy', password: 's3cret', database: 'eddy' };
  return Object.assign(server, { config });
}

async function redis() {
  const where = folder(), port = await freePort(), tlsPort = await freePort(), tls = certificate(where);
  const server = new Server(port, where, ['redis-server', '--port', `${port}`, '--bind', '127.0.0.1', '--save', '',
    '--tls-port', `${tlsPort}`, '--tls-cert-file', tls.cert, '--tls-key-file', tls.key, '--tls-ca-cert-file', tls.cert,
    '--tls-auth-clients', 'no', '--requirepass', 's3cret']);
  return Object.assign(await server.start(), { tlsPort, tls });
}

async function nats() {
  const where = folder(), port = await freePort();
  return new Server(port, where, ['nats-server', '-a', '127.0.0.1', '-p', `${port}`, '-js', '-sd', where]).start();
}

async function mosquitto() {
  const where = folder(), port = await freePort(), wsPort = await freePort();
  const config = file(where, 'mosquitto.conf', `listener ${port} 127.0.0.1\nlistener ${wsPort} 127.0.0.1\n` +
    'protocol websockets\nallow_anonymous true\nmax_queued_messages 0\n');
  return Object.assign(await new Server(port, where, ['mosquitto', '-c', config]).start(), { wsPort });
}

/** RabbitMQ asks for Erlang's port mapper and would leave its own behind: it gets one that ends with the test. */
async function rabbitmq() {
  const where = folder(), port = await freePort(), dist = await freePort(), mapper = await freePort();
  const helper = new Server(mapper, where, ['epmd', '-port', `${mapper}`, '-address', '127.0.0.1']);
  const env = {
    RABBITMQ_NODENAME: `eddy${port}@localhost`, RABBITMQ_NODE_PORT: port, RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_DIST_PORT: dist, ERL_EPMD_PORT: mapper, RABBITMQ_LOGS: '-',
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `-start_epmd false -epmd_port ${mapper}`,
  };
  for (const [name, place] of [['MNESIA_BASE', 'mnesia'], ['LOG_BASE', 'log'], ['ENABLED_PLUGINS_FILE', 'plugins'],
    ['CONFIG_FILE', 'none'], ['PID_FILE', 'pid'], ['FEATURE_FLAGS_FILE', 'flags'], ['GENERATED_CONFIG_DIR', 'generated']]) {
    env[`RABBITMQ_${name}`] = path.join(where, place);
  }
  const server = new Server(port, where, ['/usr/lib/rabbitmq/bin/rabbitmq-server'], { env, ready: /Server startup complete/ });
  return Object.assign(server, { helper }).start();
}

/** librdkafka's mock cluster, which speaks Kafka's protocol (Debian has no Kafka), within a kcat that waits for input. */
async function kafka() {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', 'kcat', '-P', '-t', 'unused', '-b', '127.0.0.1:1', '-d', 'mock', '-X',
    'test.mock.num.brokers=1'], { stdio: ['pipe', 'ignore', 'pipe'], ...user });
  let text = '';
  const brokers = await new Promise((resolve, reject) => {
    child.stderr.on('data', (data) => {
      const found = / bootstrap\.servers=(\S+)/.exec(text += data);
      if (found) resolve(found[1].split(','));
    });
    child.once('exit', () => reject(new Error(`kcat did not start: ${text}`)));
  });
  return { brokers, stop: () => child.kill('SIGKILL') };
}

/** MongoDB's wire protocol over mongomock, both in Python (Debian has no MongoDB): mongod.py beside this file. */
async function mongodb() {
  const where = folder(), port = await freePort();
  const program = file(where, 'mongod.py', fs.readFileSync(path.join(__dirname, 'mongod.py')));
  return new Server(port, where, ['/usr/bin/python3', program, `${port}`]).start();
}

module.exports = { postgres, mariadb, redis, nats, mosquitto, rabbitmq, kafka, mongodb };
