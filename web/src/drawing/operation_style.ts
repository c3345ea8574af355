// SPDX-License-Identifier: Apache-2.0
// How operations are drawn: hue tells the family, weight the kernel, a dash that there are no weights to learn.
import {text, type TextKey} from '../i18n/text';
import {OPERATIONS} from '../space/darts';

export interface OperationStyle {
  color: string;
  width: number;
  dash: string;
}

type OperationName = (typeof OPERATIONS)[number];

const STYLES: Record<OperationName, OperationStyle> = {
  max_pool_3x3: {color: 'var(--pooling)', width: 2, dash: '2 3'},
  avg_pool_3x3: {color: 'var(--pooling)', width: 2, dash: '6 3'},
  skip_connect: {color: 'var(--ink)', width: 1.5, dash: '1 3'},
  sep_conv_3x3: {color: 'var(--separable)', width: 2, dash: 'none'},
  sep_conv_5x5: {color: 'var(--separable)', width: 3.5, dash: 'none'},
  dil_conv_3x3: {color: 'var(--dilated)', width: 2, dash: 'none'},
  dil_conv_5x5: {color: 'var(--dilated)', width: 3.5, dash: 'none'},
};

export function operationStyle(operation: number): OperationStyle {
  return STYLES[OPERATIONS[operation]];
}

/** "sep 3×3", "s3" or "separable convolution 3×3". */
export function operationLabel(operation: number, length: 'name' | 'code' | 'full'): string {
  return text(`operation.${OPERATIONS[operation]}.${length}` as TextKey);
}
