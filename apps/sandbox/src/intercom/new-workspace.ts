import type { IntercomStore } from './store.js';
import type { Admin, Contact, Region, StateCategory, TicketType } from './types.js';
import { Workspace } from './workspace.js';

export interface NewWorkspace {
  id: string;
  name: string;
  region: Region;
  admins: { name: string; email: string; has_inbox_seat?: boolean | undefined; team?: string | undefined }[];
  contacts: { name: string; email: string; role?: Contact['role'] | undefined }[];
  teams: string[];
  ticketTypes: { name: string; category: TicketType['category'] }[];
}

const labels: [StateCategory, internal: string, external: string][] = [
  ['submitted', 'Submitted', 'Submitted'],
  ['in_progress', 'In progress', 'In progress'],
  ['waiting_on_customer', 'Waiting on customer', 'Waiting on you'],
  ['resolved', 'Resolved', 'Resolved'],
];

/** Adds a workspace with its people, its ticket types, and the four states that each of them has. */
export function addWorkspace(store: IntercomStore, wanted: NewWorkspace): Workspace {
  const workspace = new Workspace(store, wanted.id, wanted.name, wanted.region);
  const { created_at } = workspace;
  for (const name of wanted.teams) {
    const id = workspace.nextId();
    workspace.teams.set(id, { id, name, adminIds: [] });
  }
  for (const { team, has_inbox_seat = true, ...person } of wanted.admins) {
    const id = workspace.nextId();
    const admin: Admin = { id, ...person, has_inbox_seat, away_mode_enabled: false, removed: false };
    workspace.admins.set(id, admin);
    [...workspace.teams.values()].find(({ name }) => name === team)?.adminIds.push(id);
  }
  wanted.contacts.forEach(({ role = 'user', ...person }, number) => {
    const id = `66d5a1c2e3f4${Number(workspace.nextId()).toString(16).padStart(12, '0')}`;
    const external_id = role === 'user' ? `customer-${number + 1}` : null;
    workspace.contacts.set(id, { id, ...person, role, external_id, created_at });
  });
  workspace.customerId = [...workspace.contacts.keys()][0] ?? '';
  for (const { name, category } of wanted.ticketTypes) {
    const id = workspace.nextId();
    const described = { description: `${name} (${category})`, icon: '🎫', created_at };
    workspace.ticketTypes.set(id, { id, name, category, ...described });
  }
  const typeIds = [...workspace.ticketTypes.keys()];
  for (const [category, internal_label, external_label] of labels) {
    const id = workspace.nextId();
    workspace.ticketStates.set(id, { id, category, internal_label, external_label, typeIds });
  }
  return workspace;
}

/** Adds a state of a workspace's own, which only one of its types has. */
export function addState(
  workspace: Workspace,
  typeId: string,
  category: StateCategory,
  internal_label: string,
): void {
  const id = workspace.nextId();
  const state = { id, category, internal_label, external_label: internal_label, typeIds: [typeId] };
  workspace.ticketStates.set(id, state);
}
