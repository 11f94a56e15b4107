// mysql2 against MariaDB: text and binary protocol, types, 100,000 rows, streams, transactions, errors, pool.
'use strict';
const assert = require('node:assert');
const mysql = require('mysql2');
const servers = require('./support/servers.js');

const ROWS = 100_000;

async function queries(connection) {
  await connection.query('CREATE TABLE item (id int AUTO_INCREMENT PRIMARY KEY, name varchar(50) UNIQUE, data blob, at datetime(3), ' +
    'price decimal(10, 2), big bigint, ratio double, doc json) ENGINE=InnoDB CHARACTER SET utf8mb4');
  const at = new Date(1e12);
  const values = ["ä€😀 '\"", Buffer.from([0, 1, 255]), at, '12.50', '9007199254740993', 0.1, JSON.stringify({ a: 1 })];
  const insert = 'INSERT INTO item (name, data, at, price, big, ratio, doc) VALUES (?, ?, ?, ?, ?, ?, ?)';
  const [{ insertId, affectedRows }] = await connection.execute(insert, values);
  assert.deepStrictEqual([insertId, affectedRows], [1, 1]);
  for (const method of ['query', 'execute']) {
    const [[row], fields] = await connection[method]('SELECT * FROM item WHERE id = ?', [1]);
    assert.strictEqual(row.name, values[0]);
    assert.deepStrictEqual(row.data, values[1]);
    assert.deepStrictEqual(row.at, at);
    assert.deepStrictEqual([row.price, String(row.big), row.ratio], ['12.50', '9007199254740993', 0.1]);
    assert.strictEqual(fields[0].name, 'id');
  }
  await assert.rejects(connection.execute(insert, values), { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' });
  await assert.rejects(connection.query('SELEC 1'), { code: 'ER_PARSE_ERROR' });
  await connection.beginTransaction();
  await connection.query('INSERT INTO item (name) VALUES (?)', ['gone']);
  await connection.rollback();
  const [[{ n }]] = await connection.query('SELECT count(*) AS n FROM item');
  assert.strictEqual(n, '1');
}

async function manyRows(connection) {
  const [rows] = await connection.query(`SELECT seq, concat('row ', seq) AS name FROM seq_1_to_${ROWS}`);
  assert.strictEqual(rows.length, ROWS);
  assert.deepStrictEqual({ ...rows.at(-1) }, { seq: `${ROWS}`, name: `row ${ROWS}` });
  const [binary] = await connection.execute(`SELECT seq FROM seq_1_to_${ROWS} WHERE seq > ?`, [10]);
  assert.strictEqual(binary.length, ROWS - 10);
  let sum = 0;
  for await (const row of connection.connection.query(`SELECT seq FROM seq_1_to_${ROWS}`).stream({ highWaterMark: 100 })) sum += Number(row.seq);
  assert.strictEqual(sum, ROWS * (ROWS + 1) / 2);
  const [[{ text }]] = await connection.query("SELECT repeat('x', 17000000) AS text"); // more than one packet
  assert.strictEqual(text.length, 17_000_000);
}

async function pooled(config) {
  const pool = mysql.createPool({ ...config, connectionLimit: 4 }).promise();
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => pool.execute('SELECT ? * 2 AS n', [i])));
  assert.deepStrictEqual(answers.map(([[row]]) => Number(row.n)), Array.from({ length: 40 }, (_, i) => i * 2));
  const [connection, killer] = await Promise.all([pool.getConnection(), pool.getConnection()]);
  const long = assert.rejects(connection.query('SELECT sleep(60) FROM item'), { code: 'ER_QUERY_INTERRUPTED' });
  const find = "SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT sleep(60)%'";
  let found;
  while (!([[found]] = await killer.query(find))[0].length);
  await killer.query(`KILL QUERY ${found.id}`);
  await long;
  connection.release();
  killer.release();
  await pool.end();
}

async function restart(server) {
  const pool = mysql.createPool({ ...server.config, connectionLimit: 1 }).promise();
  const connection = await pool.getConnection();
  const lost = assert.rejects(connection.query('SELECT sleep(60)'), { code: /PROTOCOL_CONNECTION_LOST|ECONNRESET/ });
  await server.stop();
  await lost;
  connection.release();
  await assert.rejects(pool.query('SELECT 1'), { code: 'ECONNREFUSED' });
  await server.start();
  assert.deepStrictEqual({ ...(await pool.query('SELECT count(*) AS n FROM item'))[0][0] }, { n: 1 });
  await pool.end();
}

(async () => {
  const server = await servers.mariadb();
  await assert.rejects(mysql.createConnection({ ...server.config, password: 'wrong' }).promise().connect(),
    { code: 'ER_ACCESS_DENIED_ERROR' });
  const connection = mysql.createConnection({ ...server.config, supportBigNumbers: true, bigNumberStrings: true }).promise();
  await queries(connection);
  await manyRows(connection);
  await connection.end();
  await pooled(server.config);
  await restart(server);
  await server.stop();
})();
