import fc from 'fast-check';
import { changesBetween } from './openapi/changes.js';
import type { Document, Operation, Schema } from './openapi/document.types.js';

/** One route, which takes `input` and answers `output`. */
function documentWith(
  input: Schema,
  output: Schema,
  change: (operation: Operation) => void = () => {},
): Document {
  const operation: Operation = {
    operationId: 'make',
    summary: 'Makes it',
    'x-required-scope': 'write',
    security: [{ apiKey: ['write'] }, { session: ['write'], csrf: [] }],
    parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Input' } } },
    },
    responses: {
      200: {
        description: 'Done.',
        headers: { 'Trace-Id': { description: '', schema: { type: 'string' } } },
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Output' } } },
      },
      404: { description: 'Gone.' },
    },
  };
  change(operation);
  return {
    openapi: '3.1.1',
    info: { title: '', version: '', description: '', license: { name: '', identifier: '' } },
    servers: [],
    tags: [],
    paths: operation.operationId === 'gone' ? {} : { '/v1/things': { post: operation } },
    webhooks: {},
    components: {
      schemas: { Input: input, Output: output },
      parameters: {},
      headers: {},
      responses: {},
      securitySchemes: {},
    },
  };
}

/** What it is that a route takes or answers. */
const thing = (): Schema => ({
  type: 'object',
  properties: {
    kind: { type: 'string', enum: ['a', 'b'] },
    name: { type: 'string', maxLength: 100 },
    note: { type: ['string', 'null'] },
    tags: { type: 'array', items: { type: 'string' }, maxItems: 10 },
    size: { type: 'number', minimum: 1, default: 5 },
  },
  required: ['kind', 'name', 'note'],
  additionalProperties: false,
});

type Edit = (schema: Schema) => void;
const field =
  (name: string, edit: Edit): Edit =>
  (schema) =>
    edit(schema.properties?.[name] ?? {});
const set = (name: string, to: Schema): Edit =>
  field(name, (schema) => {
    for (const key of Object.keys(schema)) delete schema[key as keyof Schema];
    Object.assign(schema, to);
  });
const drop =
  (name: string): Edit =>
  (schema) => {
    delete schema.properties?.[name];
    schema.required = (schema.required ?? []).filter((one) => one !== name);
  };
const add =
  (name: string, isRequired = false): Edit =>
  (schema) => {
    schema.properties = { ...schema.properties, [name]: { type: 'string' } };
    if (isRequired) schema.required = [...(schema.required ?? []), name];
  };
const require =
  (name: string): Edit =>
  (schema) =>
    void schema.required?.push(name);
const free =
  (name: string): Edit =>
  (schema) => {
    schema.required = (schema.required ?? []).filter((one) => one !== name);
  };

const inputs: { breaks: [string, Edit][]; adds: [string, Edit][] } = {
  breaks: [
    ['a field that is not taken any more', drop('tags')],
    ['a new required field', add('more', true)],
    ['a field that is required now', require('tags')],
    ['a value that is not taken any more', set('kind', { type: 'string', enum: ['a'] })],
    ['some values only', set('name', { type: 'string', enum: ['a'], maxLength: 100 })],
    ['another type', set('name', { type: 'number' })],
    ['null refused', set('note', { type: 'string' })],
    ['a whole number only', set('size', { type: 'integer', minimum: 1, default: 5 })],
    ['less room', set('name', { type: 'string', maxLength: 50 })],
    ['a new bound', set('note', { type: ['string', 'null'], minLength: 3 })],
    ['a higher least', set('size', { type: 'number', minimum: 2, default: 5 })],
    ['a form', set('name', { type: 'string', maxLength: 100, pattern: '^x' })],
    ['another default', set('size', { type: 'number', minimum: 1, default: 6 })],
    ['other items', set('tags', { type: 'array', items: { type: 'number' }, maxItems: 10 })],
  ],
  adds: [
    ['a new field that may be absent', add('more')],
    ['a field that may be absent now', free('name')],
    ['another value', set('kind', { type: 'string', enum: ['a', 'b', 'c'] })],
    ['any value', set('kind', { type: 'string' })],
    ['null taken', set('name', { type: ['string', 'null'], maxLength: 100 })],
    ['another variant', set('name', { anyOf: [{ type: 'string', maxLength: 100 }, { type: 'number' }] })],
    ['more room', set('name', { type: 'string', maxLength: 200 })],
    ['no bound', set('tags', { type: 'array', items: { type: 'string' } })],
    ['other fields taken', (schema) => void delete schema.additionalProperties],
    ['anything', set('name', {})],
  ],
};

