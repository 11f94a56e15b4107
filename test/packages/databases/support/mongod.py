# A stand-in for mongod: MongoDB's wire protocol (OP_MSG, and OP_QUERY for the first hello) over mongomock's collections.
# usage: mongod.py PORT. Answers what the tests ask and says CommandNotFound to the rest. No replica set, no transactions.
import itertools
import socketserver
import struct
import sys
import threading

import bson
import mongomock
from bson.codec_options import CodecOptions
from bson.son import SON
from mongomock import helpers

OP_REPLY, OP_QUERY, OP_MSG = 1, 2004, 2013
client = mongomock.MongoClient()
lock = threading.Lock()
cursors = {}
ids = itertools.count(1000)


class Refused(Exception):
    def __init__(self, code, name, text):
        super().__init__(text)
        self.code, self.name = code, name


def batch(name, key, documents, size, cursor=0):
    part = list(itertools.islice(documents, size or 101))
    rest = list(documents) if len(part) == (size or 101) else []
    if rest:
        cursor = cursor or next(ids)
        cursors[cursor] = iter(rest)
    else:
        cursors.pop(cursor, None)
        cursor = 0
    return {'cursor': {'id': bson.Int64(cursor), 'ns': name, key: part}, 'ok': 1.0}


def hello(db, c):
    return {'ismaster': True, 'isWritablePrimary': True, 'helloOk': True, 'maxBsonObjectSize': 16777216,
            'maxMessageSizeBytes': 48000000, 'maxWriteBatchSize': 100000, 'logicalSessionTimeoutMinutes': 30,
            'minWireVersion': 0, 'maxWireVersion': 21, 'readOnly': False, 'ok': 1.0}


def written(results):
    errors, n = [], 0
    for index, attempt in results:
        try:
            n += attempt()
        except mongomock.DuplicateKeyError as error:
            errors.append({'index': index, 'code': 11000, 'errmsg': str(error), 'keyValue': {}})
            break
    return {'n': n, 'ok': 1.0, **({'writeErrors': errors} if errors else {})}


def insert(db, c):
    def one(document):
        return lambda: db[c['insert']].insert_one(document) and 1
    return written((i, one(d)) for i, d in enumerate(c['documents']))


def update(db, c):
    modified, upserted = [], []

    def one(index, u):
        def attempt():
            collection, change = db[c['update']], u['u']
            if not next(iter(change)).startswith('$'):
                result = collection.replace_one(u['q'], change, upsert=u.get('upsert', False))
            else:
                many = collection.update_many if u.get('multi') else collection.update_one
                result = many(u['q'], change, upsert=u.get('upsert', False))
            modified.append(result.modified_count)
            if result.upserted_id is not None:
                upserted.append({'index': index, '_id': result.upserted_id})
            return result.matched_count or (1 if result.upserted_id is not None else 0)
        return attempt
    answer = written((i, one(i, u)) for i, u in enumerate(c['updates']))
    return {**answer, 'nModified': sum(modified), **({'upserted': upserted} if upserted else {})}


def delete(db, c):
    n = 0
    for d in c['deletes']:
        collection = db[c['delete']]
        n += (collection.delete_one if d.get('limit') else collection.delete_many)(d['q']).deleted_count
    return {'n': n, 'ok': 1.0}


def find(db, c):
    found = db[c['find']].find(c.get('filter') or {}, c.get('projection') or None)
    if c.get('sort'):
        found = found.sort(list(c['sort'].items()))
    if c.get('skip'):
        found = found.skip(c['skip'])
    if c.get('limit'):
        found = found.limit(abs(c['limit']))
    return batch(f"{db.name}.{c['find']}", 'firstBatch', iter(list(found)), c.get('batchSize'))


def aggregate(db, c):
    found = db[c['aggregate']].aggregate(c['pipeline'])
    return batch(f"{db.name}.{c['aggregate']}", 'firstBatch', iter(list(found)), c['cursor'].get('batchSize'))


def get_more(db, c):
    if c['getMore'] not in cursors:
        raise Refused(43, 'CursorNotFound', f"cursor id {c['getMore']} not found")
    return batch(f"{db.name}.{c['collection']}", 'nextBatch', cursors[c['getMore']], c.get('batchSize'), c['getMore'])


def kill_cursors(db, c):
    return {'cursorsKilled': [i for i in c['cursors'] if cursors.pop(i, None)], 'ok': 1.0}


def create_indexes(db, c):
    for index in c['indexes']:
        db[c['createIndexes']].create_index(list(index['key'].items()), unique=bool(index.get('unique')))
    return {'numIndexesAfter': len(db[c['createIndexes']].index_information()), 'ok': 1.0}


def find_and_modify(db, c):
    after = mongomock.collection.ReturnDocument.AFTER if c.get('new') else mongomock.collection.ReturnDocument.BEFORE
    value = db[c['findAndModify']].find_one_and_update(c['query'], c['update'], return_document=after)
    return {'value': value, 'lastErrorObject': {'n': 1 if value else 0, 'updatedExisting': bool(value)}, 'ok': 1.0}


COMMANDS = {
    'hello': hello, 'ismaster': hello, 'isMaster': hello, 'insert': insert, 'update': update, 'delete': delete,
    'find': find, 'aggregate': aggregate, 'getMore': get_more, 'killCursors': kill_cursors,
    'createIndexes': create_indexes, 'findAndModify': find_and_modify,
    'ping': lambda db, c: {'ok': 1.0}, 'endSessions': lambda db, c: {'ok': 1.0},
    'drop': lambda db, c: db.drop_collection(c['drop']) or {'ok': 1.0},
}


def run(command, database):
    name = next(iter(command))
    try:
        if name not in COMMANDS:
            raise Refused(59, 'CommandNotFound', f"no such command: '{name}'")
        with lock:
            return COMMANDS[name](client[database], command)
    except Refused as error:
        return {'ok': 0.0, 'code': error.code, 'codeName': error.name, 'errmsg': str(error)}
    except mongomock.OperationFailure as error:
        return {'ok': 0.0, 'code': error.code or 2, 'codeName': 'BadValue', 'errmsg': str(error)}


OPTIONS = CodecOptions(document_class=dict, tz_aware=False)


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        while len(head := self.rfile.read(16)) == 16:
            size, request, _, opcode = struct.unpack('<iiii', head)
            body = self.rfile.read(size - 16)
            if opcode == OP_QUERY:
                start = body.index(b'\0', 4) + 9
                answer = bson.encode(run(bson.decode(body[start:], OPTIONS), 'admin'))
                answer, code = struct.pack('<iqii', 8, 0, 0, 1) + answer, OP_REPLY
            else:
                answer = self.message(body)
                if answer is None:
                    continue
                answer, code = struct.pack('<IB', 0, 0) + answer, OP_MSG
            self.wfile.write(struct.pack('<iiii', 16 + len(answer), next(ids), request, code) + answer)

    def message(self, body):
        flags, at, command, lists = struct.unpack_from('<I', body)[0], 4, None, {}
        end = len(body) - (4 if flags & 1 else 0)
        while at < end:
            kind, size = body[at], struct.unpack_from('<i', body, at + 1)[0]
            part = body[at + 1:at + 1 + size]
            if kind == 0:
                command = bson.decode(part, OPTIONS)
            else:
                stop = part.index(b'\0', 4)
                lists[part[4:stop].decode()] = bson.decode_all(part[stop + 1:], OPTIONS)
            at += 1 + size
        command.update(lists)
        answer = run(command, command['$db'])
        return None if flags & 2 else bson.encode(answer)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True


Server(('127.0.0.1', int(sys.argv[1])), Connection).serve_forever()
