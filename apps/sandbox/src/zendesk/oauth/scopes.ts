/** Granular scopes the platform knows; names outside this list are accepted in silence and open nothing. */
const resources = [
  'tickets',
  'users',
  'organizations',
  'groups',
  'webhooks',
  'triggers',
  'automations',
  'macros',
  'ticket_attachments',
  'ticket_views',
  'hc',
  'apps',
  'targets',
  'requests',
  'satisfaction_ratings',
  'brands',
  'sla_policies',
  'account_settings',
];
export const broadScopes = ['read', 'write', 'impersonate'];
const single = ['auditlogs:read', 'security:read', 'any_channel:write'];

export const knownScopes = new Set([
  ...broadScopes,
  ...single,
  ...resources.flatMap((name) => [`${name}:read`, `${name}:write`]),
]);

/** An empty scope asks for everything: `read write`. */
export function parseScopes(text: string | undefined): string[] {
  const scopes = [...new Set((text ?? '').split(/\s+/).filter(Boolean))];
  return scopes.length > 0 ? scopes : ['read', 'write'];
}

/** Whether these scopes open something that needs `needed`: the broad scope of its verb covers it. */
export function covers(scopes: readonly string[], needed: string): boolean {
  const verb = needed.split(':')[1];
  return scopes.includes(needed) || (verb !== undefined && scopes.includes(verb));
}

/** The known scopes that lie outside a client's ceiling. */
export function outsideCeiling(scopes: readonly string[], ceiling: readonly string[]): string[] {
  return scopes.filter((scope) => knownScopes.has(scope) && !covers(ceiling, scope));
}
