import type { Schema } from './document.types.js';

/** One difference. `breaks`: somebody who relied on the older version could stumble over it. */
export interface Change {
  /** Such as `GET /v1/accounts answers 200, data[].state`. */
  where: string;
  what: string;
  breaks: boolean;
}

/** `in`: clients send it, so what was taken must be taken still. `out`: clients read it, so what they know must come still. */
export type Way = 'in' | 'out';

type Schemas = Readonly<Record<string, Schema>>;

/** Bounds: whether a higher one takes less. */
const bounds = {
  minimum: 'least',
  exclusiveMinimum: 'least',
  minLength: 'least',
  minItems: 'least',
  maximum: 'most',
  exclusiveMaximum: 'most',
  maxLength: 'most',
  maxItems: 'most',
} as const;

/**
 * Compares schemas of two versions. Policy: fields and values of an enum may be added to answers, and inputs may take more;
 * everything else that somebody could notice breaks.
 */
export class SchemaChanges {
  /** Pairs that are being compared: a schema may contain itself. */
  private readonly open = new Set<string>();

  constructor(
    private readonly before: Schemas,
    private readonly after: Schemas,
  ) {}

  between(older: Schema | undefined, newer: Schema | undefined, way: Way, where: string): Change[] {
    if (!older && !newer) return [];
    if (!older) return [{ where, what: 'has a shape now', breaks: way === 'in' }];
    if (!newer) return [{ where, what: 'has no shape any more', breaks: way === 'out' }];
    const pair = `${older.$ref} ${newer.$ref} ${way}`;
    if (older.$ref && newer.$ref) {
      if (this.open.has(pair)) return [];
      this.open.add(pair);
    }
    const changes = this.variants(spread(older, this.before), spread(newer, this.after), way, where);
    this.open.delete(pair);
    return changes;
  }

  /** Coming in, each older variant needs a newer one that takes it; going out, each newer one an older one that knows it. */
  private variants(older: Schema[], newer: Schema[], way: Way, where: string): Change[] {
    const [given, takers] = way === 'in' ? [older, newer] : [newer, older];
    const left = new Set(takers);
    const found = given.flatMap((one) => {
      const tries = takers.map((taker) => ({
        taker,
        changes: way === 'in' ? this.single(one, taker, way, where) : this.single(taker, one, way, where),
      }));
      const best = tries.toSorted((a, b) => weight(a.changes) - weight(b.changes))[0];
      if (!best) return [{ where, what: 'has no variant any more', breaks: true }];
      left.delete(best.taker);
      return best.changes;
    });
    const what = way === 'in' ? 'takes another variant' : 'has a variant less';
    return [...found, ...[...left].map(() => ({ where, what, breaks: false }))];
  }

  private single(older: Schema, newer: Schema, way: Way, where: string): Change[] {
    const change = (what: string, breaks: boolean): Change[] => [{ where, what, breaks }];
    if (older.type !== newer.type) {
      const [wide, narrow] = way === 'in' ? [newer, older] : [older, newer];
      const widens = wide.type === undefined || (wide.type === 'number' && narrow.type === 'integer');
      return change(`type ${named(older.type)} became ${named(newer.type)}`, !widens);
    }
    return [
      ...values(older, newer, way, change),
      ...limits(older, newer, way, change),
      ...words(older, newer, way, change),
      ...this.fields(older, newer, way, where),
      ...this.parts(older, newer, way, where),
    ];
  }