const outputs: typeof inputs = {
  breaks: [
    ['a field removed', drop('tags')],
    ['a field that may be absent now', free('name')],
    ['another type', set('name', { type: 'number' })],
    ['null where there was none', set('name', { type: ['string', 'null'], maxLength: 100 })],
    ['another variant', set('name', { anyOf: [{ type: 'string' }, { type: 'number' }] })],
    ['any value', set('kind', { type: 'string' })],
    ['anything', set('name', {})],
    ['other items', set('tags', { type: 'array', items: { type: 'number' } })],
    ['other fields', (schema) => void (schema.additionalProperties = { type: 'string' })],
  ],
  adds: [
    ['a new field', add('more')],
    ['a new field that is always there', add('more', true)],
    ['a field that is always there now', require('tags')],
    ['another value', set('kind', { type: 'string', enum: ['a', 'b', 'c'] })],
    ['a value that does not come any more', set('kind', { type: 'string', enum: ['a'] })],
    ['null that does not come any more', set('note', { type: 'string' })],
    ['whole numbers only', set('size', { type: 'integer', minimum: 1, default: 5 })],
  ],
};

/** The same within something else. */
const wrappers: ((schema: Schema) => Schema)[] = [
  (schema) => schema,
  (schema) => ({ type: 'array', items: schema }),
  (schema) => ({ type: 'object', properties: { inner: schema }, required: ['inner'] }),
  (schema) => ({ anyOf: [schema, { type: 'null' }] }),
  (schema) => ({ type: 'object', additionalProperties: schema }),
  (schema) => ({ anyOf: [{ type: 'string' }, schema] }),
];
const wrapped = (schema: Schema, by: readonly number[]) =>
  by.reduce((inner, index) => wrappers[index % wrappers.length]?.(inner) ?? inner, schema);
const edited = (edits: readonly Edit[]) => {
  const schema = structuredClone(thing());
  edits.forEach((edit) => edit(schema));
  return schema;
};

function changesOf(way: 'in' | 'out', edits: readonly Edit[], by: readonly number[] = []) {
  const plain: Schema = { type: 'object' };
  const pair = [wrapped(thing(), by), wrapped(edited(edits), by)] as const;
  const [older, newer] = pair.map((schema) =>
    way === 'in' ? documentWith(schema, plain) : documentWith(plain, schema),
  );
  return changesBetween(older as Document, newer as Document);
}

test('what stays is no change', () => {
  expect([...changesOf('in', []), ...changesOf('out', [])]).toEqual([]);
});

describe.each([
  ['in', inputs],
  ['out', outputs],
] as const)('%s', (way, { breaks, adds }) => {
  test.each(breaks)('%s breaks', (_, edit) => {
    expect(changesOf(way, [edit]).filter((one) => one.breaks)).toHaveLength(1);
  });

  test.each(adds)('%s is additive, and told', (_, edit) => {
    const changes = changesOf(way, [edit]);
    expect(changes.map((one) => one.breaks)).toEqual([false]);
  });

  test('any additive changes pass together, wherever they are; with one break among them it is found', () => {
    const anywhere = fc.array(fc.nat(wrappers.length - 1), { maxLength: 4 });
    // Each in a field of its own, so that no edit undoes another.
    const fields = fc.subarray(adds.map(([, edit]) => edit));
    fc.assert(
      fc.property(fields, fc.constantFrom(...breaks), anywhere, (some, [, broken], by) => {
        expect(changesOf(way, some, by).filter((one) => one.breaks)).toEqual([]);
        expect(changesOf(way, [broken], by).some((one) => one.breaks)).toBe(true);
      }),
    );
  });
});

