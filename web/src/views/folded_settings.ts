// SPDX-License-Identifier: Apache-2.0
// Settings that stand open beside a figure, and fold to one line above it on narrow screens.
import {element} from '../dom/element';
import {text} from '../i18n/text';

/** From this width on the settings stand beside the figure. */
const WIDE = '(min-width: 768px)';

export function foldedSettings(summary: HTMLElement, ...body: HTMLElement[]): HTMLDetailsElement {
  return element(
    'details',
    {class: 'settings', open: matchMedia(WIDE).matches},
    element('summary', {}, element('strong', {}, text('settings.title')), ' ', summary),
    element('div', {class: 'stack settings-body'}, ...body),
  );
}