  private fields(older: Schema, newer: Schema, way: Way, where: string): Change[] {
    const [was, is] = [older.properties ?? {}, newer.properties ?? {}];
    const [needed, needs] = [new Set(older.required), new Set(newer.required)];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
      const here = where.endsWith(' ') ? `${where}${name}` : `${where}.${name}`;
      const change = (what: string, breaks: boolean): Change[] => [{ where: here, what, breaks }];
      const [from, to] = [was[name], is[name]];
      if (!to) return change('field removed', true);
      if (!from) return change('field added', way === 'in' && needs.has(name));
      const must = needs.has(name) ? 'field required now' : 'field may be absent now';
      const required =
        needed.has(name) === needs.has(name) ? [] : change(must, (way === 'in') === needs.has(name));
      return [...required, ...this.between(from, to, way, here)];
    });
  }

  private parts(older: Schema, newer: Schema, way: Way, where: string): Change[] {
    const [was, is] = [older.additionalProperties, newer.additionalProperties];
    const closes = was !== false && is === false;
    const opens = was === false && is !== false;
    return [
      ...(closes ? [{ where, what: 'other fields are refused now', breaks: way === 'in' }] : []),
      ...(opens ? [{ where, what: 'other fields are taken now', breaks: way === 'out' }] : []),
      ...this.between(
        typeof was === 'object' ? was : undefined,
        typeof is === 'object' ? is : undefined,
        way,
        `${where}.*`,
      ),
      ...this.between(older.propertyNames, newer.propertyNames, way, `${where} (names)`),
      ...this.between(older.items, newer.items, way, `${where}[]`),
      ...this.between(older.contentSchema, newer.contentSchema, way, `${where} (each)`),
    ];
  }
}

type Report = (what: string, breaks: boolean) => Change[];

function values(older: Schema, newer: Schema, way: Way, change: Report): Change[] {
  const [was, is] = [valuesOf(older), valuesOf(newer)];
  if (!was && !is) return [];
  if (!was) return change('only some values now', way === 'in');
  if (!is) return change('any value now', way === 'out');
  const gone = was.filter((value) => !is.includes(value));
  const came = is.filter((value) => !was.includes(value));
  return [
    ...gone.flatMap((value) => change(`value ${value} removed`, way === 'in')),
    ...came.flatMap((value) => change(`value ${value} added`, false)),
  ];
}

function limits(older: Schema, newer: Schema, way: Way, change: Report): Change[] {
  return Object.entries(bounds).flatMap(([name, kind]) => {
    const [was, is] = [older[name as keyof typeof bounds], newer[name as keyof typeof bounds]];
    if (was === is) return [];
    const narrows = is !== undefined && (was === undefined || (kind === 'least' ? is > was : is < was));
    return change(`${name} ${named(was)} became ${named(is)}`, way === 'in' && narrows);
  });
}

/** What a text must look like, and what is taken when nothing is sent. */
function words(older: Schema, newer: Schema, way: Way, change: Report): Change[] {
  const forms = (['pattern', 'format'] as const).flatMap((name) => {
    const [was, is] = [older[name], newer[name]];
    if (was === is) return [];
    return change(`${name} ${named(was)} became ${named(is)}`, (way === 'in' ? is : was) !== undefined);
  });
  const [was, is] = [older.default, newer.default].map((value) => JSON.stringify(value));
  const defaults = was === is ? [] : change(`default ${named(was)} became ${named(is)}`, was !== undefined);
  return [...forms, ...(way === 'in' ? defaults : [])];
}

const valuesOf = ({ enum: all, const: one }: Schema) =>
  (all ?? (one === undefined ? undefined : [one]))?.map((value) => JSON.stringify(value));

/** A schema as the list of what it may be, without references and lists of types. */
function spread(schema: Schema, schemas: Schemas): Schema[] {
  const { $ref, anyOf, oneOf, type, ...rest } = schema;
  if ($ref !== undefined) {
    const target = schemas[$ref.split('/').at(-1) ?? ''];
    if (!target) throw new Error(`${$ref} leads nowhere`);
    return spread(target, schemas);
  }
  const options = anyOf ?? oneOf;
  if (options) return options.flatMap((one) => spread(one, schemas));
  return Array.isArray(type) ? type.map((one) => ({ ...rest, type: one })) : [schema];
}

const weight = (changes: readonly Change[]) =>
  changes.reduce(
    (sum, { breaks, what }) => sum + (breaks ? 100 : 1) + (what.startsWith('type ') ? 1_000 : 0),
    0,
  );

const named = (value: string | string[] | number | undefined) =>
  value === undefined ? '(none)' : String(value);
