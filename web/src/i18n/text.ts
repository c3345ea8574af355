// SPDX-License-Identifier: Apache-2.0
// Looks up the page's strings; a key that does not exist is a compile error.
import strings from './en.json';

export type TextKey = keyof typeof strings;

/** The string with its {placeholders} filled in. */
export function text(key: TextKey, values: Record<string, string | number> = {}): string {
  return strings[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether a composed key, say `flag.${word}`, has a string. */
export function hasText(key: string): key is TextKey {
  return Object.hasOwn(strings, key);
}
