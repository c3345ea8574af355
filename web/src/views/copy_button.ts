// SPDX-License-Identifier: Apache-2.0
// A button that copies a text and says so.
import {element} from '../dom/element';
import {text} from '../i18n/text';

const SAID_MS = 2000;

export function copyButton(label: string, content: () => string): HTMLButtonElement {
  const button = element('button', {type: 'button', class: 'quiet', 'aria-live': 'polite'}, label);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(content());
      button.textContent = text('page.copied');
    } catch {
      button.textContent = text('page.copy_failed');
    }
    setTimeout(() => (button.textContent = label), SAID_MS);
  });
  return button;
}
