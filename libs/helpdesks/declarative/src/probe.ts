import {
  HelpdeskError,
  type Capability,
  type Evidence,
  type Finding,
  type Probe,
  type Send,
  type Verdict,
} from '@nightdesk/helpdesks/contract';
import { requestFor, type Platform } from './calls.js';
import { isDeclared, remedy, scopesOf } from './capabilities.js';
import { whoami } from './identity.js';
import type { Row } from './row.js';

/** One call to whoami, and one for each capability that its scopes do not rule out. */
export async function probe(platform: Platform, send: Send, wanted: readonly Capability[]): Promise<Probe> {
  const { identity, row } = await whoami(platform, send);
  const findings: Finding[] = [];
  for (const capability of wanted) {
    const found =
      byWhoami(platform, capability, identity.scopes, row) ?? (await byCall(platform, send, capability));
    findings.push(
      found ??
        finding(capability, 'unknown', evidence(platform, row, 'nothing without a side effect can tell')),
    );
  }
  return { identity, findings };
}

/** What needs no call: a file without such a write, a scope that is not there, or all scopes and no call to ask by. */
function byWhoami(
  platform: Platform,
  capability: Capability,
  scopes: readonly string[],
  row: Row,
): Finding | null {
  const missing = (says: string, lacking: readonly string[] = []) =>
    finding(capability, 'missing', evidence(platform, row, says), remedy(platform, capability, lacking));
  if (!isDeclared(platform, capability))
    return missing(`${platform.file} describes no call that could do it`);
  const wanted = scopesOf(platform, capability);
  const tells = platform.declared.whoami.fields.scopes !== undefined && wanted.length > 0;
  const lacking = wanted.filter((scope) => !scopes.includes(scope));
  if (tells && lacking.length > 0) return missing(`the key has no ${lacking.join(', ')}`, lacking);
  if (!tells || platform.declared.capabilities[capability]?.probe) return null;
  return finding(capability, 'granted', evidence(platform, row, `the key has ${wanted.join(', ')}`));
}

/** The file's own call: a read, or a write to a ticket that cannot exist. */
async function byCall(platform: Platform, send: Send, capability: Capability): Promise<Finding | null> {
  const asked = platform.declared.capabilities[capability]?.probe;
  if (!asked) return null;
  const answer = await statusOf(send({ ...requestFor(platform, { ...asked, repeatable: true }, {}) }), [
    ...asked.granted,
    ...asked.missing,
  ]);
  const verdict = verdictOf(answer.status, asked);
  const proof: Evidence = {
    call: `${asked.method} ${asked.path}`,
    ...answer,
    says: sayings[verdict],
  };
  return finding(capability, verdict, proof, verdict === 'missing' ? remedy(platform, capability, []) : null);
}

const sayings: Readonly<Record<Verdict, string>> = {
  granted: 'the platform let the call through to its own checks',
  missing: 'the platform refused the call',
  unknown: 'this answer tells nothing of the permission',
};

function verdictOf(status: number, asked: { granted: number[]; missing: number[] }): Verdict {
  if (asked.granted.includes(status)) return 'granted';
  return asked.missing.includes(status) ? 'missing' : 'unknown';
}

/** What is wrong with the credential or the platform is not the capability's matter. */
const isElsewhere: ReadonlySet<string> = new Set([
  'unauthenticated',
  'account_suspended',
  'agent_gone',
  'rate_limited',
  'unavailable',
  'ambiguous',
]);

async function statusOf(sending: ReturnType<Send>, listed: readonly number[]) {
  try {
    const { status, requestId } = await sending;
    return { status, requestId: requestId ?? null };
  } catch (error) {
    if (!(error instanceof HelpdeskError)) throw error;
    const { status, requestId } = error.details;
    if (status === undefined || (isElsewhere.has(error.kind) && !listed.includes(status))) throw error;
    return { status, requestId: requestId ?? null };
  }
}

const finding = (
  capability: Capability,
  verdict: Verdict,
  proof: Evidence,
  todo: string | null = null,
): Finding => ({ capability, verdict, evidence: proof, remedy: todo });

function evidence({ declared }: Platform, { response }: Row, says: string): Evidence {
  const { method, path } = declared.whoami.call;
  return { call: `${method} ${path}`, status: response.status, requestId: response.requestId ?? null, says };
}
