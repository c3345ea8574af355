// SPDX-License-Identifier: Apache-2.0
// The legend of the operations' lines and codes.
import {element} from '../dom/element';
import {text} from '../i18n/text';
import {OPERATIONS} from '../space/darts';
import {operationLabel} from './operation_style';
import {operationSwatch} from './swatch';

export function operationKey(): HTMLElement {
  return element(
    'p',
    {class: 'key'},
    ...OPERATIONS.map((_, i) =>
      element('span', {}, operationSwatch(i), `${operationLabel(i, 'code')} ${operationLabel(i, 'name')}`),
    ),
    element('span', {}, text('operation.key')),
  );
}
