// SPDX-License-Identifier: Apache-2.0
// A small test runner over one browser and one host. Every page it hands out fails its test on a console error, an
// uncaught exception, a violation of the content security policy or a request to another host.
import {launch} from './chromium.mjs';
import {StaticServer} from './static_server.mjs';

const SUB_PATH = '/some/sub-path/';
const TEST_LIMIT_MS = 120_000;

export class Harness {
  passed = 0;
  failed = 0;
  skipped = 0;

  static async start(folder) {
    const harness = new Harness();
    harness.server = await StaticServer.start(folder, SUB_PATH);
    harness.browser = await launch();
    return harness;
  }

  async close() {
    await this.browser.close();
    await this.server.close();
  }

  /** Parts of names; only tests with one of them are run. */
  wanted = [];

  /** `run` gets open(hash, options) -> page; it throws to fail, and returns 'skipped' where it has nothing to test. */
  async test(name, run) {
    if (this.wanted.length > 0 && !this.wanted.some((part) => name.includes(part))) return;
    const context = new TestContext(this);
    const start = performance.now();
    try {
      const outcome = await withLimit(run(context));
      await context.close();
      if (outcome === 'skipped') this.skipped += 1;
      else this.passed += 1;
      console.log(`${outcome === 'skipped' ? 'skip' : ' ok '} ${name} (${Math.round(performance.now() - start)} ms)`);
    } catch (error) {
      this.failed += 1;
      console.log(`FAIL ${name}\n     ${String(error.stack ?? error).replaceAll('\n', '\n     ')}`);
      await context.discard();
    }
    this.server.damage = undefined;
    this.server.release();
  }
}

async function withLimit(work) {
  let timer;
  const limit = new Promise(
    (_, reject) => (timer = setTimeout(() => reject(new Error('took too long')), TEST_LIMIT_MS)),
  );
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

class TestContext {
  #contexts = [];
  #faults = [];

  constructor(harness) {
    this.harness = harness;
    this.server = harness.server;
  }

  /** Faults that match are the test's subject, not its failure. */
  tolerated = undefined;

  async open(hash = '', options = {}) {
    const context = await this.harness.browser.newContext({
      viewport: {width: 1280, height: 900},
      acceptDownloads: true,
      ...options,
    });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(TEST_LIMIT_MS);
    page.on('console', (message) => message.type() === 'error' && this.#faults.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => this.#faults.push(`uncaught: ${error.message}`));
    page.on('request', (request) => this.#checkHost(request.url()));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    await page.goto(this.server.address + hash);
    return page;
  }

  #checkHost(url) {
    const own = url.startsWith(this.server.address) || url.startsWith('blob:') || url.startsWith('data:');
    if (!own) this.#faults.push(`request elsewhere: ${url}`);
  }

  async close() {
    await this.discard();
    const faults = this.#faults.filter((fault) => !this.tolerated?.test(fault));
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }

  async discard() {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }
}
