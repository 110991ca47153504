// npm `ws` as the other end: as websocket_peer.cpp, with the same roles, targets and cases.
//
//   ws_peer.mjs server              ws_peer.mjs client PORT CASES

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import WebSocket, { WebSocketServer } from 'ws';

const SECONDS_IN_ALL = 120;
const SECONDS_A_CASE = 10;
const MESSAGE_BYTES = 2 << 20;

const reasonOf = (code) => `because \u00e9 ${code}`;
const argument = (target, prefix) =>
  target.startsWith(prefix) ? target.slice(prefix.length) : undefined;

/** The message in frames of that many octets, with a ping between each two. */
function sendInFragments(socket, data, each, binary) {
  let at = 0;
  do {
    if (at !== 0) socket.ping('between');
    const piece = data.subarray(at, at + each);
    at += piece.length;
    socket.send(piece, { binary, fin: at >= data.length });
  } while (at < data.length);
}

function serve() {
  const http = createServer();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES,
    handleProtocols: (offered) => (offered.has('chat') ? 'chat' : false),
  });
  let last = '';
  http.on('upgrade', (from, stream, head) => {
    const status = argument(from.url, '/refuse/');
    if (status !== undefined) {
      stream.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(from, stream, head, (socket) => {
      const target = from.url;
      let pongs = 0;
      socket.on('error', () => {});
      socket.on('pong', () => pongs++);
      socket.on('message', (data, binary) => {
        const each = argument(target, '/fragments/');
        if (!binary && data.toString() === 'pongs?') socket.send(String(pongs));
        else if (each !== undefined) sendInFragments(socket, data, Number(each), binary);
        else socket.send(data, { binary });
      });
      socket.on('close', (code, reason) => {
        if (target !== '/last') last = `${code} ${reason}`;
        if (target === '/end') http.close(() => process.exit(0));
      });
      const code = argument(target, '/close/');
      if (code !== undefined) socket.close(Number(code), reasonOf(code));
      const raw = argument(target, '/raw/');
      if (raw !== undefined) stream.write(Buffer.from(raw, 'hex'));
      if (target === '/last') socket.send(last);
    });
  });
  http.listen(0, '127.0.0.1', () => console.log(http.address().port));
}

