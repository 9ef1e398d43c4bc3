import {
  capabilityOf,
  type Capability,
  type PlatformRequest,
  type StepKind,
} from '@nightdesk/helpdesks/contract';
import type { Platform } from './calls.js';
import type { Call, WriteCall } from './schema/parts.js';
import { fillPath, fits, placeholders, type Values } from './template.js';

/** The write calls that the file has, by the step that they are for. */
export const writeCalls = ({ declared }: Platform): [StepKind, WriteCall][] =>
  (Object.entries(declared.write) as [StepKind, WriteCall | undefined][]).flatMap(
    ([kind, call]): [StepKind, WriteCall][] => (call ? [[kind, call]] : []),
  );

export const scopesOf = ({ declared }: Platform, capability: Capability): string[] =>
  declared.capabilities[capability]?.scopes ?? [];

/** False when no call of the file could use the capability, so that no permission helps. */
export const isDeclared = (platform: Platform, capability: Capability): boolean =>
  capability === 'tickets:read' || writeCalls(platform).some(([kind]) => capabilityOf[kind] === capability);

const someValues = Object.fromEntries(placeholders.map((name) => [name, 'x'])) as Values;
const routeOf = ({ path }: { path: string }) => fillPath(path, someValues).route;

/** What a call of the file needs. Calls that share method and path are told apart by their bodies. */
export function capabilityFor(platform: Platform, request: PlatformRequest): Capability | undefined {
  const { list, ticket, conversation } = platform.declared;
  const isThis = (call: Call | undefined) =>
    call?.method === request.method && routeOf(call) === request.route && fits(call.body, request.body);
  if ([list.call, ticket.call, conversation.call].some(isThis)) return 'tickets:read';
  const write = writeCalls(platform).find(([, call]) => isThis(call));
  return write && capabilityOf[write[0]];
}

/** What a person must do so that a missing capability is granted. */
export function remedy(platform: Platform, capability: Capability, missingScopes: readonly string[]): string {
  const { auth, capabilities, title } = platform.declared;
  if (!isDeclared(platform, capability))
    return `${platform.file} describes no call for this: add it under "write", or do not require ${capability}.`;
  const said = capabilities[capability]?.remedy;
  const wanted = missingScopes.length > 0 ? missingScopes : scopesOf(platform, capability);
  const named = wanted.join(', ');
  if (said !== undefined) return missingScopes.length > 0 ? `${said} (missing: ${named})` : said;
  const what = named === '' ? `what ${capability} needs` : named;
  return `Give the ${auth.keyLabel} the permission for ${what} in ${title}: ${auth.keyWhere}`;
}
