// SPDX-License-Identifier: Apache-2.0
export function computeStored(generated: string): Promise<{file: string; text: string}[]>;
