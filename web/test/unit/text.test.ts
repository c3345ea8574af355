// SPDX-License-Identifier: Apache-2.0
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {decimal, largeCount, megabytes, percent, shortSeconds, signedPoints, tick, whole} from '../../src/i18n/numbers';
import {hasText, text} from '../../src/i18n/text';
import strings from '../../src/i18n/en.json';

describe('numbers', () => {
  it('group thousands and keep decimals', () =>
    expect([whole(1037664180), decimal(0.5, 3)]).toEqual(['1,037,664,180', '0.500']));
  it('have no negative zero, and a real minus', () =>
    expect([decimal(-0.0001, 3), decimal(-0.5, 1)]).toEqual(['0.000', '−0.5']));
  it('show fractions in per cent', () =>
    expect([percent(0.94382), signedPoints(0.0012), signedPoints(-0.002), signedPoints(0)]).toEqual([
      '94.38',
      '+0.12',
      '−0.20',
      '0.00',
    ]));
  it('keep ticks short', () => expect([tick(0.05), tick(1000)]).toEqual(['0.05', '1,000']));
  it('give large counts the prefix they are short with', () =>
    expect([largeCount(8_555_530), largeCount(227_274), largeCount(4_186)]).toEqual(['8.56 M', '0.23 M', '4.2 k']));
  it('shorten bytes and seconds', () =>
    expect([megabytes(654321), megabytes(2.4e6), shortSeconds(0.123), shortSeconds(4.06)]).toEqual([
      '0.65',
      '2.4',
      '0.12',
      '4.1',
    ]));
});

describe('strings', () => {
  it('fill in their values', () =>
    expect(text('figure.reading', {x: 1, unit: 'evaluations', values: 'a'})).toBe('At 1 evaluations: a pp'));
  it('leave an unknown placeholder visible', () => expect(text('target.column')).toBe('≤ {target} pp'));
  it('know which keys exist', () =>
    expect([hasText('error.internal'), hasText('error.nonsense'), hasText('toString')]).toEqual([true, false, false]));

  it('are all used', () => {
    const folder = join(import.meta.dirname, '../../src');
    const sources = readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    // A key is used literally, or composed in a template whose fixed parts it has.
    const templates = [...sources.matchAll(/`([a-z_]+\.[^`]*\$\{[^`]*)`/g)].map(
      ([, template]) =>
        new RegExp(
          `^${template
            .replace(/\$\{[^}]*\}/g, '\u0000')
            .replace(/[.]/g, '\\.')
            .replaceAll('\u0000', '.+')}$`,
        ),
    );
    const unused = Object.keys(strings).filter(
      (key) => !sources.includes(`'${key}'`) && !templates.some((template) => template.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
