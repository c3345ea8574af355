// SPDX-License-Identifier: Apache-2.0
// Records: saved, opened again, merged from parts, verified, refused.
import assert from 'node:assert/strict';
import {download, hashState, modelReady, phaseIs, runToEnd, sha256, status} from './page_actions.mjs';

const STUDY = '#b=nb301&o=rs,re&r=4&n=60&s=21';

const json = (name, text) => ({name, mimeType: 'application/json', buffer: Buffer.from(text)});

async function savedRecord(context) {
  const page = await context.open(STUDY);
  await runToEnd(page);
  return (await download(page, 'json')).text;
}

/** The record's runs `from` to `to` of each optimizer, as a study that was split would give them. */
function part(text, from, to) {
  const record = JSON.parse(text);
  // The engine's numbers are kept as they are: only whole runs are cut out of its text.
  const runs = record.runs.map((run) => run.run >= from && run.run < to);
  const lines = text.split('\n');
  const starts = lines.flatMap((line, i) => (line === '    {' ? [i] : []));
  const first = lines.slice(0, starts[0]);
  const blocks = starts.map((start, i) => lines.slice(start, starts[i + 1] ?? lines.length - 3));
  const kept = blocks.filter((_, i) => runs[i]).map((block) => block.join('\n').replace(/\},?$/, '}'));
  return [...first, kept.join(',\n'), '  ]', '}', ''].join('\n');
}

const withoutCommas = (text) => JSON.stringify(JSON.parse(text));

export async function recordTests(harness) {
  await harness.test('a saved record opens again with its figures, its settings and its bytes', async (context) => {
    const text = await savedRecord(context);
    const page = await context.open();
    await page.setInputFiles('#open-records', json('mine.json', text));
    await phaseIs(page, 'opened');
    assert.match(await status(page), /^From a file: 8 of 8 runs\./);
    const state = await hashState(page);
    assert.deepEqual(
      ['b', 'o', 'r', 'n', 's'].map((key) => state.get(key)),
      ['nb301', 'rs,re', '4', '60', '21'],
    );
    assert.equal(await page.locator('#results tbody tr').count(), 2);
    assert.equal(sha256((await download(page, 'json')).text), sha256(text));
  });

  await harness.test('an opened record is verified by running it again', async (context) => {
    const text = await savedRecord(context);
    const page = await context.open();
    await modelReady(page);
    await page.setInputFiles('#open-records', json('mine.json', text));
    await phaseIs(page, 'opened');
    assert.equal(await page.textContent('#run'), 'Verify');
    await page.click('#run');
    await phaseIs(page, 'done');
    assert.match(await status(page), /verified/);
    const forged = text.replace(/"evaluations": 60/, '"evaluations": 59');
    assert.notEqual(forged, text);
    await page.setInputFiles(
      '#open-records',
      json('forged.json', text.replace(/"trials_sha256": "./, '"trials_sha256": "f')),
    );
    await phaseIs(page, 'opened');
    await page.click('#run');
    await phaseIs(page, 'done');
    assert.match(await status(page), /the opened one is/);
  });

  await harness.test('parts of a study are merged, and the whole has the bytes of the unsplit one', async (context) => {
    const text = await savedRecord(context);
    const [a, b] = [part(text, 0, 3), part(text, 3, 4)];
    assert.equal(withoutCommas(part(text, 0, 4)), withoutCommas(text));
    const page = await context.open();
    await page.setInputFiles('#open-records', [json('a.json', a), json('b.json', b)]);
    await phaseIs(page, 'opened');
    assert.match(await status(page), /^From 2 files: 8 of 8 runs\./);
    assert.equal(sha256((await download(page, 'json')).text), sha256(text));
    await page.setInputFiles('#open-records', json('a.json', a));
    await page.waitForFunction(() => document.querySelector('#study-status').textContent.includes('6 of 8 runs'));
    assert.equal(await page.textContent('#run'), 'Run');
  });

  await harness.test('what is no record, or no part of the same study, is refused by name', async (context) => {
    const text = await savedRecord(context);
    const page = await context.open();
    const refused = async (files, message) => {
      await page.setInputFiles('#open-records', files);
      await page.waitForFunction(
        (pattern) => new RegExp(pattern).test(document.querySelector('#study-status .error-note')?.textContent ?? ''),
        message,
      );
    };
    await refused(json('notes.txt', 'hello'), 'notes\\.txt');
    await refused(json('cut.json', text.slice(0, text.length / 2)), 'cut\\.json');
    await refused(json('other.json', text.replace('cellar.record/1', 'cellar.record/9')), 'other\\.json: schema');
    await refused([json('a.json', text), json('twice.json', text)], 'occurs twice');
    await refused(
      [json('a.json', part(text, 0, 1)), json('b.json', part(text, 1, 2).replace('"seed": 21', '"seed": 22'))],
      'different studies',
    );
    // Nothing was lost.
    assert.equal(await page.locator('#results tbody tr').count(), 3);
  });

  await harness.test('a record can be dropped on the bench', async (context) => {
    const text = await savedRecord(context);
    const page = await context.open();
    const transfer = await page.evaluateHandle((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'dropped.json', {type: 'application/json'}));
      return data;
    }, text);
    await page.dispatchEvent('#bench', 'dragenter', {dataTransfer: transfer});
    assert.equal(await page.isVisible('.drop-hint'), true);
    await page.dispatchEvent('#bench', 'drop', {dataTransfer: transfer});
    await phaseIs(page, 'opened');
    assert.equal(await page.isVisible('.drop-hint'), false);
  });
}
