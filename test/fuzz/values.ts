import fc from 'fast-check';
import type { Schema } from '../boundaries/openapi/document.types.js';

/** What has broken parsers, databases and templates elsewhere. */
const oddTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\ufeff\u202e\u200b',
  'ﷺ💥e\u0301',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '%00',
  '%zz',
  "'; DROP TABLE accounts; --",
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  'a\r\nX-Injected: yes',
  'NaN',
  '-0',
  '9'.repeat(400),
  '275760-09-13T00:00:00.001Z',
  '0000-01-01T00:00:00Z',
  'http://169.254.169.254/latest',
  'file:///etc/passwd',
  'x'.repeat(70_000),
];
const nested = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as unknown;
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
/** What no field expects, or few. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: oddText },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0,
      0.5,
      2 ** 31,
      2 ** 53,
      1e308,
      [],
      {},
      [null],
      { toString: 1 },
      nested,
    ),
  },
);

/** Values by the name of their field, where a text that merely fits would never get far. */
export type Hints = Readonly<Record<string, readonly string[]>>;

/** Values that a schema takes. */
export class Values {
  constructor(
    private readonly schemas: Readonly<Record<string, Schema>>,
    private readonly hints: Hints,
  ) {}

  fitting(schema: Schema, name = '', depth = 0): fc.Arbitrary<unknown> {
    const inner = (one: Schema, field = name) => this.fitting(one, field, depth + 1);
    if (schema.$ref !== undefined) {
      const referred = this.schemas[schema.$ref.split('/').at(-1) ?? ''];
      return referred ? inner(referred) : fc.constant(null);
    }
    const variants = schema.oneOf ?? schema.anyOf;
    if (variants) return fc.oneof(...variants.map((one) => inner(one)));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const [type = 'string'] = [schema.type].flat();
    switch (type) {
      case 'object':
        return this.object(schema, inner);
      case 'array': {
        const [minLength, most] = [schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)];
        return fc.array(inner(schema.items ?? {}), { minLength, maxLength: Math.max(minLength, most) });
      }
      case 'integer':
        return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000 });
      case 'number':
        return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return this.text(schema, name);
    }
  }

  /** A value that fits but for one place, wherever that is. */
  nearly(schema: Schema): fc.Arbitrary<unknown> {
    return fc
      .tuple(
        this.fitting(schema),
        fc.nat(),
        fc.constantFrom('wrong', 'wrong', 'missing', 'extra'),
        fc.constantFrom('extra', 'constructor', '__proto__', 'id'),
        oddValue,
      )
      .map(([value, at, how, name, odd]) => {
        const places = placesIn(value);
        const [holder, key] = places[at % Math.max(1, places.length)] ?? [];
        if (!holder || key === undefined || how === 'extra') return withField(value, name, odd);
        if (how === 'missing') Reflect.deleteProperty(holder, key);
        else Object.assign(holder, { [key]: odd });
        return value;
      });
  }

  private object(
    schema: Schema,
    inner: (one: Schema, field: string) => fc.Arbitrary<unknown>,
  ): fc.Arbitrary<unknown> {
    const fields = Object.entries(schema.properties ?? {}).map(
      ([field, one]) => [field, inner(one, field)] as const,
    );
    const requiredKeys = schema.required ?? [];
    return fc
      .record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true })
      .map((value) => ({ ...value }));
  }

  private text({ format, pattern, minLength = 0, maxLength = 60 }: Schema, name: string) {
    const known = this.hints[name];
    if (known) return fc.constantFrom(...known);
    if (format === 'uri') return fc.constantFrom(...(this.hints['url'] ?? ['https://bot.example/in']));
    if (format === 'email') return fc.nat(500).map((number) => `person${number}@example.com`);
    if (format === 'date-time')
      return fc
        .date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') })
        .map((date) => date.toISOString());
    if (pattern === '^\\d{1,18}$') return fc.nat(10_000).map(String);
    return fc.string({
      unit: 'grapheme',
      minLength,
      maxLength: Math.max(minLength, Math.min(maxLength, 60)),
    });
  }
}

/** JSON, with a field that an object literal cannot have. */
function withField(value: unknown, name: string, odd: unknown): unknown {
  if (typeof value !== 'object' || value === null) return odd;
  return Object.defineProperty(value, name, {
    value: odd,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function placesIn(value: unknown): [object, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [object, string][] => [
    [value, key],
    ...placesIn(inner),
  ]);
}
