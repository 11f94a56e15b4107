// mongodb against its wire protocol served by Python (support/mongod.py): documents of every type, bulk, 10,000 documents
// in batches, cursors, indexes, errors, reconnecting.
'use strict';
const assert = require('node:assert');
const { MongoClient, ObjectId, Long, Decimal128, Binary, Timestamp } = require('mongodb');
const servers = require('./support/servers.js');

const MANY = 10_000;

async function types(items) {
  const document = {
    _id: new ObjectId(), text: 'ä€😀', int: 1, double: 1.5, long: Long.fromString('9007199254740993'),
    decimal: Decimal128.fromString('1.10'), bytes: new Binary(Buffer.from([0, 1, 255])), at: new Date(1e12), no: null, yes: true,
    nested: { list: [1, 'two', { three: 3 }] }, stamp: new Timestamp({ t: 1, i: 2 }), pattern: /^a.c$/i,
  };
  await items.insertOne(document);
  const found = await items.findOne({ _id: document._id }, { promoteLongs: false, promoteValues: true });
  assert.deepStrictEqual(found.pattern.toString(), '/^a.c$/i');
  for (const name of ['text', 'double', 'no', 'yes', 'at']) assert.deepStrictEqual(found[name], document[name]);
  for (const name of ['_id', 'long', 'decimal', 'bytes', 'stamp']) {
    assert.strictEqual(found[name].toString(), document[name].toString());
  }
  assert.deepStrictEqual(Object.keys(found), Object.keys(document));
}

async function changes(items) {
  await items.insertMany([{ n: 1 }, { n: 2 }, { n: 3, tags: ['a'] }]);
  const { matchedCount, modifiedCount } = await items.updateMany({ n: { $gte: 2 } }, { $set: { big: true } });
  assert.deepStrictEqual([matchedCount, modifiedCount], [2, 2]);
  const { upsertedId } = await items.updateOne({ n: 4 }, { $set: { big: false } }, { upsert: true });
  assert.ok(upsertedId instanceof ObjectId);
  const changed = await items.findOneAndUpdate({ n: 3 }, { $push: { tags: 'b' } }, { returnDocument: 'after' });
  assert.deepStrictEqual(changed.tags, ['a', 'b']);
  assert.deepStrictEqual(await items.find({ n: { $in: [2, 4] } }).sort({ n: -1 }).project({ _id: 0, n: 1 }).toArray(), [{ n: 4 }, { n: 2 }]);
  const sums = await items.aggregate([{ $match: { n: { $exists: true } } }, { $group: { _id: '$big', sum: { $sum: '$n' } } }]).toArray();
  assert.strictEqual(sums.find((sum) => sum._id === true).sum, 5);
  const bulk = await items.bulkWrite([
    { insertOne: { document: { n: 5 } } }, { updateOne: { filter: { n: 5 }, update: { $inc: { n: 10 } } } }, { deleteOne: { filter: { n: 15 } } },
  ]);
  assert.deepStrictEqual([bulk.insertedCount, bulk.modifiedCount, bulk.deletedCount], [1, 1, 1]);
  assert.strictEqual((await items.deleteMany({})).deletedCount, 4);
}

async function manyDocuments(items) {
  const documents = Array.from({ length: MANY }, (_, i) => ({ _id: i, name: `document ${i}`, even: i % 2 === 0 }));
  assert.strictEqual((await items.insertMany(documents, { ordered: true })).insertedCount, MANY);
  let count = 0;
  for await (const document of items.find({}, { batchSize: 3000 })) if (document._id === count) count++;
  assert.strictEqual(count, MANY);
  const early = items.find({}, { batchSize: 10 });
  for await (const document of early) if (document._id === 25) break;
  assert.strictEqual(early.killed, true);
  const stream = items.find({ even: true }, { batchSize: 3000 }).stream();
  let even = 0;
  for await (const document of stream) even += document.even ? 1 : 0;
  assert.strictEqual(even, MANY / 2);
}

async function errors(db) {
  const unique = db.collection('unique');
  await unique.createIndex({ name: 1 }, { unique: true });
  await unique.insertOne({ name: 'a' });
  await assert.rejects(unique.insertOne({ name: 'a' }), { name: 'MongoServerError', code: 11000 });
  await assert.rejects(unique.insertMany([{ name: 'b' }, { name: 'a' }, { name: 'c' }]), { name: 'MongoBulkWriteError', code: 11000 });
  assert.strictEqual(await unique.findOne({ name: 'c' }), null);
  await assert.rejects(db.command({ nonsense: 1 }), { code: 59, codeName: 'CommandNotFound' });
}

(async () => {
  const server = await servers.mongodb();
  const client = new MongoClient(`mongodb://127.0.0.1:${server.port}/?directConnection=true`,
    { serverSelectionTimeoutMS: 60_000, heartbeatFrequencyMS: 500, maxPoolSize: 8 });
  await client.connect();
  const db = client.db('eddy');
  await types(db.collection('types'));
  await changes(db.collection('changes'));
  await manyDocuments(db.collection('many'));
  await errors(db);
  const unique = db.collection('unique');
  const found = await Promise.all(Array.from({ length: 50 }, (_, i) => unique.findOne({ name: 'ab'[i % 2] })));
  assert.deepStrictEqual(found.map((document) => document.name), Array.from({ length: 50 }, (_, i) => 'ab'[i % 2]));
  await server.stop();
  // Selection waits until the server is there again, once the client has noticed that it is gone.
  const insert = () => db.collection('after').insertOne({ n: 1 }).catch((error) => {
    assert.strictEqual(error.name, 'MongoNetworkError');
    return insert();
  });
  const waiting = insert();
  await server.start();
  assert.strictEqual((await waiting).acknowledged, true);
  await client.close();
  const hopeless = new MongoClient('mongodb://127.0.0.1:1/?directConnection=true', { serverSelectionTimeoutMS: 200 });
  await assert.rejects(hopeless.connect(), { name: 'MongoServerSelectionError' });
  await server.stop();
})();
