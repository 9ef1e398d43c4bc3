import type { Content, Document, Operation, Parameter, PathItem } from './document.types.js';
import { type Change, SchemaChanges, type Way } from './schema-changes.js';

/** From the weakest. */
const scopes = ['public', 'read', 'write', 'admin'];

/**
 * What became different from one version of the description to the next.
 * @param today as `2026-11-23`: a deprecated route may be gone from its sunset on.
 */
export function changesBetween(older: Document, newer: Document, today = isoDay(new Date())): Change[] {
  const all = new Changes(older, newer, today).all();
  // What every variant of a schema has is one change.
  return [...new Map(all.map((one) => [`${one.where}: ${one.what}`, one])).values()];
}

class Changes {
  private readonly schemas: SchemaChanges;

  constructor(
    private readonly older: Document,
    private readonly newer: Document,
    private readonly today: string,
  ) {
    this.schemas = new SchemaChanges(older.components.schemas, newer.components.schemas);
  }

  all(): Change[] {
    return [
      ...this.routes(this.older.paths, this.newer.paths, 'in'),
      // We call subscribers, so what is a body for them is an answer to whoever reads it.
      ...this.routes(this.older.webhooks, this.newer.webhooks, 'out'),
    ];
  }

  private routes(older: Record<string, PathItem>, newer: Record<string, PathItem>, bodies: Way): Change[] {
    const names = (paths: Record<string, PathItem>) =>
      Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => ({ path, method })));
    const known = new Map(
      [...names(older), ...names(newer)].map((one) => [`${one.method} ${one.path}`, one]),
    );
    return [...known.values()].flatMap(({ path, method }) => {
      const where = `${method.toUpperCase()} ${path}`;
      const [was, is] = [older[path]?.[method], newer[path]?.[method]];
      if (!was) return [{ where, what: 'route added', breaks: false }];
      if (!is) return [{ where, what: 'route removed', breaks: !this.isOver(was) }];
      return [
        ...identity(was, is, where),
        ...this.parameters(was, is, bodies, where),
        ...this.body(was, is, bodies, where),
        ...this.answers(was, is, bodies === 'in' ? 'out' : 'in', where),
      ];
    });
  }

  private isOver(operation: Operation): boolean {
    const sunset = operation['x-deprecation']?.sunset;
    return sunset !== undefined && sunset <= this.today;
  }

  private parameters(older: Operation, newer: Operation, way: Way, where: string): Change[] {
    const [was, is] = [this.parametersOf(older, this.older), this.parametersOf(newer, this.newer)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
      const here = `${where} takes ${name}`;
      const [from, to] = [was.get(name), is.get(name)];
      if (!to) return [{ where: here, what: 'parameter removed', breaks: true }];
      const needed = to.required === true && from?.required !== true;
      if (!from) return [{ where: here, what: 'parameter added', breaks: way === 'in' && needed }];
      return [
        ...(needed ? [{ where: here, what: 'parameter required now', breaks: way === 'in' }] : []),
        ...(from.required === true && to.required !== true
          ? [{ where: here, what: 'parameter optional now', breaks: way === 'out' }]
          : []),
        ...this.schemas.between(from.schema, to.schema, way, here),
      ];
    });
  }

  private parametersOf({ parameters = [] }: Operation, document: Document): Map<string, Parameter> {
    const found = parameters.map((one) =>
      '$ref' in one ? document.components.parameters[one.$ref.split('/').at(-1) ?? ''] : one,
    );
    return new Map(found.flatMap((one) => (one ? [[`${one.in} ${one.name}`, one] as const] : [])));
  }

  private body(older: Operation, newer: Operation, way: Way, where: string): Change[] {
    const [was, is] = [older.requestBody, newer.requestBody];
    const here = `${where} takes `;
    const change = (what: string, breaks: boolean): Change[] => [{ where: here, what, breaks }];
    if (!was && !is) return [];
    if (!was) return change('body added', is?.required === true);
    if (!is) return change('body removed', true);
    const required = !was.required && is.required ? change('body required now', way === 'in') : [];
    return [...required, ...this.content(was.content, is.content, way, here)];
  }

  private answers(older: Operation, newer: Operation, way: Way, where: string): Change[] {
    const statuses = new Set([...Object.keys(older.responses), ...Object.keys(newer.responses)]);
    return [...statuses].flatMap((status) => {
      const here = `${where} answers ${status} `;
      const [was, is] = [answerOf(older, status, this.older), answerOf(newer, status, this.newer)];
      if (!was) return [{ where: here, what: 'answer added', breaks: false }];
      if (!is) return [{ where: here, what: 'answer removed', breaks: true }];
      const gone = Object.keys(was.headers ?? {}).filter((name) => !is.headers?.[name]);
      return [
        ...gone.map((name) => ({ where: here, what: `header ${name} removed`, breaks: true })),
        ...this.content(was.content ?? {}, is.content ?? {}, way, here),
      ];
    });
  }

  private content(older: Content, newer: Content, way: Way, where: string): Change[] {
    return [...new Set([...Object.keys(older), ...Object.keys(newer)])].flatMap((type) => {
      const [was, is] = [older[type], newer[type]];
      if (!was) return [{ where, what: `${type} added`, breaks: false }];
      if (!is) return [{ where, what: `${type} removed`, breaks: true }];
      return this.schemas.between(was.schema, is.schema, way, where);
    });
  }
}

/** Its name, and who may use it. */
function identity(older: Operation, newer: Operation, where: string): Change[] {
  const change = (what: string, breaks: boolean): Change[] => [{ where, what, breaks }];
  const [was, is] = [older, newer].map((one) => scopes.indexOf(one['x-required-scope'] ?? 'public'));
  const [before, now] = [was ?? 0, is ?? 0];
  const whole = (one: Operation) => one['x-whole-installation'] === true;
  const ways = (one: Operation) =>
    (one.security ?? []).map((way) => Object.keys(way).toSorted().join(' and '));
  const gone = ways(newer).length === 0 ? [] : ways(older).filter((way) => !ways(newer).includes(way));
  const ends = [older, newer].map((one) => one['x-deprecation']?.sunset ?? '');
  return [
    ...(older.operationId === newer.operationId
      ? []
      : change(`operationId ${older.operationId} became ${newer.operationId}`, true)),
    ...(before === now ? [] : change(`scope ${scopes[before]} became ${scopes[now]}`, now > before)),
    ...(whole(older) === whole(newer)
      ? []
      : change(`keys for some accounts ${whole(newer) ? 'are refused' : 'may use it'} now`, whole(newer))),
    ...gone.flatMap((way) => change(`not to be used by ${way} any more`, true)),
    ...(!older.deprecated && newer.deprecated ? change('deprecated now', false) : []),
    ...(older.deprecated && ends[0] !== ends[1]
      ? change(`sunset ${ends[0]} became ${ends[1]}`, (ends[1] ?? '') < (ends[0] ?? '') && ends[1] !== '')
      : []),
  ];
}

const isoDay = (instant: Date) => instant.toISOString().slice(0, 10);

function answerOf({ responses }: Operation, status: string, document: Document) {
  const answer = responses[status];
  return answer && '$ref' in answer
    ? document.components.responses[answer.$ref.split('/').at(-1) ?? '']
    : answer;
}
