// pg against PostgreSQL: TLS, parameters, types, 100,000 rows, cursor, stream, transactions, errors, pool, notifications.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Client, Pool } = require('pg');
const Cursor = require('pg-cursor');
const QueryStream = require('pg-query-stream');
const servers = require('./support/servers.js');

const ROWS = 100_000;

async function queries(client) {
  assert.strictEqual((await client.query("SELECT current_setting('server_encoding') AS e")).rows[0].e, 'UTF8');
  await client.query('CREATE TABLE item (id serial PRIMARY KEY, name text UNIQUE, data bytea, at timestamptz, doc jsonb, list int[])');
  const values = ['ä€😀', Buffer.from([0, 1, 255]), new Date(1e12), { a: [1, null, 'x'] }, [1, 2, 3]];
  const { rows } = await client.query('INSERT INTO item (name, data, at, doc, list) VALUES ($1, $2, $3, $4, $5) RETURNING *', values);
  assert.deepStrictEqual(rows, [{ id: 1, name: values[0], data: values[1], at: values[2], doc: values[3], list: values[4] }]);
  const named = { name: 'by-id', text: 'SELECT name FROM item WHERE id = $1', rowMode: 'array' };
  for (let i = 0; i < 3; i++) assert.deepStrictEqual((await client.query({ ...named, values: [1] })).rows, [['ä€😀']]);
  await assert.rejects(client.query('INSERT INTO item (name) VALUES ($1)', ['ä€😀']), { code: '23505', table: 'item' });
  await assert.rejects(client.query('SELEC 1'), { code: '42601', position: '1' });
}

async function manyRows(client) {
  const { rows } = await client.query(`SELECT i, 'row ' || i AS name FROM generate_series(1, ${ROWS}) i`);
  assert.strictEqual(rows.length, ROWS);
  assert.deepStrictEqual(rows.at(-1), { i: ROWS, name: `row ${ROWS}` });
  const cursor = client.query(new Cursor(`SELECT i FROM generate_series(1, ${ROWS}) i`));
  let count = 0;
  for (let part; (part = await cursor.read(7000)).length > 0;) count += part.length;
  assert.strictEqual(count, ROWS);
  await cursor.close();
  const stream = client.query(new QueryStream('SELECT i FROM generate_series(1, $1) i', [ROWS], { batchSize: 500 }));
  let sum = 0;
  for await (const row of stream) sum += row.i;
  assert.strictEqual(sum, ROWS * (ROWS + 1) / 2);
  const broken = client.query(new QueryStream('SELECT 10 / (500 - i) FROM generate_series(1, 1000) i'));
  await assert.rejects(async () => { for await (const row of broken) assert.ok(row); }, { code: '22012' });
  const big = await client.query("SELECT repeat('x', 20000000) AS text");
  assert.strictEqual(big.rows[0].text.length, 20_000_000);
}

async function pooled(config) {
  const pool = new Pool({ ...config, max: 4 });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => pool.query('SELECT $1::int * 2 AS n', [i])));
  assert.deepStrictEqual(answers.map((answer) => answer.rows[0].n), Array.from({ length: 40 }, (_, i) => i * 2));
  assert.strictEqual(pool.totalCount, 4);
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query("INSERT INTO item (name) VALUES ('gone')");
  await client.query('ROLLBACK');
  client.release();
  assert.strictEqual((await pool.query('SELECT count(*)::int AS n FROM item')).rows[0].n, 1);
  await pool.end();
}

async function notifications(config) {
  const [listener, sender] = [new Client(config), new Client(config)];
  await Promise.all([listener.connect(), sender.connect()]);
  await listener.query('LISTEN news');
  const heard = once(listener, 'notification');
  await sender.query("SELECT pg_notify('news', 'hello')");
  assert.strictEqual((await heard)[0].payload, 'hello');
  const long = assert.rejects(listener.query('SELECT pg_sleep(60)'), { code: '57014' });
  const cancel = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)'";
  while ((await sender.query(cancel)).rowCount === 0);
  await long;
  await Promise.all([listener.end(), sender.end()]);
}

/** The server dies under an idle client and a busy one: both are told; a pool goes on when it is back. */
async function restart(server) {
  const pool = new Pool({ ...server.config, max: 1 });
  pool.on('error', () => {});
  await pool.query('SELECT 1');
  const client = new Client(server.config);
  await client.connect();
  const told = new Promise((resolve) => client.once('end', resolve)); // events.once() would fail at 'error'
  client.on('error', () => {});
  const busy = assert.rejects(client.query('SELECT pg_sleep(60)'), /terminat|closed|ECONNRESET/);
  await server.stop('SIGQUIT');
  await Promise.all([busy, told]);
  await assert.rejects(new Client(server.config).connect(), { code: 'ECONNREFUSED', port: server.port });
  await server.start();
  for (let left = 200; ; left--) {
    try {
      assert.strictEqual((await pool.query('SELECT 1 AS one')).rows[0].one, 1);
      break;
    } catch (error) {
      if (left === 0 || !/starting up|recovery|terminat|ECONNRE/.test(error.message)) throw error;
    }
  }
  await pool.end();
}

(async () => {
  const server = await servers.postgres();
  await assert.rejects(new Client({ ...server.config, password: 'wrong' }).connect(), { code: '28P01' });
  const client = new Client({ ...server.config, ssl: { ca: server.tls.ca } });
  await client.connect();
  assert.strictEqual((await client.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).rows[0].ssl, true);
  await queries(client);
  await manyRows(client);
  await client.end();
  await pooled(server.config);
  await notifications(server.config);
  await restart(server);
  await server.stop();
})();
