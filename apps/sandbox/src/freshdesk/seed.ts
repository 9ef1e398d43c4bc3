import type { World } from '../world.js';
import { addSite, usualRoles } from './new-site.js';
import { seedTickets } from './seed-tickets.js';

/** `acme`, a shop for outdoor gear: the site that is there at the start. */
export function seedAcme(world: World): void {
  const site = addSite(world, {
    domain: 'acme',
    plan: 'Pro',
    settings: {},
    firstTicketId: 201,
    statuses: ['Waiting on courier', 'Waiting on customer'],
    customFields: [{ name: 'cf_order_number', label: 'Order number', requiredForClosure: false }],
    groups: ['Support', 'Warehouse'],
    roles: usualRoles,
    agents: [
      {
        name: 'Ada Okafor',
        email: 'ada.okafor@acme.example',
        role: 'Account Administrator',
        ticketScope: 1,
        groups: ['Support', 'Warehouse'],
        apiKey: 'sandbox-freshdesk-key',
      },
      {
        name: 'Tomás Rivera',
        email: 'tomas.rivera@acme.example',
        role: 'Agent',
        ticketScope: 1,
        groups: ['Support'],
      },
      {
        name: 'Lena Fischer',
        email: 'lena.fischer@acme.example',
        role: 'Agent',
        ticketScope: 2,
        groups: ['Warehouse'],
      },
      {
        name: 'Ravi Menon',
        email: 'ravi.menon@acme.example',
        role: 'Supervisor',
        ticketScope: 3,
        groups: ['Support'],
      },
    ],
    contacts: [
      { name: 'Maya Lindqvist', email: 'maya.lindqvist@mail.example' },
      { name: 'Jonah Pratt', email: 'jonah.pratt@mail.example' },
      { name: 'Sofia Marchetti', email: 'sofia.marchetti@mail.example' },
      { name: 'Kenji Watanabe', email: 'kenji.watanabe@mail.example' },
      { name: 'Priya Nair', email: 'priya.nair@mail.example' },
    ],
  });
  seedTickets(site);
}
