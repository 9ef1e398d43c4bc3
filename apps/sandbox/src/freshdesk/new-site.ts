import { isoSeconds } from '../clock.js';
import type { World } from '../world.js';
import type { Plan } from './limits.js';
import { addAgent, addContact, addGroup, addRole } from './people/add.js';
import type { SiteSettings } from './site.js';
import { FreshdeskSite } from './site.js';
import type { Permission, TicketScope } from './types.js';
import { permissions } from './types.js';

export interface NewSite {
  domain: string;
  plan: Plan;
  settings: Partial<SiteSettings>;
  firstTicketId?: number;
  /** Labels of the account's own statuses, numbered from 6. */
  statuses: string[];
  customFields: { name: string; label: string; requiredForClosure: boolean }[];
  groups: string[];
  roles: { name: string; permissions: readonly Permission[] }[];
  /** Roles and groups are named; agents without a group are put in the first. */
  agents: {
    name: string;
    email: string;
    role: string;
    ticketScope: TicketScope;
    groups?: string[] | undefined;
    apiKey?: string | undefined;
  }[];
  contacts: { name: string; email: string }[];
}

const daily: Permission[] = [
  'view tickets',
  'send reply',
  'add note',
  'edit ticket properties',
  'assign',
  'create tickets',
  'view contacts',
];

/** The roles every account starts with. What they allow is made up. */
export const usualRoles: NewSite['roles'] = [
  { name: 'Account Administrator', permissions },
  { name: 'Supervisor', permissions: [...daily, 'delete tickets', 'list agents and groups'] },
  { name: 'Agent', permissions: daily },
];

/** Adds a site with its people; nobody has written to it yet. */
export function addSite(world: World, wanted: NewSite): FreshdeskSite {
  const site = new FreshdeskSite(world, wanted.domain, wanted.plan, wanted);
  const at = isoSeconds(world.clock.now() - 400 * 24 * 3600_000);
  const roles = new Map(
    wanted.roles.map(({ name, permissions: allowed }) => [name, addRole(site, name, allowed, at).id]),
  );
  const groups = new Map(wanted.groups.map((name) => [name, addGroup(site, name, at).id]));
  const [firstGroup] = groups.values();
  for (const { role, groups: names, ...agent } of wanted.agents) {
    const roleId = roles.get(role);
    const groupIds = names?.flatMap((name) => groups.get(name) ?? []) ?? [firstGroup ?? []].flat();
    addAgent(site, { ...agent, roleIds: roleId === undefined ? [] : [roleId], groupIds }, at);
  }
  for (const contact of wanted.contacts) addContact(site, contact);
  for (const field of wanted.customFields) site.customFields.push({ id: world.nextId(), ...field });
  site.customerId = [...site.contacts.keys()][0] ?? 0;
  world.freshdesk.set(wanted.domain, site);
  return site;
}
