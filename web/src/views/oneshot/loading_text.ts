// SPDX-License-Identifier: Apache-2.0
// How far the images are that a training needs.
import {megabytes} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import type {LoadProgress} from '../../worker/messages';

export function loadingText(loading: LoadProgress | undefined): string {
  if (!loading) return text('search.loading');
  return text('search.loading_bytes', {loaded: megabytes(loading.loaded), total: megabytes(loading.total)});
}

export const loadedShare = (loading: LoadProgress | undefined): number =>
  loading && loading.total > 0 ? loading.loaded / loading.total : 0;
