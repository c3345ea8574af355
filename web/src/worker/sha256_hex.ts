// SPDX-License-Identifier: Apache-2.0
// The digest by which two records are compared at a glance.

/** Lower-case hexadecimal; undefined outside secure contexts, where browsers offer no SHA-256. */
export async function sha256Hex(text: string): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
