// SPDX-License-Identifier: MIT
// Names of what the files of internal/http2 keep in each other's objects.
'use strict';

module.exports = {
  kAuthority: Symbol('authority'),
  kBoundSession: Symbol('boundSession'),
  kClosing: Symbol('closing'),
  kDidRead: Symbol('didRead'),
  kFlags: Symbol('flags'),
  kHandle: Symbol('kHandle'),
  kId: Symbol('id'),
  kInfoHeaders: Symbol('info-headers'),
  kInit: Symbol('init'),
  kMaybeDestroy: Symbol('kMaybeDestroy'),
  kOptions: Symbol('options'),
  kOrigin: Symbol('origin'),
  kOwner: Symbol('owner'),
  kProceed: Symbol('proceed'),
  kProtocol: Symbol('protocol'),
  kProxySocket: Symbol('proxySocket'),
  kRequest: Symbol('request'),
  kResponse: Symbol('response'),
  kSensitiveHeaders: Symbol('sensitiveHeaders'),
  kSentHeaders: Symbol('sent-headers'),
  kSentTrailers: Symbol('sent-trailers'),
  kServer: Symbol('server'),
  kSessions: Symbol('sessions'),
  kSocket: Symbol('socket'),
  kState: Symbol('state'),
  kWriteCallback: Symbol('writeCallback'),
};
