// SPDX-License-Identifier: Apache-2.0
// Numbers as the reader's language writes them; accuracies become per cent here and nowhere else.
export const LANGUAGE = 'en';

export const SECONDS_PER_DAY = 86_400;

const formats = new Map<string, Intl.NumberFormat>();

/** With exactly so many decimals. */
export function decimal(value: number, digits: number): string {
  return format(
    `d${digits}`,
    {minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'negative'},
    value,
  );
}

export function whole(value: number): string {
  return decimal(value, 0);
}

/** For axis ticks: as many decimals as the value needs. */
export function tick(value: number): string {
  return format('tick', {maximumSignificantDigits: 4}, value);
}

/** 0.9438 -> "94.38". */
export function percent(fraction: number, digits = 2): string {
  return decimal(fraction * 100, digits);
}

/** Percentage points with a sign; a fraction goes in. */
export function signedPoints(fraction: number): string {
  const options = {minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero'} as const;
  return format('signed', options, fraction * 100);
}

export function megabytes(bytes: number): string {
  return decimal(bytes / 1e6, bytes < 1e6 ? 2 : 1);
}

/** 8.56 M and 4.2 k: of parameters and multiply-adds. */
export function largeCount(count: number): string {
  return count < 1e5 ? `${decimal(count / 1e3, 1)} k` : `${decimal(count / 1e6, 2)} M`;
}

/** 0.82 and 4.1, not 4.1234. */
export function shortSeconds(seconds: number): string {
  return decimal(seconds, seconds < 1 ? 2 : seconds < 10 ? 1 : 0);
}

function format(key: string, options: Intl.NumberFormatOptions, value: number): string {
  let known = formats.get(key);
  if (!known) formats.set(key, (known = new Intl.NumberFormat(LANGUAGE, options)));
  return known.format(value).replace('-', '−');
}