/** Events of a socket as they come. */
class Peer {
  constructor(port, target, options = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${target}`, options.protocols ?? [], {
      maxPayload: MESSAGE_BYTES,
      ...options,
    });
    this.messages = [];
    this.pongs = [];
    this.pings = 0;
    this.opened = once(this.socket, 'open');
    this.closed = new Promise((done) => {
      this.socket.on('close', (code, reason) => done(`${code} ${reason}`));
    });
    this.socket.on('error', () => {});
    this.opened.catch(() => {});
    this.socket.on('message', (data, binary) => this.note(() => this.messages.push([data, binary])));
    this.socket.on('pong', (data) => this.note(() => this.pongs.push(data)));
    this.socket.on('ping', () => this.note(() => this.pings++));
  }
  note(add) {
    add();
    this.wake?.();
  }
  async until(holds) {
    while (!holds()) await new Promise((wake) => (this.wake = wake));
  }
  async leave() {
    this.socket.close(1000);
    return (await this.closed) === '1000 ';
  }
}

function message(octets, binary) {
  if (binary) return Buffer.from(Array.from({ length: octets }, (_, i) => (i * 7) % 251));
  let text = '\u{1F600}\u00e9x'.repeat(Math.ceil(octets / 7));
  let made = Buffer.from(text).subarray(0, octets);
  // What was cut inside a character.
  while (made.length && Buffer.from(made.toString()).compare(made) !== 0)
    made = made.subarray(0, made.length - 1);
  return Buffer.concat([made, Buffer.alloc(octets - made.length, 'x')]);
}

function cases(port) {
  const last = async () => {
    const peer = new Peer(port, '/last');
    await peer.until(() => peer.messages.length === 1);
    await peer.leave();
    return peer.messages[0][0].toString();
  };
  const same = (got, sent) =>
    got.length === sent.length &&
    got.every(([data, binary], i) => binary === sent[i][1] && sent[i][0].equals(data));
  const exchange = async (peer, octets, send) => {
    const sent = [];
    await peer.opened;
    for (const binary of [false, true]) {
      sent.push([message(octets, binary), binary]);
      send(...sent.at(-1));
      await peer.until(() => peer.messages.length === sent.length);
    }
    return same(peer.messages, sent);
  };
  const status = (options, headers = {}) =>
    new Promise((done, failed) => {
      const sent = request({ host: '127.0.0.1', port, path: '/echo', headers, ...options });
      sent.on('response', (got) => done(got.resume().statusCode)).on('error', failed);
      sent.end();
    });
  const handshakeStatus = (target, options) =>
    new Promise((done, failed) => {
      const peer = new Peer(port, target, options);
      peer.socket.on('unexpected-response', (_, got) => {
        done(got.resume().statusCode);
        peer.socket.terminate();
      });
      peer.opened.then(() => done(101), failed);
    });

  const kinds = {
    async echo(octets) {
      const peer = new Peer(port, '/echo');
      const send = (data, binary) => peer.socket.send(data, { binary });
      return (await exchange(peer, Number(octets), send)) && peer.leave();
    },
    async fragments(octets, each) {
      const peer = new Peer(port, `/fragments/${each}`);
      const send = (data, binary) => sendInFragments(peer.socket, data, Number(each), binary);
      const same = await exchange(peer, Number(octets), send);
      const between = 2 * Math.floor((octets - 1) / each);
      peer.socket.send('pongs?');
      await peer.until(() => peer.messages.length === 3);
      return (
        same &&
        peer.pings === between &&
        peer.pongs.length === between &&
        peer.messages[2][0].toString() === String(between) &&
        peer.leave()
      );
    },
    async ping(octets) {
      const peer = new Peer(port, '/echo');
      await peer.opened;
      const data = message(Number(octets), true);
      peer.socket.ping(data);
      await peer.until(() => peer.pongs.length === 1);
      return data.equals(peer.pongs[0]) && peer.leave();
    },
    async close(code) {
      const ours = new Peer(port, '/echo');
      await ours.opened;
      ours.socket.close(Number(code), reasonOf(code));
      const echoed = (await ours.closed) === `${code} `;
      const seen = (await last()) === `${code} ${reasonOf(code)}`;
      const theirs = new Peer(port, `/close/${code}`);
      return echoed && seen && (await theirs.closed) === `${code} ${reasonOf(code)}`;
    },
    async refuse(code) {
      return (await handshakeStatus(`/refuse/${code}`)) === Number(code);
    },
    async violation(name, ofServer, ofClient, code) {
      const peer = new Peer(port, '/echo');
      await peer.opened;
      peer.socket._socket.write(Buffer.from(ofClient, 'hex'));
      return (await peer.closed) === `${code} `;
    },
  };
  const more = {
    'close without a code': async () => {
      const peer = new Peer(port, '/echo');
      await peer.opened;
      peer.socket.close();
      return (await peer.closed) === '1005 ' && (await last()) === '1005 ';
    },
    'a subprotocol': async () => {
      const peer = new Peer(port, '/echo', { protocols: ['other', 'chat'] });
      await peer.opened;
      return peer.socket.protocol === 'chat' && peer.leave();
    },
    'a pong that nobody asked for': async () => {
      const peer = new Peer(port, '/echo');
      await peer.opened;
      peer.socket.pong('unasked');
      peer.socket.send('still there');
      await peer.until(() => peer.messages.length === 1);
      return peer.leave();
    },
    'another version': async () => (await handshakeStatus('/echo', { protocolVersion: 8 })) === 426,
    'no upgrade': async () => (await status({})) === 426,
    'another method': async () => (await status({ method: 'DELETE' })) === 405,
    'no key': async () =>
      (await status(
        {},
        { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
      )) === 400,
    'the end': async () => {
      const peer = new Peer(port, '/end');
      await peer.opened;
      return peer.leave();
    },
  };
  return { kinds, more };
}

async function run(port, file) {
  const { kinds, more } = cases(port);
  let passed = 0;
  let failed = 0;
  const check = async (name, call) => {
    const late = new Promise((_, no) => setTimeout(no, SECONDS_A_CASE * 1000, 'late').unref());
    const holds = await Promise.race([call(), late]).catch((why) => {
      console.log(why?.message ?? why);
      return false;
    });
    holds ? passed++ : failed++;
    if (!holds) console.log(`FAILED: ${name}`);
  };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [kind, ...words] = line.trim().split(/\s+/);
    if (kind in kinds) await check(line, () => kinds[kind](...words));
  }
  for (const [name, call] of Object.entries(more)) await check(name, call);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed !== 0 ? 0 : 1);
}

setTimeout(() => process.exit(124), SECONDS_IN_ALL * 1000).unref();
const [role, port, file] = process.argv.slice(2);
if (role === 'server') serve();
else if (role === 'client' && file) run(Number(port), file);
else {
  console.error('usage: ws_peer.mjs server | ws_peer.mjs client PORT CASES');
  process.exit(2);
}
