// SPDX-License-Identifier: MIT
'use strict';

// DOMException (WebIDL). Loaded when one is first thrown or when the global is touched.

const {
  Error,
  ErrorPrototype,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectKeys,
  ObjectSetPrototypeOf,
  SymbolToStringTag,
} = primordials;

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');

const constants = {
  __proto__: null,
  INDEX_SIZE_ERR: 'IndexSizeError',
  DOMSTRING_SIZE_ERR: '',
  HIERARCHY_REQUEST_ERR: 'HierarchyRequestError',
  WRONG_DOCUMENT_ERR: 'WrongDocumentError',
  INVALID_CHARACTER_ERR: 'InvalidCharacterError',
  NO_DATA_ALLOWED_ERR: '',
  NO_MODIFICATION_ALLOWED_ERR: 'NoModificationAllowedError',
  NOT_FOUND_ERR: 'NotFoundError',
  NOT_SUPPORTED_ERR: 'NotSupportedError',
  INUSE_ATTRIBUTE_ERR: 'InUseAttributeError',
  INVALID_STATE_ERR: 'InvalidStateError',
  SYNTAX_ERR: 'SyntaxError',
  INVALID_MODIFICATION_ERR: 'InvalidModificationError',
  NAMESPACE_ERR: 'NamespaceError',
  INVALID_ACCESS_ERR: 'InvalidAccessError',
  VALIDATION_ERR: '',
  TYPE_MISMATCH_ERR: 'TypeMismatchError',
  SECURITY_ERR: 'SecurityError',
  NETWORK_ERR: 'NetworkError',
  ABORT_ERR: 'AbortError',
  URL_MISMATCH_ERR: 'URLMismatchError',
  QUOTA_EXCEEDED_ERR: 'QuotaExceededError',
  TIMEOUT_ERR: 'TimeoutError',
  INVALID_NODE_TYPE_ERR: 'InvalidNodeTypeError',
  DATA_CLONE_ERR: 'DataCloneError',
};
const codeOfName = { __proto__: null };

// An instance is a native error (it has a stack, and inspectors know it), with these fields put
// on it: a base class that returns the object it was given lets a subclass do that.
class Given {
  constructor(object) { return object; }
}
class Fields extends Given {
  #name;
  #message;
  constructor(object, name, message) {
    super(object);
    this.#name = name;
    this.#message = message;
  }

  static of(object) {
    if (object === null || typeof object !== 'object' || !(#name in object)) {
      throw new ERR_INVALID_THIS('DOMException');
    }
    return object;
  }

  static name(object) { return Fields.of(object).#name; }
  static message(object) { return Fields.of(object).#message; }
}

let markTransferMode;
function markCloneable(error) {
  if (markTransferMode === undefined) {
    const transferable = require('internal/worker/js_transferable');
    ({ markTransferMode } = transferable);
    const { kClone, kDeserialize } = transferable;
    hide(kClone, function() {
      const { message, name, stack } = this;
      return { data: { message, name, stack }, deserializeInfo: 'internal/dom_exception:ClonedDOMException' };
    });
    hide(kDeserialize, function({ message, name, stack }) {
      new Fields(this, name, message); // eslint-disable-line no-new
      ObjectDefineProperty(this, 'stack',
        { __proto__: null, value: stack, writable: true, enumerable: false, configurable: true });
    });
  }
  markTransferMode(error, true, false);
}

function hide(key, value) {
  ObjectDefineProperty(DOMException.prototype, key,
    { __proto__: null, configurable: true, writable: true, enumerable: false, value });
}

/** What structuredClone() fills with the data of a clone. */
function ClonedDOMException() {
  const error = new Error();
  ObjectSetPrototypeOf(error, DOMException.prototype);
  markCloneable(error);
  return error;
}

class DOMException {
  /**
   * @param {string} [message]
   * @param {string|{name?: string, cause?: any}} [options] the name, or name and cause
   */
  constructor(message = '', options = 'Error') {
    const error = new Error();
    ObjectSetPrototypeOf(error, new.target.prototype);
    let name = options;
    if (options !== null && typeof options === 'object') {
      name = 'name' in options ? options.name : 'Error';
      if ('cause' in options) {
        ObjectDefineProperty(error, 'cause', {
          __proto__: null, value: options.cause, configurable: true, writable: true, enumerable: false,
        });
      }
    }
    new Fields(error, `${name}`, `${message}`); // eslint-disable-line no-new
    markCloneable(error);
    return error;
  }

  get name() { return Fields.name(this); }
  get message() { return Fields.message(this); }
  get code() { return codeOfName[Fields.name(this)] ?? 0; }
}

ObjectSetPrototypeOf(DOMException.prototype, ErrorPrototype);
ObjectDefineProperties(DOMException.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'DOMException' },
  name: { __proto__: null, enumerable: true },
  message: { __proto__: null, enumerable: true },
  code: { __proto__: null, enumerable: true },
});

const keys = ObjectKeys(constants);
for (let i = 0; i < keys.length; i++) {
  const descriptor = { __proto__: null, enumerable: true, value: i + 1 };
  ObjectDefineProperty(DOMException, keys[i], descriptor);
  ObjectDefineProperty(DOMException.prototype, keys[i], descriptor);
  if (constants[keys[i]] !== '') codeOfName[constants[keys[i]]] = i + 1;
}

ClonedDOMException.prototype = DOMException.prototype;

module.exports = { DOMException };
ObjectDefineProperty(module.exports, 'ClonedDOMException', {
  __proto__: null,
  enumerable: true,
  get() {
    markCloneable({});
    return ClonedDOMException;
  },
});
