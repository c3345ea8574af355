// SPDX-License-Identifier: Apache-2.0
// Page state <-> the part of the address behind '#'.
import type {PageState, Properties, Property} from './properties';

type AnyProperty = Property<PageState[keyof PageState]>;

const entries = (properties: Properties) => Object.entries(properties) as [keyof PageState, AnyProperty][];

export function toHash(state: PageState, properties: Properties): string {
  const parts = entries(properties).flatMap(([name, property]) => {
    const text = property.write(state[name]);
    return property.always || text !== property.write(property.standard)
      ? [`${property.key}=${encodeURIComponent(text)}`]
      : [];
  });
  // Unreserved enough for a fragment, and easier on the eye of whoever reads the link.
  return (
    '#' + parts.join('&').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%3D', '=')
  );
}

export function fromHash(hash: string, properties: Properties): PageState {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const values = entries(properties).map(([name, property]) => {
    const text = given.get(property.key);
    return [name, (text === null ? undefined : property.read(text)) ?? property.standard];
  });
  return Object.fromEntries(values) as PageState;
}
