/**
 * Frames: a message is four bytes of length (big-endian) and as many bytes of UTF-8 JSON.
 */

const { parse } = JSON;
const HEADER = 4;
const CHUNK = 64 * 1024;

/** Cuts a byte stream into messages. Throws when the bytes are no message: the stream is then of no use any more. */
export class FrameReader {
  /** @type {Buffer[]} */
  #pending = [];
  #pendingBytes = 0;
  #wanted = HEADER;

  /**
   * @param {number} maxBytes the largest message
   * @param {(message: unknown) => void} receive
   */
  constructor(maxBytes, receive) {
    this.maxBytes = maxBytes;
    this.receive = receive;
  }

  /** @param {Buffer} chunk */
  push(chunk) {
    if (this.#pendingBytes > 0) {
      this.#pending.push(chunk);
      this.#pendingBytes += chunk.length;
      // Joined only when a whole frame is there: a large message arrives in hundreds of chunks.
      if (this.#pendingBytes < this.#wanted) return;
      chunk = Buffer.concat(this.#pending, this.#pendingBytes);
      this.#pending = [];
      this.#pendingBytes = 0;
    }
    this.#wanted = HEADER;
    let start = 0;
    while (chunk.length - start >= HEADER) {
      const length = chunk.readUInt32BE(start);
      if (length === 0 || length > this.maxBytes) {
        throw new Error(`A frame of ${length} bytes is not allowed; the limit is ${this.maxBytes}.`);
      }
      const end = start + HEADER + length;
      if (end > chunk.length) {
        this.#wanted = HEADER + length;
        break;
      }
      this.receive(parse(chunk.toString('utf8', start + HEADER, end)));
      start = end;
    }
    if (start < chunk.length) {
      this.#pending.push(start === 0 ? chunk : chunk.subarray(start));
      this.#pendingBytes = chunk.length - start;
    }
  }
}

/** Puts messages on a socket, all messages of one turn of the event loop in as few writes as possible. */
export class FrameWriter {
  #buffer = Buffer.allocUnsafeSlow(CHUNK);
  #start = 0;
  #end = 0;
  #scheduled = false;
  #flush = () => this.flush();
  #later = setImmediate;

  /**
   * @param {import('node:net').Socket} socket
   * @param {number} maxBytes the largest message
   */
  constructor(socket, maxBytes) {
    this.socket = socket;
    this.maxBytes = maxBytes;
  }

  /**
   * @param {string} json
   * @returns {boolean} false when the message is too large; nothing is sent then
   */
  write(json) {
    // A UTF-16 unit takes at most three bytes of UTF-8; the exact size is only counted when that could be too much.
    if (json.length * 3 > this.maxBytes && Buffer.byteLength(json) > this.maxBytes) return false;
    this.#makeRoom(HEADER + json.length * 3);
    const length = this.#buffer.write(json, this.#end + HEADER, 'utf8');
    this.#buffer.writeUInt32BE(length, this.#end);
    this.#end += HEADER + length;
    if (!this.#scheduled) {
      this.#scheduled = true;
      this.#later(this.#flush);
    }
    return true;
  }

  flush() {
    this.#scheduled = false;
    if (this.#end > this.#start && !this.socket.destroyed) {
      this.socket.write(this.#buffer.subarray(this.#start, this.#end));
    }
    this.#start = this.#end;
  }

  /** @param {number} bytes */
  #makeRoom(bytes) {
    if (this.#buffer.length - this.#end >= bytes) return;
    // The socket may still be reading the old buffer, so it is left to it.
    const scheduled = this.#scheduled;
    this.flush();
    this.#scheduled = scheduled;
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(CHUNK, bytes));
    this.#start = this.#end = 0;
  }
}
