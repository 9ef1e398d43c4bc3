import type { Document, Operation } from '../boundaries/openapi/document.types.js';
import { AnswerCheck } from '../support/answer-check.js';
import { leaksInAnswer } from '../support/canaries.js';
import type { Answer } from './send.js';
import type { PrincipalName, Shot } from './shots.types.js';

/** Refusals that are the platform's or ours for its sake, and those of an api that has no time left. */
const puttingOff = new Set([
  'Platform not available',
  'Nothing is sent now',
  'Ticket not read',
  'Overloaded',
]);
const scopesOf: Readonly<Record<PrincipalName, readonly string[]>> = {
  admin: ['read', 'write', 'admin'],
  session: ['read', 'write', 'admin'],
  'session without CSRF token': ['read', 'write', 'admin'],
  writer: ['read', 'write'],
  'one account': ['read', 'write'],
  reader: ['read'],
  nobody: [],
  'unknown key': [],
  'bad cookie': [],
};

/** Says of each answer what is wrong with it. */
export class Judge {
  private readonly check: AnswerCheck;
  private readonly operations: ReadonlyMap<string, Operation>;

  constructor(
    text: string,
    private readonly ownAccountId: string,
  ) {
    this.check = new AnswerCheck(text);
    const { paths } = JSON.parse(text) as Document;
    this.operations = new Map(
      Object.values(paths).flatMap((item) =>
        Object.values(item).map((operation) => [operation.operationId, operation] as const),
      ),
    );
  }

  /** @param target as it was sent. */
  complaints({ operationId, method, principal }: Shot, target: string, answer: Answer): string[] {
    const allowed = this.mayPass(operationId, method, principal, target);
    return [
      ...this.ofAnswer(method, target, answer),
      ...(answer.status < 400 && !allowed ? [`${operationId} lets in: ${principal}`] : []),
    ];
  }

  /** What must be so of every answer. */
  ofAnswer(method: string, target: string, { status, headers, text }: Answer): string[] {
    const [pathname = ''] = target.split('?');
    const isHead = method === 'HEAD';
    const type = headers.get('content-type');
    const isStream = type?.startsWith('text/event-stream') === true;
    const described = isHead || isStream ? null : this.check.of({ method, pathname, status, type, text });
    const leaks = leaksInAnswer(method, pathname, text, headers).map(({ kind }) => `${kind} leaks`);
    return [
      ...(status >= 500 && !isPuttingOff(status, text) ? [`answers ${status}`] : []),
      ...(described === null ? [] : [described]),
      ...(status >= 400 && !isHead ? problemFaults(headers, text) : []),
      ...leaks,
    ];
  }

  private mayPass(operationId: string, method: string, principal: PrincipalName, target: string): boolean {
    const operation = this.operations.get(operationId);
    if (!operation?.security?.length || operationId === 'getSession') return true;
    if (!scopesOf[principal].includes(operation['x-required-scope'] ?? 'admin')) return false;
    if (principal === 'session without CSRF token') return method === 'GET' || method === 'HEAD';
    if (principal !== 'one account') return true;
    const [, accountId] = /^\/v1\/accounts\/([^/?]+)/.exec(target) ?? [];
    const isOwn = accountId === undefined || decodes(accountId) === this.ownAccountId;
    return operation['x-whole-installation'] !== true && isOwn;
  }
}

export const isPuttingOff = (status: number, text: string): boolean =>
  status === 503 && puttingOff.has((JSON.parse(text) as { title: string }).title);

function problemFaults(headers: Headers, text: string): string[] {
  if (!headers.get('content-type')?.startsWith('application/problem+json'))
    return ['is refused without a problem'];
  const { traceId, detail } = JSON.parse(text) as { traceId?: string; detail?: string };
  if (!detail) return ['a problem without a detail'];
  return traceId !== undefined && traceId === headers.get('trace-id')
    ? []
    : ['a problem without its trace id'];
}

const decodes = (part: string) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};
