import type { AnswersByStatus } from '../../../apps/api/src/openapi/answers.js';
import type { Answer, Operation, Parameter, Reference } from './document.types.js';
import { idempotencyKey, lastEventId, parameterText, problems, rateLimits } from './parts.js';
import type { RouteFacts } from './routes.js';
import { refTo } from './schemas.js';

const header = (name: string): Reference => ({ $ref: `#/components/headers/${name}` });
const parameter = (name: string): Reference => ({ $ref: `#/components/parameters/${name}` });

/** A route as @nestjs/swagger found it: its parameters and its body. */
export type Scanned = Pick<Operation, 'requestBody'> & { parameters?: Parameter[] };

/** A route as the document has it. */
export function operationOf(
  { method, path }: { method: string; path: string },
  facts: RouteFacts,
  { parameters: found = [], requestBody }: Scanned,
  words: string,
): Operation {
  const { description, resource, scope, concernsAll, deprecation } = facts;
  const { operationId, summary } = description;
  const parameters = [...unused(path, found), ...found];
  const isUnsafe = !['get', 'head'].includes(method);
  const isCommand = isUnsafe && scope !== 'public' && description.repeatable !== true;
  const isIntake = resource === 'Webhook intake';
  const body = isIntake && isUnsafe ? { content: { '*/*': { schema: {} } } } : requestBody;
  return {
    operationId,
    summary,
    description: [words, accessWords(facts), deprecation ? deprecationWords(deprecation) : '']
      .filter((text) => text !== '')
      .join('\n\n'),
    tags: [resource],
    ...(deprecation ? deprecated(deprecation) : {}),
    ...(scope === 'public' ? {} : { 'x-required-scope': scope ?? 'none' }),
    ...(concernsAll ? { 'x-whole-installation': true } : {}),
    security: securityOf(scope, isUnsafe),
    parameters: [
      ...parameters.map((one) => described(operationId, one)),
      ...(isCommand ? [parameter(idempotencyKey.name)] : []),
      ...(operationId === 'streamEvents' ? [parameter(lastEventId.name)] : []),
    ],
    ...(body ? { requestBody: { required: true, ...body } } : {}),
    responses: {
      ...answers(facts, isCommand),
      ...refusals(facts, {
        isCommand,
        hasBody: body !== undefined,
        hasId: parameters.some((one) => one.in === 'path'),
      }),
    },
  };
}

/** Parts of the path that the handler does not look at. */
function unused(path: string, found: readonly Parameter[]): Parameter[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return names
    .filter((name) => !found.some((one) => one.in === 'path' && one.name === name))
    .map((name) => ({ name, in: 'path', schema: { type: 'string' } }));
}

function described(operationId: string, found: Parameter): Parameter {
  const { description = parameterText(operationId, found), ...schema } = found.schema;
  const required = found.in === 'path' || found.required === true;
  return { name: found.name, in: found.in, required, description, schema };
}

function accessWords({ scope, concernsAll }: RouteFacts): string {
  if (scope === 'public') return 'Asks for no key.';
  const whole = concernsAll ? ' A key that is for some accounts only may not use it.' : '';
  return `Needs the scope \`${scope ?? 'none'}\`.${whole}`;
}

function deprecated({ since, sunset, successor }: NonNullable<RouteFacts['deprecation']>) {
  return { deprecated: true, 'x-deprecation': { since, sunset, successor } };
}

function deprecationWords({ since, sunset, successor }: NonNullable<RouteFacts['deprecation']>): string {
  return `Deprecated since ${since}; it stays until ${sunset} at least. Use \`${successor}\` instead.`;
}

/** In 3.1 any scheme may name what it must allow. */
function securityOf(scope: RouteFacts['scope'], isUnsafe: boolean): Record<string, string[]>[] {
  if (scope === 'public') return [];
  const roles = scope ? [scope] : [];
  return [{ apiKey: roles }, { session: roles, ...(isUnsafe ? { csrf: [] } : {}) }];
}

function answers({ description, deprecation }: RouteFacts, isCommand: boolean): Record<string, Answer> {
  const always = [
    'Trace-Id',
    ...rateLimits,
    ...(isCommand ? ['Idempotent-Replayed'] : []),
    ...(deprecation ? ['Deprecation', 'Sunset', 'Link'] : []),
  ];
  return Object.fromEntries(
    Object.entries(description.answers).map(([status, answer]) => {
      const makes = description.location === true && (status === '201' || status === '202');
      const names = [...always, ...(makes ? ['Location'] : [])];
      const headers = Object.fromEntries(names.map((name) => [name, header(name)]));
      return [status, { description: wordsOf(Number(status)), headers, ...contentOf(answer) }];
    }),
  );
}

function contentOf(answer: AnswersByStatus[number]): Pick<Answer, 'content'> {
  if (answer === null || answer === undefined) return {};
  if ('media' in answer) return { content: { [answer.media]: { schema: {} } } };
  if (!('each' in answer)) return { content: { 'application/json': { schema: refTo(answer) } } };
  const each = { contentMediaType: 'application/json', contentSchema: refTo(answer.each) };
  return { content: { 'text/event-stream': { schema: { type: 'string', ...each } } } };
}

function wordsOf(status: number): string {
  const words: Record<number, string> = {
    200: 'Done.',
    201: 'Made.',
    202: 'Accepted, and not yet done.',
    204: 'Done.',
  };
  return words[status] ?? String(status);
}

function refusals(
  { description, scope }: RouteFacts,
  has: { isCommand: boolean; hasBody: boolean; hasId: boolean },
): Record<string, Reference> {
  const statuses = new Set<string | number>([400, 429, 500, 503, 'default', ...(description.refuses ?? [])]);
  const add = (when: boolean, ...more: number[]) => when && more.forEach((status) => statuses.add(status));
  add(scope !== 'public', 401, 403);
  add(has.hasId, 404);
  add(has.isCommand, 409, 422);
  add(has.hasBody, 413, 415);
  return Object.fromEntries(
    Object.entries(problems).flatMap(([status, { name }]) =>
      statuses.has(status === 'default' ? status : Number(status))
        ? [[status, { $ref: `#/components/responses/${name}` }]]
        : [],
    ),
  );
}
