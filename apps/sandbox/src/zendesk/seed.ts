import type { World } from '../world.js';
import { addSite } from './new-site.js';
import { seedTickets } from './seed-tickets.js';

/**
 * The most the `nightdesk` client can be given: all reading, and writing where the service writes. The platform
 * refuses to register `read` beside `tickets:read`, so reading is the broad scope.
 */
export const clientScopes = [
  'read',
  'tickets:write',
  'webhooks:write',
  'triggers:write',
  'ticket_attachments:write',
];

/** `acme`, a shop for outdoor gear: the site that is there at the start. */
export function seedAcme(world: World): void {
  const site = addSite(world, {
    subdomain: 'acme',
    plan: 'Suite Professional',
    highVolume: false,
    firstTicketId: 4101,
    groups: ['Support', 'Warehouse'],
    users: [
      {
        name: 'Ada Okafor',
        email: 'ada.okafor@acme.example',
        role: 'admin',
        groups: ['Support', 'Warehouse'],
      },
      { name: 'Tomás Rivera', email: 'tomas.rivera@acme.example', role: 'agent', groups: ['Support'] },
      {
        name: 'Lena Fischer',
        email: 'lena.fischer@acme.example',
        role: 'agent',
        restricted_agent: true,
        groups: ['Warehouse'],
      },
      { name: 'Maya Lindqvist', email: 'maya.lindqvist@mail.example', role: 'end-user' },
      { name: 'Jonah Pratt', email: 'jonah.pratt@mail.example', role: 'end-user' },
      { name: 'Sofia Marchetti', email: 'sofia.marchetti@mail.example', role: 'end-user' },
      { name: 'Kenji Watanabe', email: 'kenji.watanabe@mail.example', role: 'end-user' },
      { name: 'Priya Nair', email: 'priya.nair@mail.example', role: 'end-user' },
    ],
    client: {
      identifier: 'nightdesk',
      name: 'Nightdesk',
      kind: 'confidential',
      secret: 'sandbox-secret',
      scopes: clientScopes,
      redirectUris: world.options.redirectUris,
      defaultExpiresIn: 1800,
    },
    apiToken: 'sandbox-api-token',
  });
  seedTickets(site);
}
