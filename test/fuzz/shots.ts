import fc from 'fast-check';
import type { Document, Operation, Parameter, Schema } from '../boundaries/openapi/document.types.js';
import { type AnyShot, type PathPart, principals, type Shot, webhookChanges } from './shots.types.js';
import { type Hints, oddText, oddValue, Values } from './values.js';

const anyUnit = fc.double({ min: 0, max: 1, noNaN: true });
/** Texts that a path can have as they are; the rest is encoded. */
const oddParts = [
  '%00',
  '%ff',
  '%2e%2e',
  '..',
  '.',
  '%zz',
  '%2F',
  '%E2%80%AE',
  '__proto__',
  '*',
  ':id',
  'null',
];
const oddQueries = [
  'limit=-1',
  'limit=1e9',
  'limit=1&limit=2',
  'after=%00',
  'a[b]=1',
  '__proto__=1',
  '%zz',
  '=&&=',
  'x=%ff',
];
const json = 'application/json';
const types = [
  'text/plain',
  `${json}; charset=iso-8859-1`,
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  `${json}, ${json}`,
  '/',
  '',
];

/** What a seed asks: most of it from the description, then webhooks, then bytes that are no HTTP. */
export class Shots {
  private readonly values: Values;
  private readonly any: fc.Arbitrary<AnyShot>;

  constructor(
    private readonly document: Document,
    hints: Hints,
  ) {
    this.values = new Values(document.components.schemas, hints);
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => this.request(path, method.toUpperCase(), operation)),
    );
    this.any = fc.oneof(
      { weight: 80, arbitrary: fc.oneof(...operations) },
      { weight: 18, arbitrary: webhook },
      { weight: 2, arbitrary: bytes },
    );
  }

  /** The same for the same seed and number. */
  batch(seed: number, count: number): AnyShot[] {
    return fc.sample(this.any, { seed, numRuns: count });
  }

  private request(path: string, method: string, operation: Operation): fc.Arbitrary<Shot> {
    const parameters = (operation.parameters ?? []).map((one) => this.parameter(one));
    const parts = parameters.filter((one) => one.in === 'path').map((one) => [one.name, part] as const);
    const schema = operation.requestBody?.content[json]?.schema;
    return fc.record({
      kind: fc.constant('request' as const),
      operationId: fc.constant(operation.operationId),
      method: fc.constant(method),
      path: fc.constant(path),
      parts: fc.record(Object.fromEntries(parts)),
      query: this.query(parameters.filter((one) => one.in === 'query')),
      principal: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('admin' as const, 'session' as const) },
        { weight: 2, arbitrary: fc.constantFrom(...principals) },
      ),
      headers: headers(schema !== undefined),
      body: schema ? this.body(schema) : fc.constant(null),
    });
  }

  private query(parameters: Parameter[]): fc.Arbitrary<string> {
    const pairs = parameters.map(({ name, schema }) =>
      fc.oneof(
        { weight: 4, arbitrary: fc.constant('') },
        {
          weight: 3,
          arbitrary: this.values.fitting(schema, name).map((value) => `${name}=${encoded(value)}`),
        },
        { weight: 1, arbitrary: oddText.map((text) => `${name}=${encoded(text.slice(0, 2_000))}`) },
      ),
    );
    const all = fc.tuple(...pairs).map((found) => found.filter(Boolean).join('&'));
    return fc.oneof({ weight: 9, arbitrary: all }, { weight: 1, arbitrary: fc.constantFrom(...oddQueries) });
  }

  private body(schema: Schema): fc.Arbitrary<string> {
    const text = (value: fc.Arbitrary<unknown>) => value.map((one) => JSON.stringify(one) ?? '');
    return fc.oneof(
      { weight: 5, arbitrary: text(this.values.fitting(schema)) },
      { weight: 8, arbitrary: text(this.values.nearly(schema)) },
      { weight: 1, arbitrary: text(oddValue) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(text(this.values.fitting(schema)), anyUnit)
          .map(([whole, unit]) => whole.slice(0, Math.floor(whole.length * unit))),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    );
  }

  private parameter(one: Parameter | { $ref: string }): Parameter {
    const found = '$ref' in one ? this.document.components.parameters[one.$ref.split('/').at(-1) ?? ''] : one;
    if (!found) throw new Error(`The description has no ${JSON.stringify(one)}.`);
    return found;
  }
}

