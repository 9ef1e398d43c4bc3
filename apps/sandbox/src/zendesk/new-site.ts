import { isoSeconds } from '../clock.js';
import type { World } from '../world.js';
import type { Plan } from './limits.js';
import { addGroup, addUser } from './people.js';
import { Site, secretText } from './site.js';

export interface NewSite {
  subdomain: string;
  plan: Plan;
  highVolume: boolean;
  firstTicketId?: number;
  groups: string[];
  /** Groups are named; agents without any are put in the first. */
  users: {
    name: string;
    email: string;
    role: 'end-user' | 'agent' | 'admin';
    restricted_agent?: boolean | undefined;
    groups?: string[] | undefined;
  }[];
  client: {
    identifier: string;
    name: string;
    kind: 'public' | 'confidential';
    secret: string;
    scopes: string[];
    redirectUris: string[];
    defaultExpiresIn: number | null;
  };
  apiToken?: string;
  requiredToSolve?: ('type' | 'priority' | 'assignee_id')[];
}

/** Adds a site with its people, one OAuth client and one API token. */
export function addSite(world: World, wanted: NewSite): Site {
  const site = new Site(world, wanted.subdomain, wanted.plan, wanted.firstTicketId);
  const at = isoSeconds(world.clock.now() - 400 * 24 * 3600_000);
  site.highVolume = wanted.highVolume;
  site.requiredToSolve = wanted.requiredToSolve ?? [];
  const groups = new Map(wanted.groups.map((name) => [name, addGroup(site, name, at).id]));
  const [firstGroup] = groups.values();
  for (const { groups: names, ...person } of wanted.users) {
    const named = (names ?? []).flatMap((name) => groups.get(name) ?? []);
    const groupIds = person.role === 'end-user' ? [] : named.length > 0 ? named : [firstGroup ?? []].flat();
    addUser(site, { ...person, groupIds }, at);
  }
  const users = [...site.users.values()];
  const owner = users.find(({ role }) => role === 'admin') ?? users[0];
  site.customerId = users.find(({ role }) => role === 'end-user')?.id ?? 0;
  site.clients.push({ id: world.nextId(), ownerId: owner?.id ?? 0, ...wanted.client });
  site.apiTokens.add(wanted.apiToken ?? secretText(20));
  world.zendesk.set(wanted.subdomain, site);
  return site;
}
