// SPDX-License-Identifier: Apache-2.0
// The time that an optimizer itself takes, from microseconds to seconds.
import {decimal, shortSeconds} from '../i18n/numbers';
import {text} from '../i18n/text';

/** What browsers resolve at best outside of isolated pages. */
const CLOCK_SECONDS = 1e-4;

/** `evaluations`: over so many the time was added up. */
export function ownTime(seconds: number, evaluations = 1): string {
  if (seconds < CLOCK_SECONDS) return text('time.below', {value: decimal((CLOCK_SECONDS * 1e3) / evaluations, 1)});
  const each = seconds / evaluations;
  if (each >= 1) return text('time.seconds', {value: shortSeconds(each)});
  if (each >= 1e-3) return text('time.milliseconds', {value: decimal(each * 1e3, each < 1e-2 ? 1 : 0)});
  return text('time.microseconds', {value: decimal(each * 1e6, each < 1e-5 ? 1 : 0)});
}
