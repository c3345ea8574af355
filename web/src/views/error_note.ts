// SPDX-License-Identifier: Apache-2.0
// An error as the reader meets it: what, where, next step.
import {element} from '../dom/element';
import type {EngineError} from '../engine/types';
import {hasText, text} from '../i18n/text';

export function errorNote(error: EngineError, retry?: () => void): HTMLElement {
  const key = `error.${error.code}`;
  return element(
    'div',
    {class: 'error-note', role: 'alert'},
    element('strong', {}, text(hasText(key) ? key : 'error.title')),
    ' ',
    error.where && element('code', {}, error.where),
    error.where && ': ',
    element('span', {}, `${error.message}${/[.!?]$/.test(error.message) ? '' : '.'}`),
    retry && element('button', {type: 'button', onclick: retry}, text('error.retry')),
  );
}
