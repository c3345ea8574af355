// SPDX-License-Identifier: Apache-2.0
// How operations are drawn: hue tells the family, weight the kernel, a dash that there are no weights to learn.
import {text, type TextKey} from '../i18n/text';
import type {OPERATIONS} from '../space/darts';
import type {CELL_OPERATIONS} from '../space/nb101';

export interface OperationStyle {
  color: string;
  width: number;
  dash: string;
}

export type OperationName = (typeof OPERATIONS)[number] | (typeof CELL_OPERATIONS)[number];

const STYLES: Record<OperationName, OperationStyle> = {
  max_pool_3x3: {color: 'var(--pooling)', width: 2, dash: '2 3'},
  avg_pool_3x3: {color: 'var(--pooling)', width: 2, dash: '6 3'},
  skip_connect: {color: 'var(--ink)', width: 1.5, dash: '1 3'},
  sep_conv_3x3: {color: 'var(--separable)', width: 2, dash: 'none'},
  sep_conv_5x5: {color: 'var(--separable)', width: 3.5, dash: 'none'},
  dil_conv_3x3: {color: 'var(--dilated)', width: 2, dash: 'none'},
  dil_conv_5x5: {color: 'var(--dilated)', width: 3.5, dash: 'none'},
  conv3x3: {color: 'var(--separable)', width: 2.5, dash: 'none'},
  conv1x1: {color: 'var(--dilated)', width: 1.5, dash: 'none'},
  maxpool3x3: {color: 'var(--pooling)', width: 1.5, dash: '3 2'},
};

export function operationStyle(operation: OperationName): OperationStyle {
  return STYLES[operation];
}

/** "sep 3×3", "s3" or "separable convolution 3×3". */
export function operationLabel(operation: OperationName, length: 'name' | 'code' | 'full'): string {
  return text(`operation.${operation}.${length}` as TextKey);
}
