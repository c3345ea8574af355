// SPDX-License-Identifier: Apache-2.0
// Compare: the stored claim, running, cancelling, repeating from a link, files.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {
  download,
  hashState,
  machineIsBusy,
  modelReady,
  phaseIs,
  runForDigest,
  runToEnd,
  sha256,
  status,
} from './page_actions.mjs';

const GOLDEN = new URL('../../../tests/parity/', import.meta.url);
const ENGINE_FILES = /cellar.*\.(wasm|cellar-gz)$|worker.*\.js$/;
const CANCEL_LIMIT_MS = 200;
const RUN_LIMIT_SECONDS = 5;

export async function compareTests(harness) {
  await harness.test('the stored comparison stands before engine and model arrive', async (context) => {
    const {server} = context;
    server.hold = ENGINE_FILES;
    const page = await context.open();
    const claim = await page.textContent('h1');
    assert.match(claim, /architectures/);
    assert.equal(await page.locator('.multiple-plot path.line').count(), 9);
    assert.equal(await page.locator('#results tbody tr').count(), 3);
    assert.equal(await page.locator('.plot-host canvas').count(), 1);
    assert.match(await status(page), /Stored result/);
    assert.match(await page.textContent('.hero'), /not to measurements/);
    assert.notEqual(await page.getAttribute('#model-status', 'data-state'), 'ready');
    server.release();
    await modelReady(page);
  });

  await harness.test('a run of the stored study gives the stored record', async (context) => {
    const page = await context.open();
    assert.match(await runToEnd(page), /equal to the stored one/);
  });

  await harness.test(
    `3 optimizers x 10 runs x 1,000 evaluations finish in under ${RUN_LIMIT_SECONDS} s`,
    async (context) => {
      const page = await context.open('#o=rs,re,ls&r=10&n=1000&s=11');
      await modelReady(page);
      const start = performance.now();
      await runToEnd(page);
      const seconds = (performance.now() - start) / 1000;
      console.log(`     ${seconds.toFixed(2)} s on the clock; ${await status(page)}`);
      if (machineIsBusy()) return 'skipped';
      assert.ok(seconds < RUN_LIMIT_SECONDS, `${seconds} s`);
    },
  );

  await harness.test('records in Chromium have the golden hashes', async (context) => {
    const searches = goldenSearches();
    assert.ok(searches.length >= 3, 'a surrogate and two tables');
    for (const {search, seed, digest} of searches) {
      const page = await context.open(hashOf(search, seed));
      await runToEnd(page);
      const {name, text} = await download(page, 'json');
      assert.match(name, /\.json$/);
      assert.equal(sha256(text), digest, `${search.benchmark}, seed ${seed}`);
    }
  });

  await harness.test('one, two and three workers give the record of the command line', async (context) => {
    const [{search, seed, digest}] = goldenSearches();
    for (const workers of [1, 2, 3]) {
      const page = await context.open(`${hashOf(search, seed)}&w=${workers}`);
      assert.equal(await page.inputValue('#workers'), String(workers));
      await runToEnd(page);
      // Each of them, the desk, and no other.
      assert.equal(page.workers().length, workers + 1);
      assert.equal(sha256((await download(page, 'json')).text), digest, `${workers} workers`);
    }
  });

  await harness.test('cancel takes effect within 200 ms and keeps what was done', async (context) => {
    const page = await context.open('#r=100&n=20000&s=2');
    await modelReady(page);
    await page.click('#run');
    await page.waitForFunction(() => /^[1-9]/.test(document.querySelector('#study-status').textContent));
    const elapsed = await msToCancel(page);
    console.log(`     cancelled after ${elapsed.toFixed(0)} ms`);
    assert.match(await status(page), /^Cancelled at [1-9]/);
    assert.equal(JSON.parse((await download(page, 'json')).text).runs.length, 300);
    if (machineIsBusy()) return 'skipped';
    assert.ok(elapsed < CANCEL_LIMIT_MS, `${elapsed} ms`);
  });

  await harness.test('cancel does not wait for an optimizer that thinks, and keeps what was done', async (context) => {
    const page = await context.open('#o=rs,gp,bananas&r=2&n=1000&s=2');
    await modelReady(page);
    await page.click('#run');
    // By then the models are fitted to enough answers that one suggestion takes longer than the limit.
    await page.waitForFunction(() => {
      const done = Number(/^[0-9,]+/.exec(document.querySelector('#study-status').textContent)?.[0].replace(',', ''));
      return done > 2300;
    });
    const elapsed = await msToCancel(page);
    console.log(`     cancelled after ${elapsed.toFixed(0)} ms`);
    await page.waitForFunction(() => document.querySelector('#targets'));
    const {runs} = JSON.parse((await download(page, 'json')).text);
    assert.equal(runs.length, 6);
    const kept = runs.reduce((sum, {evaluations}) => sum + evaluations, 0);
    assert.match(await status(page), new RegExp(`^Cancelled at ${kept.toLocaleString('en')} of 6,000`));
    assert.ok(runs.every(({evaluations}) => evaluations > 20));
    // The page still works.
    await page.fill('#evaluations', '20');
    await page.keyboard.press('Tab');
    await runToEnd(page);
    if (machineIsBusy()) return 'skipped';
    assert.ok(elapsed < CANCEL_LIMIT_MS, `${elapsed} ms`);
  });

  await harness.test('a budget of simulated time ends runs, and the command says so', async (context) => {
    const page = await context.open('#b=nb1shot1-1&o=rs,re&r=3&s=2');
    await page.click('role=radio[name="Simulated time"]');
    await page.fill('#gpu-days', '2');
    await page.keyboard.press('Tab');
    assert.equal((await hashState(page)).get('t'), '172800');
    assert.match(await page.textContent('#command'), /--simulated-seconds 172800/);
    await page.check('#continue-training');
    assert.match(await page.textContent('#command'), /--continue-training/);
    await runToEnd(page);
    const record = JSON.parse((await download(page, 'json')).text);
    assert.equal(record.spec.continue_training, true);
    for (const run of record.runs) assert.ok(run.simulated_seconds >= 172800 && run.evaluations < 1000);
    await page.click('role=radio[name="Evaluations"] >> nth=0');
    assert.equal((await hashState(page)).get('t'), null);
  });

  await harness.test('differences, ranks and groups come with the end of a study', async (context) => {
    const page = await context.open('#o=rs,re,ls&r=12&n=400&s=5');
    await runToEnd(page);
    assert.equal(await page.locator('#differences tbody tr').count(), 2);
    assert.match(await page.textContent('#differences'), /differ/);
    assert.equal(await page.locator('#way tbody tr').count(), 3);
    assert.match(await page.textContent('#way'), /µs|below/);
    assert.match(await page.textContent('#results tbody tr >> nth=0'), /a$/);
    await page.selectOption('#reference', 'rs');
    assert.doesNotMatch(await page.textContent('#differences tbody'), /Random search/);
    const few = await context.open('#o=rs,re,ls&r=3&n=50&s=5');
    await runToEnd(few);
    assert.match(await few.textContent('.details-panel'), /no difference, however large/);
  });

  await harness.test('cancel also ends the wait for the model', async (context) => {
    context.server.hold = /cellar-gz$/;
    const page = await context.open('#r=2&n=50&s=3');
    await page.click('#run');
    await phaseIs(page, 'loading');
    await page.click('#cancel');
    await phaseIs(page, 'cancelled');
    context.server.release();
    await modelReady(page);
    await runToEnd(page);
  });

  await harness.test('pause, step, resume and reset', async (context) => {
    const page = await context.open('#o=rs,re&r=5&n=100000&s=4');
    await modelReady(page);
    await page.click('#step');
    await phaseIs(page, 'paused');
    assert.match(await status(page), /Paused at 10 of 1,000,000/);
    await page.click('#step');
    await page.waitForFunction(() => document.querySelector('#study-status').textContent.includes('Paused at 20 of'));
    const {runs} = JSON.parse((await download(page, 'json')).text);
    assert.deepEqual(
      runs.map((run) => run.evaluations),
      Array(10).fill(2),
    );
    await page.click('#run');
    await phaseIs(page, 'running');
    await page.click('#run');
    await phaseIs(page, 'paused');
    assert.equal(await page.textContent('#run'), 'Resume');
    await page.click('#reset');
    await phaseIs(page, 'idle');
  });

  await harness.test('a running study is announced at most every two seconds', async (context) => {
    const page = await context.open('#r=100&n=20000&s=3');
    await modelReady(page);
    // Noted where the text is set: an observer hears of it only after the drawing that follows, late on a busy machine.
    const times = page.evaluate(
      () =>
        new Promise((resolve) => {
          const spoken = [];
          const {get, set} = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
          Object.defineProperty(document.querySelector('[role="status"]'), 'textContent', {
            get,
            set(message) {
              spoken.push(performance.now());
              set.call(this, message);
              if (spoken.length === 3) resolve(spoken);
            },
          });
        }),
    );
    await page.click('#run');
    const [first, second, third] = await times;
    assert.ok(second - first >= 1999 && third - second >= 1999, `${second - first} and ${third - second} ms`);
    await page.click('#cancel');
  });

  await harness.test('a link repeats the run', async (context) => {
    const page = await context.open();
    await page.click('.chip[data-optimizer="ls"]');
    await page.fill('#runs', '3');
    await page.fill('#evaluations', '200');
    await page.fill('#seed', '5');
    await page.click('.options > summary');
    await page.click('[data-options-of="re"] > summary');
    await page.fill('#option-re-population', '20');
    await page.keyboard.press('Tab');
    assert.equal((await hashState(page)).get('o'), 'rs,re:population=20');
    assert.match(await page.textContent('#command'), /-o rs,re:population=20 --runs 3 --evaluations 200 --seed 5$/);
    const digest = await runForDigest(page);
    const {hash} = new URL(page.url());
    const again = await context.open(hash);
    assert.equal(await runForDigest(again), digest);
    const other = await context.open(hash.replace('s=5', 's=6'));
    assert.notEqual(await runForDigest(other), digest);
    const noisy = await context.open(`${hash}&noise=1`);
    assert.equal(await noisy.isChecked('#noise'), true);
    assert.notEqual(await runForDigest(noisy), digest);
  });

  await harness.test('an unknown optimizer in a link is named, with the known ones', async (context) => {
    const page = await context.open('#o=rs,gibberish&r=2&n=20&s=1');
    await page.click('#run');
    await phaseIs(page, 'failed');
    assert.match(await status(page), /gibberish[\s\S]*known/);
  });

  await harness.test('the figure, as CSV and as SVG', async (context) => {
    const page = await context.open('#r=2&n=60&s=8');
    assert.equal(await page.isDisabled('#download-csv'), true);
    await runToEnd(page);
    assert.match((await download(page, 'csv')).text, /^optimizer,[^\n]*val_accuracy/);
    assert.match((await download(page, 'svg')).text, /<svg[\s\S]*<\/svg>/);
  });

  await harness.test('axes and scales redraw the figure and keep the address', async (context) => {
    const page = await context.open();
    await page.click('role=radio[name="Simulated GPU days"]');
    await page.click('role=radio[name="Linear"]');
    const state = await hashState(page);
    assert.deepEqual([state.get('x'), state.get('y')], ['simulated_gpu_days', 'linear']);
    assert.match(await page.textContent('.unit'), /simulated GPU days/);
  });

  await harness.test('a number out of range is explained and changes nothing', async (context) => {
    const page = await context.open();
    await page.fill('#runs', '0');
    await page.keyboard.press('Tab');
    assert.match(await page.textContent('.settings .error'), /Runs: a whole number from 1 to 500/);
    assert.equal((await hashState(page)).get('r') ?? '30', '30');
  });

  await harness.test('a damaged model is refused with a way on', async (context) => {
    context.server.damage = /cellar-gz$/;
    context.tolerated = /ERR_CONTENT_LENGTH_MISMATCH/;
    const page = await context.open('#r=2&n=20&s=9');
    await page.waitForSelector('#model-status[data-state="failed"]');
    await page.click('#run');
    await page.waitForSelector('#study-status .error-note');
    assert.match(await status(page), /damaged/);
    assert.equal(
      (await page.locator('#results').count()) + (await page.locator('.multiple-plot path.line').count()) >= 3,
      true,
    );
    context.server.damage = undefined;
    await page.click('#study-status .error-note button');
    await phaseIs(page, 'done');
  });
}

// From the click to the phase.
const msToCancel = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const bar = document.querySelector('.progress');
        const start = performance.now();
        new MutationObserver(() => bar.dataset.phase === 'cancelled' && resolve(performance.now() - start)).observe(
          bar,
          {
            attributes: true,
          },
        );
        document.querySelector('#cancel').click();
      }),
  );

const hashOf = ({benchmark, optimizers, runs, evaluations}, seed) =>
  `#b=${benchmark}&o=${optimizers.join(',')}&r=${runs}&n=${evaluations}&s=${seed}`;

// The records that the native builds are held against too.
function goldenSearches() {
  return readdirSync(GOLDEN)
    .filter((name) => /^golden.*\.json$/.test(name))
    .sort()
    .flatMap((name) => {
      const {search, record_sha256: golden} = JSON.parse(readFileSync(new URL(name, GOLDEN), 'utf8'));
      return Object.entries(golden).map(([seed, digest]) => ({search, seed, digest}));
    });
}
