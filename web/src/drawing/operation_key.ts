// SPDX-License-Identifier: Apache-2.0
// The legend of the operations' lines and codes.
import {element} from '../dom/element';
import {text} from '../i18n/text';
import {operationLabel, type OperationName} from './operation_style';
import {operationSwatch} from './swatch';

export function operationKey(operations: readonly OperationName[]): HTMLElement {
  return element(
    'p',
    {class: 'key'},
    ...operations.map((operation) =>
      element(
        'span',
        {},
        operationSwatch(operation),
        `${operationLabel(operation, 'code')} ${operationLabel(operation, 'name')}`,
      ),
    ),
    element('span', {}, text('operation.key')),
  );
}
