import type { Site } from './site.js';
import type { Group, User } from './types.js';

export interface NewUser {
  name: string;
  email: string;
  role: User['role'];
  restricted_agent?: boolean | undefined;
  groupIds?: number[] | undefined;
}

export function addUser(
  site: Site,
  { name, email, role, restricted_agent = false, groupIds = [] }: NewUser,
  at: string,
): User {
  const user: User = {
    id: site.world.nextId(),
    name,
    email: email.trim().toLowerCase(),
    role,
    restricted_agent,
    custom_role_id: null,
    suspended: false,
    active: true,
    groupIds,
    created_at: at,
    updated_at: at,
  };
  site.users.set(user.id, user);
  return user;
}

export function addGroup(site: Site, name: string, at: string): Group {
  const group = { id: site.world.nextId(), name, default: site.groups.size === 0, created_at: at };
  site.groups.set(group.id, group);
  return group;
}
