// SPDX-License-Identifier: Apache-2.0
// Does a piece of work once for each key and keeps what came out; work that failed may be tried again.

export class OnceEach<Key, Value> {
  private readonly values = new Map<Key, Promise<Value>>();

  get(key: Key, work: () => Promise<Value>): Promise<Value> {
    let value = this.values.get(key);
    if (!value) {
      value = work().catch((error: unknown) => {
        this.values.delete(key);
        throw error;
      });
      this.values.set(key, value);
    }
    return value;
  }

  forget(key: Key): void {
    this.values.delete(key);
  }
}
