// SPDX-License-Identifier: MIT
// "advanced" messages on an IPC channel: V8's serialisation, the same bytes as Node's. C does it alone; these are the
// hooks for what V8 cannot write: views, and objects of the library.
'use strict';

const kView = 0, kObject = 1;

let classes;
function advancedClasses() {
  if (classes !== undefined) return classes;
  const v8 = require('v8');

  class ChildProcessSerializer extends v8.DefaultSerializer {
    _writeHostObject(object) {
      if (ArrayBuffer.isView(object)) {
        this.writeUint32(kView);
        return super._writeHostObject(object);
      }
      this.writeUint32(kObject);
      this.writeValue({ ...object });
    }
  }

  class ChildProcessDeserializer extends v8.DefaultDeserializer {
    _readHostObject() {
      if (this.readUint32() === kView) return super._readHostObject();
      return this.readValue();
    }
  }
  return classes = { ChildProcessSerializer, ChildProcessDeserializer };
}

const makeSerializer = () => new (advancedClasses().ChildProcessSerializer)();
const makeDeserializer = (bytes) => new (advancedClasses().ChildProcessDeserializer)(bytes);

module.exports = { makeDeserializer, makeSerializer };
