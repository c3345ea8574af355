// SPDX-License-Identifier: Apache-2.0
// Strings whose {placeholders} are DOM nodes, and numbers that need more than digits.
import {text, type TextKey} from '../i18n/text';
import {decimal, whole} from '../i18n/numbers';
import {element, type Child} from './element';

/** Like text(), with nodes for values; every value is used at most once. */
export function richText(key: TextKey, values: Record<string, Child>): Child[] {
  return text(key)
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name !== undefined && name in values ? values[name] : part;
    });
}

/** "a, b and c". */
export function listed(items: (Node | string)[]): HTMLElement {
  const last = items.length - 1;
  const joints = items.map((_, i) => (i === 0 ? '' : i === last ? text('list.last') : text('list.next')));
  return element('span', {}, ...items.flatMap((item, i) => [joints[i], item]));
}

/** Numbers that are easier read than counted stay digits. */
const MOST_PLAIN_DIGITS = 7;

/** Exact decimal digits as "423,624" or as "1.08 · 10" with an exponent. */
export function sizeNumber(digits: string): HTMLElement {
  if (digits.length <= MOST_PLAIN_DIGITS) return element('span', {class: 'size'}, whole(Number(digits)));
  const exponent = digits.length - 1;
  const mantissa = Number(`${digits[0]}.${digits.slice(1, 4)}`);
  return element('span', {class: 'size'}, `${decimal(mantissa, 2)} · 10`, element('sup', {}, String(exponent)));
}

/** The order of magnitude alone. */
export function sizePower(digits: string): HTMLElement {
  return element('span', {class: 'size'}, '10', element('sup', {}, String(digits.length - 1)));
}