const part: fc.Arbitrary<PathPart> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(1_000).map((known) => ({ known })) },
  { weight: 1, arbitrary: fc.constantFrom(...oddParts).map((text) => ({ text })) },
  { weight: 1, arbitrary: oddText.map((text) => ({ text: encoded(text.slice(0, 400)) || 'none' })) },
);

function headers(hasBody: boolean): fc.Arbitrary<[string, string][]> {
  const rarely = (name: string, values: readonly string[]) =>
    fc.oneof(
      { weight: 19, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...values).map((value): [string, string] => [name, value]) },
    );
  const sometimes = (name: string, usual: string, odd: readonly string[]) =>
    fc.oneof(
      { weight: 11, arbitrary: fc.constant<[string, string]>([name, usual]) },
      { weight: 1, arbitrary: fc.constantFrom(...odd).map((value): [string, string] => [name, value]) },
    );
  return fc
    .tuple(
      // The sign becomes a number that no other request has.
      sometimes('Idempotency-Key', 'fuzz-§', ['', 'a b', 'k'.repeat(300), 'again', 'ünïcode', '__proto__']),
      hasBody ? sometimes('Content-Type', json, types) : rarely('Content-Type', types),
      rarely('Content-Type', [json]),
      rarely('Accept-Encoding', ['gzip', 'br', 'identity;q=0, *;q=0', 'x'.repeat(500)]),
      rarely('traceparent', [
        '00-zz',
        `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`,
        `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      ]),
      rarely('Last-Event-ID', ['0', '-1', 'x', '9'.repeat(40)]),
      rarely('Cookie', ['=; ;;', 'nightdesk_session=%00', `a=${'b'.repeat(3_000)}`]),
      rarely('X-Forwarded-For', ['127.0.0.1, ::1', 'x'.repeat(200)]),
      rarely('Content-Encoding', ['gzip', 'nonsense']),
    )
    .map((all) => all.filter((one) => one !== null));
}

const webhook: fc.Arbitrary<AnyShot> = fc.record({
  kind: fc.constant('webhook' as const),
  real: fc.nat(1_000),
  changes: fc.array(fc.tuple(fc.constantFrom(...webhookChanges), fc.nat(1_000_000), oddText), {
    minLength: 1,
    maxLength: 3,
  }),
  isSigned: fc.boolean(),
  headers: fc.array(
    fc.constantFrom<[string, string]>(
      ['Content-Type', 'text/plain'],
      ['Content-Type', `${json}; charset=utf-16`],
      ['Content-Type', ''],
      ['Content-Encoding', 'gzip'],
      ['X-Hub-Signature', 'sha1='],
      ['X-Zendesk-Webhook-Signature-Timestamp', 'never'],
      ['X-Zendesk-Webhook-Signature', '%%%'],
    ),
    { maxLength: 1 },
  ),
});

const lines = [
  'GET /v1/accounts HTTP/1.1',
  'POST /v1/session HTTP/1.1',
  'GET http://x/v1 HTTP/1.0',
  'PRI * HTTP/2.0',
  'QUERY / HTTP/1.1',
  'GET /\u0000 HTTP/1.1',
  'CONNECT x:1 HTTP/1.1',
  '',
];
const rawHeaders = [
  'Host: x',
  'Host: y',
  'Content-Length: 5',
  'Content-Length: -1',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: xchunked',
  'Expect: nothing',
  'Upgrade: websocket\r\nConnection: Upgrade',
  'A\u0000: b',
  ' folded: x',
  `X: ${'y'.repeat(20_000)}`,
];
const bytes: fc.Arbitrary<AnyShot> = fc
  .tuple(
    fc.constantFrom(...lines),
    fc.array(fc.constantFrom(...rawHeaders), { maxLength: 4 }),
    fc.uint8Array({ maxLength: 60 }),
    fc.constantFrom('\r\n', '\n', '\r'),
  )
  .map(([line, all, rest, end]) => ({
    kind: 'socket',
    bytes: Buffer.concat([Buffer.from([line, ...all, '', ''].join(end)), rest]),
  }));

/** Encoded for an address; what UTF-8 cannot say is left out. */
function encoded(value: unknown): string {
  return encodeURIComponent(String(value).toWellFormed());
}
