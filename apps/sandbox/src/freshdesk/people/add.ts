import { randomBytes } from 'node:crypto';
import { isoSeconds } from '../../clock.js';
import { secretMark } from '../../secret-mark.js';
import type { FreshdeskSite } from '../site.js';
import type { Agent, Contact, Group, Permission, Role } from '../types.js';

export function addContact(site: FreshdeskSite, { name, email }: Pick<Contact, 'name' | 'email'>): Contact {
  const at = isoSeconds(site.world.clock.now());
  const contact: Contact = {
    id: site.world.nextId(),
    name,
    email: email?.trim().toLowerCase() ?? null,
    created_at: at,
    updated_at: at,
  };
  site.contacts.set(contact.id, contact);
  return contact;
}

export function addGroup(site: FreshdeskSite, name: string, created_at: string): Group {
  const group = { id: site.world.nextId(), name, created_at };
  site.groups.set(group.id, group);
  return group;
}

export function addRole(
  site: FreshdeskSite,
  name: string,
  allowed: readonly Permission[],
  created_at: string,
): Role {
  const role: Role = {
    id: site.world.nextId(),
    name,
    description: `Made up for the sandbox: ${name}`,
    default: true,
    permissions: new Set(allowed),
    created_at,
  };
  site.roles.set(role.id, role);
  return role;
}

export function addAgent(
  site: FreshdeskSite,
  wanted: Pick<Agent, 'name' | 'email' | 'roleIds' | 'ticketScope' | 'groupIds'> & {
    apiKey?: string | undefined;
  },
  at: string,
): Agent {
  const agent: Agent = {
    ...wanted,
    id: site.world.nextId(),
    email: wanted.email.trim().toLowerCase(),
    apiKey: wanted.apiKey ?? newKey(),
    deactivated: false,
    overrides: new Map(),
    created_at: at,
    updated_at: at,
    lastLoginAt: null,
  };
  site.agents.set(agent.id, agent);
  return agent;
}

/** A key nobody can guess, twenty letters and digits as the platform's are. */
export const newKey = (): string =>
  (
    secretMark +
    randomBytes(30)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '')
  ).slice(0, 20);
