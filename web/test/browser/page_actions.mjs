// SPDX-License-Identifier: Apache-2.0
// What a visitor does and sees, for the tests.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {availableParallelism, loadavg} from 'node:os';

export const modelReady = (page) => page.waitForSelector('#model-status[data-state="ready"]', {state: 'attached'});

export const phaseIs = (page, phase) => page.waitForSelector(`.progress[data-phase="${phase}"]`, {state: 'attached'});

export const status = (page) => page.textContent('#study-status');

export async function runToEnd(page) {
  await page.click('#run');
  await phaseIs(page, 'done');
  return status(page);
}

/** The twelve digits of the record that the status names. */
export async function runForDigest(page) {
  const message = await runToEnd(page);
  const found = /Record ([0-9a-f]{12})/.exec(message);
  assert.ok(found, message);
  return found[1];
}

export async function download(page, format) {
  const [event] = await Promise.all([page.waitForEvent('download'), page.click(`#download-${format}`)]);
  return {name: event.suggestedFilename(), text: await readFile(await event.path(), 'utf8')};
}

/** Other programs have the machine: a wall clock says nothing about the page then, and its test counts as skipped. */
export function machineIsBusy() {
  const [lastMinute] = loadavg();
  const busy = lastMinute > 2 * availableParallelism();
  if (busy) console.log(`     not judged: the machine's load is ${lastMinute.toFixed(1)}`);
  return busy;
}

export const sha256 = (text) => createHash('sha256').update(text).digest('hex');

export const hashState = async (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));

export async function assertNoSidewaysScroll(page) {
  const [content, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= width, `the page is ${content} px wide in a window of ${width} px`);
}
