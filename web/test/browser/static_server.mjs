// SPDX-License-Identifier: Apache-2.0
// A plain static host that serves a folder from a sub-path, as GitHub Pages would, and can hold a file back.
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export class StaticServer {
  #server;
  #held = [];
  /** A pattern of paths whose answers wait for release(). */
  hold = undefined;
  /** A pattern of paths that are answered cut short. */
  damage = undefined;

  static async start(folder, subPath) {
    const server = new StaticServer();
    server.#server = createServer((request, response) => server.#answer(folder, subPath, request, response));
    await new Promise((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    server.address = `http://127.0.0.1:${server.#server.address().port}${subPath}`;
    return server;
  }

  /** Lets the held answers go and holds no more. */
  release() {
    this.hold = undefined;
    for (const go of this.#held.splice(0)) go();
  }

  close() {
    this.release();
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(folder, subPath, request, response) {
    const {pathname} = new URL(request.url, 'http://host');
    if (!pathname.startsWith(subPath)) return void response.writeHead(404).end();
    const path = normalize(pathname.slice(subPath.length)) || '.';
    const file = path === '.' || path === '/' ? 'index.html' : path;
    if (this.hold?.test(pathname)) await new Promise((resolve) => this.#held.push(resolve));
    try {
      const content = await readFile(join(folder, file));
      response.writeHead(200, {'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream'});
      response.end(this.damage?.test(pathname) ? content.subarray(0, content.length / 2) : content);
    } catch {
      response.writeHead(404).end();
    }
  }
}
