import * as contract from '@nightdesk/contract';
import { z } from 'zod';
import type { Comments } from './comments.js';
import type { Schema } from './document.types.js';

/** Every schema that the contract exports, by its name there: that is its name in the document. */
const registry = z.registry<{ id: string }>();
for (const [name, schema] of Object.entries(contract)) {
  if (schema instanceof z.ZodType) registry.add(schema, { id: name });
}

/** Their fields become parameters, one by one. */
const isQuery = (name: string) => /Query$|Question$/.test(name);

export const refOf = (name: string) => `#/components/schemas/${name}`;

/** @throws Error for a schema that the contract does not export */
export function refTo(schema: z.ZodType): Schema {
  const name = registry.get(schema)?.id;
  if (name === undefined) throw new Error('an answer must be a schema that libs/contract exports');
  return { $ref: refOf(name) };
}

/** Schemas as JSON Schema 2020-12: of what comes in, and of what goes out, with what their TSDoc says. */
export class ComponentSchemas {
  private readonly input: Record<string, Schema>;
  private readonly output: Record<string, Schema>;

  constructor(private readonly comments: Comments) {
    this.input = this.convert('input');
    this.output = this.convert('output');
  }

  /** What a body or a query looks like; a body of the contract by its name. */
  ofInput(schema: z.ZodType): Schema {
    const name = registry.get(schema)?.id;
    if (name === undefined) return plain(z.toJSONSchema(schema, { io: 'input', override: simplify }));
    return isQuery(name) ? this.named('input', name) : { $ref: refOf(name) };
  }

  /**
   * What is referred to from inputs and from answers, and from there.
   * @throws Error when one name means different things in the two
   */
  referredTo(inputs: unknown, outputs: unknown): Record<string, Schema> {
    const into = { input: new Map<string, Schema>(), output: new Map<string, Schema>() };
    this.follow('input', inputs, into.input);
    this.follow('output', outputs, into.output);
    for (const [name, schema] of into.input) {
      const other = into.output.get(name);
      if (other && JSON.stringify(other) !== JSON.stringify(schema))
        throw new Error(`${name} comes in otherwise than it goes out: the contract needs two schemas`);
    }
    const all = [...into.output, ...into.input].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(all);
  }

  private follow(way: 'input' | 'output', value: unknown, found: Map<string, Schema>): void {
    for (const name of refsIn(value)) {
      if (found.has(name)) continue;
      const schema = this.named(way, name);
      found.set(name, schema);
      this.follow(way, schema, found);
    }
  }

  private named(way: 'input' | 'output', name: string): Schema {
    const schema = this[way][name];
    if (!schema) throw new Error(`the contract exports no ${name}`);
    return schema;
  }

  private convert(io: 'input' | 'output'): Record<string, Schema> {
    const { schemas } = z.toJSONSchema(registry, { io, uri: refOf, override: simplify });
    return Object.fromEntries(
      Object.entries(schemas).map(([name, json]) => {
        const schema = plain(json);
        // Fields may be added to answers without a new version: whoever reads one must stand more than is here.
        if (io === 'output') openUp(schema);
        this.comments.describe(name, schema);
        return [name, schema];
      }),
    );
  }
}

/** A format says the same as the expression by which zod checks it; every whole number is a safe one. */
function simplify({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

/** A copy without what names the dialect and the place. */
function plain({ $schema: _dialect, $id: _place, ...json }: Record<string, unknown>): Schema {
  return structuredClone(json) as Schema;
}

function openUp(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const schema = value as Schema;
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  Object.values(schema).forEach(openUp);
}

export function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === '$ref' && typeof one === 'string' && one.startsWith(refOf(''))
      ? [one.slice(refOf('').length)]
      : refsIn(one),
  );
}
