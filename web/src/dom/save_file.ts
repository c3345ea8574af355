// SPDX-License-Identifier: Apache-2.0
// Hands a text to the reader as a file.
import {element} from './element';

export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], {type}));
  element('a', {href: address, download: name}).click();
  // The click has started the download; the address is free once the event loop has turned.
  setTimeout(() => URL.revokeObjectURL(address));
}
