// SPDX-License-Identifier: MIT
// What a stream keeps in its flags.
'use strict';

module.exports = {
  CLIENT: 1,
  CLOSED: 2,
  HEADERS_SENT: 4,
  HEAD_REQUEST: 8,
  ABORTED: 16,
  HAS_TRAILERS: 32,       // the program wants to send trailers
  TRAILERS_READY: 64,     // and may do so now
  END_AFTER_HEADERS: 128, // the other side sends no DATA
  ENDED: 256,             // C knows that no more comes
  READING: 512,           // C gives the window back as bytes come
  WHOLE: 2048,            // head and body have gone to C; the stream finishes when they are sent
  NO_TRAILERS: 4096,      // none will come, though C has been told to wait for them
  FILE: 8192,             // the body is a file: what is written comes from internal/http2/file
  ENDING_READ: 16384,     // closed; 'end' is all that is still to come
  CUT: 32768,             // its end came from outside, before the program's
  PUSHED: 1024,           // promised by the server
};
