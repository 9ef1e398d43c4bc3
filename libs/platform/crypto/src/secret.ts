import { inspect } from 'node:util';

/**
 * A secret that cannot be printed by accident: strings, JSON, templates and `console.log` all show `[sealed]`.
 * `reveal()` is the only way to the value, and easy to search for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[sealed]';
  }

  toJSON(): string {
    return '[sealed]';
  }

  [inspect.custom](): string {
    return '[sealed]';
  }
}