describe('a route', () => {
  const plain: Schema = { type: 'object' };
  const changed = (edit: (operation: Operation) => void) =>
    changesBetween(documentWith(plain, plain), documentWith(plain, plain, edit)).map(({ breaks }) => breaks);
  const parameter = (more: object) => (operation: Operation) => {
    operation.parameters = [
      ...(operation.parameters ?? []),
      { name: 'q', in: 'query', schema: plain, ...more },
    ];
  };

  test.each<[string, (operation: Operation) => void]>([
    ['removed', (operation) => void (operation.operationId = 'gone')],
    ['with another name', (operation) => void (operation.operationId = 'create')],
    ['without a parameter', (operation) => void (operation.parameters = [])],
    ['with a new required parameter', parameter({ required: true })],
    ['without an answer', (operation) => void delete operation.responses['404']],
    [
      'without a header',
      (operation) => void delete (operation.responses['200'] as { headers?: unknown }).headers,
    ],
    ['that needs more rights', (operation) => void (operation['x-required-scope'] = 'admin')],
    [
      'that keys for some accounts may not use any more',
      (operation) => void (operation['x-whole-installation'] = true),
    ],
    ['that a session may not use any more', (operation) => void operation.security?.pop()],
    ['without its body', (operation) => void delete operation.requestBody],
    [
      'with a narrower parameter',
      (operation) =>
        void (operation.parameters = [
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 50 } },
        ]),
    ],
  ])('%s breaks', (_, edit) => {
    expect(changed(edit)).toEqual([true]);
  });

  test.each<[string, (operation: Operation) => void]>([
    ['with a new parameter', parameter({})],
    ['with another answer', (operation) => void (operation.responses['202'] = { description: '' })],
    ['that needs less', (operation) => void (operation['x-required-scope'] = 'read')],
    ['that is deprecated', (operation) => void (operation.deprecated = true)],
    [
      'whose body may be absent',
      (operation) => void (operation.requestBody = { ...operation.requestBody!, required: false }),
    ],
  ])('%s is additive', (_, edit) => {
    expect(changed(edit).every((breaks) => !breaks)).toBe(true);
  });

  test('that is deprecated may be gone from its sunset on, and not before; the sunset is not moved nearer', () => {
    const ending = (sunset: string) =>
      documentWith(plain, plain, (operation) => {
        operation.deprecated = true;
        operation['x-deprecation'] = { since: '2026-11-23', sunset, successor: '/v1/others' };
      });
    const none = documentWith(plain, plain, (operation) => void (operation.operationId = 'gone'));
    const breaks = (newer: Document, today: string) =>
      changesBetween(ending('2027-12-01'), newer, today).map((one) => one.breaks);
    expect(breaks(none, '2027-11-30')).toEqual([true]);
    expect(breaks(none, '2027-12-01')).toEqual([false]);
    expect(breaks(ending('2027-06-01'), '2027-01-01')).toEqual([true]);
    expect(breaks(ending('2028-06-01'), '2027-01-01')).toEqual([false]);
  });

  test('that is new is additive', () => {
    const none = documentWith(plain, plain, (operation) => void (operation.operationId = 'gone'));
    expect(changesBetween(none, documentWith(plain, plain)).map(({ breaks }) => breaks)).toEqual([false]);
  });
});

test('what a subscriber gets is compared as an answer', () => {
  const event = (schema: Schema): Document => ({
    ...documentWith({}, {}),
    webhooks: {
      event: {
        post: {
          operationId: 'receiveEvent',
          summary: '',
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: {},
        },
      },
    },
  });
  const breaks = (edit: Edit) =>
    changesBetween(event(thing()), event(edited([edit]))).some((one) => one.breaks);
  expect([breaks(drop('tags')), breaks(add('more', true))]).toEqual([true, false]);
});

test('a schema that contains itself is compared once', () => {
  const tree: Schema = { type: 'object', properties: { below: { $ref: '#/components/schemas/Output' } } };
  const taller: Schema = { ...tree, properties: { ...tree.properties, height: { type: 'number' } } };
  expect(changesBetween(documentWith({}, tree), documentWith({}, taller))).toHaveLength(1);
});
