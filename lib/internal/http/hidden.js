// SPDX-License-Identifier: MIT
// What the parts of http call on each other's objects. Symbols: subclasses and programs have all names for their own.
'use strict';

module.exports = {
  // Of a server.
  kDispatchRequest: Symbol('dispatchRequest'),
  kEmitClientError: Symbol('emitClientError'),
  kErrorAnswer: Symbol('errorAnswer'),
  kIncomingMessage: Symbol('IncomingMessage'),
  kResponseOptions: Symbol('responseOptions'),
  kServerResponse: Symbol('ServerResponse'),
  // Of an IncomingMessage.
  kAddBody: Symbol('addBody'),
  kAnswered: Symbol('answered'),
  kDestroyAborted: Symbol('destroyAborted'),
  kEndBody: Symbol('endBody'),
  // Of a ClientRequest.
  kConnect: Symbol('connect'),
  kOnResponseStart: Symbol('onResponseStart'),
  kSetHeadersFrom: Symbol('setHeadersFrom'),
};
